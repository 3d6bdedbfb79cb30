"""Editors that are not here: what their recipes say is read as they read it, and the server that it names is started."""

import json
import shlex
import tomllib
from pathlib import Path
from typing import Any

import pytest

from support.lsp import Client
from support.recipes import BIN, DOCUMENTS, Finding, expected, recipe

SEVERITIES = {1: "error", 2: "warning", 3: "info"}


def helix() -> tuple[list[str], Any]:
    content = tomllib.loads(recipe("helix-lsp"))
    [language] = content["language"]
    assert set(language["file-types"]) == {"xml", "twiml"}
    server = content["language-server"][language["language-servers"][0]]
    return [server["command"], *server["args"]], server["config"]


def sublime() -> tuple[list[str], Any]:
    content = json.loads(recipe("sublime-lsp"))
    assert content["lsp_code_actions_on_save"] == {"source.fixAll.twimllint": True}
    client = content["clients"]["twimllint"]
    settings: dict[str, Any] = {}
    for dotted, value in client["settings"].items():  # as LSP for Sublime Text resolves them
        section, name = dotted.split(".")
        settings.setdefault(section, {})[name] = value
    return client["command"], settings


def zed() -> tuple[list[str], Any]:
    content = json.loads(recipe("zed-settings"))
    server = content["lsp"]["lemminx"]
    assert Path(server["binary"]["path"]).is_absolute()
    assert content["languages"]["XML"]["formatter"] == [{"code_action": "source.fixAll.twimllint"}]
    return [Path(server["binary"]["path"]).name, *server["binary"]["arguments"]], server["settings"]


def jetbrains() -> tuple[list[str], Any]:
    content = json.loads(recipe("lsp4ij-template"))
    [mapping] = content["fileTypeMappings"]
    assert mapping["languageId"] == "xml"
    return shlex.split(content["programArgs"]["default"]), None


def kate() -> tuple[list[str], Any]:
    server = json.loads(recipe("kate-lsp"))["servers"]["xml"]
    return server["command"], server["settings"]


@pytest.mark.parametrize("editor", [helix, sublime, zed, jetbrains, kate])
def test_the_server_of_a_recipe_finds_mistakes(editor: Any, project: Path, home: Path) -> None:
    command, settings = editor()
    path = "flows/größe/grüße.twiml"
    document = {"uri": (project / path).as_uri(), "languageId": "xml", "version": 1, "text": DOCUMENTS[path]}
    with Client([str(BIN / command[0]), *command[1:]], project, home) as client:
        client.ask("initialize", {"processId": None, "rootUri": project.as_uri(), "capabilities": {}})
        client.notify("initialized", {})
        client.notify("workspace/didChangeConfiguration", {"settings": settings})
        client.notify("textDocument/didOpen", {"textDocument": document})
        published = client.wait(lambda message: message.get("method") == "textDocument/publishDiagnostics")
    found = [
        Finding(
            path, one["range"]["start"]["line"] + 1, one["range"]["start"]["character"] + 1,
            SEVERITIES[one["severity"]], one["code"],
        )
        for one in published["params"]["diagnostics"]
    ]  # fmt: skip
    assert sorted(found) == expected(project, path, unit="utf-16")


@pytest.mark.parametrize("editor", [helix, sublime, zed, kate])
def test_the_settings_of_a_recipe_are_the_server_s(editor: Any) -> None:
    from twimllint.server.settings import ClientSettings, read

    _, settings = editor()
    assert read(settings["twimllint"]) == ClientSettings(run="onType")

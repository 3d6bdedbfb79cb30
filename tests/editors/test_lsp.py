"""efm-langserver, which is what Helix and other editors that speak LSP run twimllint through."""

import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from support.lsp import Client
from support.recipes import DOCUMENTS, Finding, expected, put, recipe, run
from support.tools import tool

SEVERITIES = {1: "error", 2: "warning", 3: "info"}


def opened(path: str, text: str, project: Path, home: Path) -> Client:
    """A server started as Helix starts it, with the document open in it."""
    put(home / ".config/efm-langserver/config.yaml", "efm-config")
    helix = tomllib.loads(recipe("helix-languages"))
    server = helix["language-server"][helix["language"][0]["language-servers"][0]]
    client = Client([tool(server["command"])], project, home)
    client.ask(
        "initialize",
        {"processId": None, "rootUri": project.as_uri(), "capabilities": {}, "initializationOptions": server["config"]},
    )
    client.notify("initialized", {})
    document = {"uri": (project / path).as_uri(), "languageId": "xml", "version": 1, "text": text}
    client.notify("textDocument/didOpen", {"textDocument": document})
    return client


def published(client: Client) -> list[dict[str, Any]]:
    message = client.wait(lambda message: message.get("method") == "textDocument/publishDiagnostics")
    return list(message["params"]["diagnostics"] or [])


@pytest.mark.parametrize("path", DOCUMENTS)
def test_diagnostics(path: str, project: Path, home: Path) -> None:
    with opened(path, DOCUMENTS[path], project, home) as client:
        found = [
            Finding(
                path, one["range"]["start"]["line"] + 1, one["range"]["start"]["character"] + 1,
                SEVERITIES[one["severity"]], one["message"].removeprefix("[twimllint] ").split()[0],
            )
            for one in published(client)
        ]  # fmt: skip
    assert sorted(found) == expected(project, path, unit="utf-16")


def test_fixing_as_formatting(project: Path, home: Path) -> None:
    path = "flows/größe/grüße.twiml"
    with opened(path, DOCUMENTS[path], project, home) as client:
        options = {"tabSize": 2, "insertSpaces": True}
        edits = client.ask(
            "textDocument/formatting", {"textDocument": {"uri": (project / path).as_uri()}, "options": options}
        )
    lines = DOCUMENTS[path].splitlines(keepends=True)
    for edit in reversed(edits):
        start, end = edit["range"]["start"], edit["range"]["end"]
        assert start["character"] == end["character"] == 0
        lines[start["line"] : end["line"]] = [edit["newText"]]
    assert run(["twimllint", "--quiet", "--fix", path], project, home).returncode in (0, 1)
    assert "".join(lines) == (project / path).read_text(encoding="utf-8")


def test_the_configurations_can_be_read(project: Path, home: Path) -> None:
    language = tomllib.loads(recipe("helix-languages"))["language"][0]
    assert language["name"] == "xml"
    assert "twiml" in language["file-types"]
    assert list(yaml.safe_load(recipe("efm-config"))["languages"]) == ["xml"]
    helix = shutil.which("hx")  # not in Debian 12
    if helix is not None:
        put(home / ".config/helix/languages.toml", "helix-languages")
        health = run([helix, "--health", "xml"], project, home)
        assert "efm" in health.stdout

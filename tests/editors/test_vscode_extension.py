"""The VS Code extension without VS Code: its manifest, its snippets, and that it is sound TypeScript that packs."""

import json
import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

import twimllint
from support.recipes import recipe
from support.tools import tool
from twimllint.api import lint
from twimllint.engine.diagnostic import Severity
from twimllint.host.languages import LANGUAGES
from twimllint.server import actions
from twimllint.server.settings import read
from twimllint.source.templates.languages import is_template_path

ROOT = Path(__file__).resolve().parents[2]
EXTENSION = ROOT / "editors" / "vscode"
MANIFEST: dict[str, Any] = json.loads((EXTENSION / "package.json").read_text(encoding="utf-8"))
CONTRIBUTES = MANIFEST["contributes"]
SNIPPETS: dict[str, dict[str, Any]] = json.loads((EXTENSION / "snippets/twiml.json").read_text(encoding="utf-8"))
#: Settings that the extension itself follows; the server is given them too and passes them over.
OWN = {"path", "detectXml", "programText", "trace.server"}


def settings() -> dict[str, dict[str, Any]]:
    """The settings of the manifest without their common prefix."""
    groups = CONTRIBUTES["configuration"]
    return {name.removeprefix("twimllint."): one for group in groups for name, one in group["properties"].items()}


def test_the_version_is_that_of_twimllint() -> None:
    assert MANIFEST["version"] == twimllint.__version__


def test_every_file_that_the_manifest_names_is_there() -> None:
    named = [MANIFEST["icon"], *(one["path"] for kind in ("grammars", "snippets") for one in CONTRIBUTES[kind])]
    named += [one["configuration"] for one in CONTRIBUTES["languages"]]
    assert [name for name in named if not (EXTENSION / name).is_file()] == []


def test_every_command_is_implemented_and_none_is_a_command_of_the_server() -> None:
    """The language client registers the server's commands under their own names, and each name can be used once."""
    titled = {one["command"] for one in CONTRIBUTES["commands"]}
    used = set(re.findall(r'"(twimllint\.\w+)": ', (EXTENSION / "src/extension.ts").read_text()))
    assert titled == used
    assert actions.OPEN_RULE not in titled


def test_every_language_that_may_hold_twiml_is_looked_at() -> None:
    """The server is given its documents, and opening one of them wakes the extension."""
    given = re.search(r"const HOSTS = \[(.*?)\]", (EXTENSION / "src/languages.ts").read_text(), re.DOTALL)
    assert given is not None
    hosts = set(re.findall(r'"([a-z]+)"', given[1]))
    names = {"tsx": "typescriptreact"}
    assert hosts == {names.get(one.name, one.name) for one in LANGUAGES} | {"javascriptreact"}
    waking = {event.partition(":")[2] for event in MANIFEST["activationEvents"] if event.startswith("onLanguage:")}
    assert waking == hosts | {"xml"}


def test_the_extension_depends_on_no_package_when_it_runs() -> None:
    assert "dependencies" not in MANIFEST


def test_the_lock_file_names_no_registry() -> None:
    lock = json.loads((EXTENSION / "package-lock.json").read_text())
    assert [name for name, package in lock["packages"].items() if "resolved" in package] == []


@pytest.mark.parametrize("name", sorted(set(settings()) - OWN))
def test_the_server_accepts_every_value_that_a_setting_offers(name: str) -> None:
    setting = settings()[name]
    values = [value for value in setting.get("enum", ()) if value is not None] or [setting["default"]]
    if values == [None]:
        values = [["TW1"]] if "array" in setting["type"] else ["ie1"]
    for value in values:
        assert read({name: value}).problems == ()


@pytest.mark.parametrize("name", sorted(set(settings()) - OWN))
def test_the_server_checks_every_setting(name: str) -> None:
    """A name that the server does not know would be ignored, wrong value and all."""
    assert len(read({name: {"wrong": 1}}).problems) == 1


@pytest.mark.parametrize("name", sorted(set(settings()) - OWN))
def test_defaults_are_the_server_s(name: str) -> None:
    default = settings()[name]["default"]
    assert read({} if default is None else {name: default}) == read({})


def test_the_problem_matcher_is_the_one_of_the_documented_task() -> None:
    [matcher] = CONTRIBUTES["problemMatchers"]
    [task] = json.loads(recipe("vscode-tasks"))["tasks"]
    assert matcher["pattern"] == task["problemMatcher"]["pattern"]
    assert matcher["fileLocation"] == task["problemMatcher"]["fileLocation"]


def expanded(body: list[str]) -> str:
    """The text of a snippet after the first of all choices."""
    text = "\n".join(body).replace("\t", "  ")
    for _ in range(3):  # placeholders lie within one another
        text = re.sub(r"\$\{\d+\|([^,|]+)[^|]*\|\}", r"\1", text)
        text = re.sub(r"\$\{\d+:([^{}$]*)\}", r"\1", text)
    return re.sub(r"\$\d|\$\{\d\}", "", text)


@pytest.mark.parametrize("name", SNIPPETS)
def test_snippets_are_right(name: str) -> None:
    text = expanded(SNIPPETS[name]["body"])
    assert "$" not in text
    if name == "Ignore a rule":
        return
    document = text.replace("\n  \n", "\n  <Hangup/>\n") if "<Response>" in text else f"<Response>{text}</Response>"
    found = lint(document, path="snippet.twiml")
    # what follows a verb is for the author to write, and a SID to be filled in is meant to be reported
    wrong = [one for one in found if one.name != "unfilled-placeholder" and not one.code.startswith("TW5")]
    assert [(one.code, one.message) for one in wrong if one.severity is not Severity.INFO] == []


def test_snippets_begin_as_elements_do() -> None:
    """After a "<" a snippet without one would be put in beside it."""
    prefixes = [one["prefix"] for one in SNIPPETS.values()]
    assert all(prefix.startswith("<") for prefix in prefixes)
    assert len(set(prefixes)) == len(prefixes)


def test_templates_of_twiml_have_the_language() -> None:
    [language] = CONTRIBUTES["languages"]
    assert is_template_path("menu.twiml.j2")
    assert language["filenamePatterns"] == ["*.twiml.*"]


def test_it_is_sound_and_packs(tmp_path: Path) -> None:
    """Types, the tests in TypeScript (discovery, root, settings, grammar), the bundle and the package."""
    copy = tmp_path / "vscode"
    ignored = shutil.ignore_patterns("node_modules", "dist", "out", "*.vsix")
    shutil.copytree(EXTENSION, copy, ignore=ignored)
    npm = tool("npm")
    for command in (
        ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline"],
        ["run", "check"],
        ["test"],
        ["run", "package"],
    ):
        done = subprocess.run([npm, *command], cwd=copy, capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stdout + done.stderr
    with zipfile.ZipFile(copy / "twimllint.vsix") as archive:
        names = {name.removeprefix("extension/") for name in archive.namelist() if name.startswith("extension/")}
        bundle = archive.read("extension/dist/extension.js").decode()
        readme = archive.read("extension/readme.md").decode()
    assert {"package.json", "dist/extension.js", "readme.md", "LICENSE.txt", "images/icon.png"} <= names
    assert not any(name.startswith(("node_modules", "src", "test")) for name in names)
    listed = subprocess.check_output([tool("node"), "-p", "JSON.stringify(require('module').builtinModules)"])
    required = {name.removeprefix("node:") for name in re.findall(r'\brequire\("([^"]+)"\)', bundle)}
    assert required - set(json.loads(listed)) == {"vscode"}
    pictures = [urlsplit(url).path.partition("/raw/HEAD/")[2] for url in re.findall(r"!\[[^]]*\]\(([^)]+)\)", readme)]
    assert len(pictures) >= 4
    assert [path for path in pictures if not (ROOT / path).is_file()] == []

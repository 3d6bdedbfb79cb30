"""Sublime Text and the JetBrains IDEs, which are not in Debian: their expressions and commands, word for word."""

import json
import re
import shlex
import sys
import types
from pathlib import Path
from xml.etree import ElementTree

import pytest

from support.recipes import DOCUMENTS, PAGE, Finding, expected, recipe, recipes, run


def sublime_linter(monkeypatch: pytest.MonkeyPatch) -> type:
    """The plugin's class, with a stand-in for the package it is made for."""
    lint = types.ModuleType("SublimeLinter.lint")
    lint.Linter = type("Linter", (), {})  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "SublimeLinter", types.ModuleType("SublimeLinter"))
    monkeypatch.setitem(sys.modules, "SublimeLinter.lint", lint)
    names: dict[str, type] = {}
    exec(recipe("sublime-linter"), names)
    return names["Twimllint"]


@pytest.mark.parametrize("path", DOCUMENTS)
def test_sublime_linter(path: str, project: Path, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    linter = sublime_linter(monkeypatch)
    words = [word for word in shlex.split(linter.cmd) if word != "${args}"]
    command = [word.replace("${file}", str(project / path)) for word in words]
    done = run(command, project, home, stdin=None, input=DOCUMENTS[path])
    matches = [re.compile(linter.regex).match(line) for line in done.stdout.splitlines()]
    found = [Finding(path, int(m["line"]), int(m["col"]), m["error_type"], m["code"]) for m in matches if m]
    assert sorted(found) == expected(project, path)
    assert len(matches) == len(found)


def test_sublime_build(project: Path, home: Path) -> None:
    build = json.loads(recipe("sublime-build"))
    path = project / "flows/main menu.xml"
    variables = {"$file": str(path), "$file_path": str(path.parent)}
    done = run([variables.get(word, word) for word in build["cmd"]], Path(variables[build["working_dir"]]), home)
    matches = [re.compile(build["file_regex"]).match(line) for line in done.stdout.splitlines()]
    found = [(str(path.parent / m[1]), int(m[2]), int(m[3])) for m in matches if m]
    assert found == [(str(path), one.line, one.column) for one in expected(project, "flows/main menu.xml")]
    run([variables.get(word, word) for word in build["variants"][0]["cmd"]], path.parent, home)
    assert "<Play>" in path.read_text()


#: What the IDEs put in place of the macros of a filter: a path counts only if it is absolute and made of these.
MACROS = {
    "$FILE_PATH$": r"(?:^|\W)(?P<file>(?:[A-Za-z]:|/)[0-9 a-z_A-Z\-\\./]+)",
    "$LINE$": "(?P<line>[0-9]+)",
    "$COLUMN$": "(?P<column>[0-9]+)",
    "$MESSAGE$": "(?P<message>.*)",
}


def jetbrains(
    expression: str, program: str, arguments: str, folder: str, path: Path, project: Path, home: Path
) -> list[re.Match[str]]:
    """Run the tool on a file, and match each line of its output with the filter."""
    for macro, regex in MACROS.items():
        expression = expression.replace(macro, regex)
    variables = {"$FilePath$": str(path), "$ProjectFileDir$": str(project)}
    for macro, value in variables.items():
        arguments, folder = arguments.replace(macro, value), folder.replace(macro, value)
    (project / ".idea").mkdir()
    done = run([program, *shlex.split(arguments)], Path(folder), home)
    return [match for line in done.stdout.splitlines() if (match := re.search(expression, line))]


@pytest.mark.parametrize("kind", ["watcher", "tool"])
def test_jetbrains(kind: str, project: Path, home: Path) -> None:
    root = ElementTree.fromstring(recipe(f"jetbrains-{kind}"))
    options = {one.get("name"): one.get("value") for one in root.iter("option")}
    if kind == "watcher":
        words = [options[name] or "" for name in ("regExp", "program", "arguments", "workingDir")]
    else:
        words = [options[name] or "" for name in ("REGEXP", "COMMAND", "PARAMETERS", "WORKING_DIRECTORY")]
    path = project / "flows/main menu.xml"
    path.write_text("<Response><!-- 👋 --><sey>Hi</sey>\n" + path.read_text().partition("\n")[2], encoding="utf-8")
    matches = jetbrains(*words, path, project, home)
    wanted = json.loads(run(["twimllint", "--format", "json", path], project, home).stdout)["findings"]
    assert [(match["file"], int(match["line"])) for match in matches] == [(str(path), one["line"]) for one in wanted]
    assert int(matches[0]["column"]) == wanted[0]["column"] + 1  # the waving hand is two units


def test_every_recipe_of_the_page_is_tested() -> None:
    here = Path(__file__).parent
    tests = "".join(path.read_text(encoding="utf-8") for path in here.glob("test_*.py"))
    # these two kinds are taken by the name of the tool and of the shell
    untested = [
        name for name in recipes() if f'"{name}"' not in tests and not name.startswith(("jetbrains-", "completion-"))
    ]
    assert untested == []
    text = PAGE.read_text(encoding="utf-8")
    blocks = len(re.findall(r"^```\w", text, re.MULTILINE))
    assert blocks == len(recipes()) + text.count("```console"), "a block has no recipe comment above it"

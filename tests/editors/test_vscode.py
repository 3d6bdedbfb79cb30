"""VS Code: the task's expression in Node, the fixing command in a shell, the schemas in xmllint."""

import json
import shlex
import subprocess
from pathlib import Path

import pytest

from support.recipes import BIN, DOCUMENTS, Finding, expected, put, recipe, run
from support.tools import tool

STAND_INS = Path(__file__).parent / "stand_ins"


def run_task(project: Path, home: Path, path: str) -> subprocess.CompletedProcess[str]:
    """Run the task as VS Code does, in a shell, with its variables replaced."""
    [task] = json.loads(recipe("vscode-tasks"))["tasks"]
    assert task["type"] == "shell"
    options = task["options"]
    assert options["cwd"] == "${workspaceFolder}"
    values = {"${workspaceFolder}": str(project), "${env:PATH}": path}
    search = options["env"]["PATH"]
    for name, value in values.items():
        search = search.replace(name, value)
    command = shlex.join([task["command"], *task["args"]])
    return run(["env", f"PATH={search}", "/bin/bash", "-c", command], project, home)


def environment_of(project: Path) -> None:
    """A virtual environment in the workspace that has twimllint."""
    (project / ".venv/bin").mkdir(parents=True)
    (project / ".venv/bin/twimllint").symlink_to(BIN / "twimllint")


@pytest.mark.parametrize("where", ["environment", "path"])
def test_the_task_shows_every_problem(where: str, project: Path, home: Path) -> None:
    if where == "environment":
        environment_of(project)
    done = run_task(project, home, f"{BIN}:/usr/bin:/bin" if where == "path" else "/usr/bin:/bin")
    assert done.returncode == 0, done.stderr
    tasks = put(home / "tasks.json", "vscode-tasks")
    matched = run(
        [tool("node"), STAND_INS / "problem_matcher.mjs", tasks], project, home, stdin=None, input=done.stdout
    )
    problems = json.loads(matched.stdout)
    found = [Finding(one["file"], one["line"], one["column"], one["severity"], one["code"]) for one in problems]
    assert sorted(found) == expected(project, ".", unit="utf-16")
    assert problems[0]["message"].split()[0] == "unknown-voice"


def test_the_task_fails_aloud_where_there_is_no_twimllint(project: Path, home: Path) -> None:
    """VS Code brings the terminal of a "silent" task to the front when it fails; findings are no failure."""
    [task] = json.loads(recipe("vscode-tasks"))["tasks"]
    assert task["presentation"]["reveal"] == "silent"
    done = run_task(project, home, "/usr/bin:/bin")
    assert done.returncode == 127
    assert "twimllint: command not found" in done.stderr


def test_files_are_fixed_on_save(project: Path, home: Path) -> None:
    [command] = json.loads(recipe("vscode-settings"))["emeraldwalk.runonsave"]["commands"]
    path = "flows/main menu.xml"
    done = run(["sh", "-c", command["cmd"].replace("${file}", str(project / path))], project, home)
    assert done.returncode == 0, done.stderr
    assert "<Play>" in (project / path).read_text()


@pytest.mark.parametrize("kind", ["voice", "messaging"])
def test_the_schemas_are_found_and_work(kind: str, project: Path, home: Path) -> None:
    path = run([BIN / "twimllint", "schema", kind, "--path"], project, home).stdout.strip()
    settings = recipe("vscode-settings").replace(f"{kind.upper()}_XSD", path)
    systems = {one["systemId"] for one in json.loads(settings)["xml.fileAssociations"]}
    assert path in systems
    good = {"voice": "<Gather numDigits='1'><Say>Hi</Say></Gather>", "messaging": "<Message>Hi</Message>"}[kind]
    for body, fine in ((good, True), ("<Nothing/>", False), ("<Redirect method='PUT'>/x</Redirect>", False)):
        (project / "one.xml").write_text(f"<Response>{body}</Response>")
        done = run([tool("xmllint"), "--noout", "--nonet", "--schema", path, "one.xml"], project, home)
        assert (done.returncode == 0) is fine, done.stderr
        assert "one.xml" in done.stderr  # a schema that cannot be compiled would fail before


def test_json_of_the_page_is_json() -> None:
    for name in ("vscode-tasks", "vscode-fix", "vscode-settings", "sublime-build"):
        json.loads(recipe(name))


def test_columns_by_hand(project: Path, home: Path) -> None:
    """The reference of all these tests, on the line with letters of one to four bytes, counted by a person."""
    path = "flows/größe/grüße.twiml"
    assert DOCUMENTS[path].splitlines()[0].index("<say>") == 56
    columns = {}
    for unit in ("characters", "bytes", "utf-16"):
        command = ["twimllint", "--quiet", "--format", "concise", "--columns", unit, path]
        lines = run(command, project, home).stdout.splitlines()
        columns[unit] = [int(line.split(":")[2]) for line in lines]
        assert columns[unit] == [one.column for one in expected(project, path, unit=unit)]
    assert columns == {"characters": [23, 58, 22], "bytes": [23, 70, 28], "utf-16": [23, 59, 24]}

"""Packages with rules: the example, installed into a fresh environment and run, and what is broken in one."""

import json
import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from support.repositories import ROOT, copy_of_the_project

TEXT = '<Response><Say voice="Polly.Joanna">Hello</Say><Hangup/></Response>\n'
SILENT = "<Response><Hangup/></Response>\n"


def run(*command: object, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("TWIMLLINT_", "PYTHON"))}
    return subprocess.run(
        [str(word) for word in command], cwd=cwd, env=kept | environment, capture_output=True, text=True, timeout=400
    )


@pytest.fixture(scope="module")
def binaries(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The commands of an environment in which twimllint, the example and pytest are installed."""
    folder = tmp_path_factory.mktemp("plugin")
    linter = copy_of_the_project(folder / "twimllint")
    venv.create(folder / "env", with_pip=True)
    found = folder / "env" / ("Scripts" if os.name == "nt" else "bin")
    done = run(
        found / "python", "-m", "pip", "install", "--quiet", linter, ROOT / "examples/plugin", "pytest", cwd=folder
    )
    assert done.returncode == 0, done.stderr
    return found


def test_the_example_package(binaries: Path, tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(TEXT)
    (tmp_path / "b.xml").write_text(SILENT)
    listed = run(binaries / "twimllint", "rules", "--select", "ACME", cwd=tmp_path)
    assert [line.split()[0] for line in listed.stdout.splitlines()] == ["ACME001", "ACME002"]
    assert "brand's" in run(binaries / "twimllint", "explain", "voice-not-ours", cwd=tmp_path).stdout
    done = run(binaries / "twimllint", "--format", "json", "--select", "ACME", cwd=tmp_path)
    found = [(finding["path"], finding["code"]) for finding in json.loads(done.stdout)["findings"]]
    assert (done.returncode, found) == (1, [("a.xml", "ACME001"), ("b.xml", "ACME002")])
    without = run(binaries / "twimllint", "--no-plugins", "--format", "concise", "a.xml", cwd=tmp_path)
    assert "ACME" not in without.stdout
    (tmp_path / "twimllint.toml").write_text('[rules.voice-not-ours]\nvoice = "Polly.Brian"\n')
    assert run(binaries / "twimllint", "--fix", "--unsafe-fixes", "a.xml", cwd=tmp_path).returncode == 0
    assert 'voice="Polly.Brian"' in (tmp_path / "a.xml").read_text()
    (tmp_path / "twimllint.toml").write_text('[rules.voice-not-ours]\nvoise = "Polly.Brian"\n')
    wrong = run(binaries / "twimllint", "a.xml", cwd=tmp_path)
    assert wrong.returncode == 2
    assert '"voice"' in wrong.stderr


def test_the_examples_own_tests(binaries: Path, tmp_path: Path) -> None:
    done = run(
        binaries / "python",
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "-c",
        ROOT / "examples/plugin/pyproject.toml",
        ROOT / "examples/plugin/tests",
        cwd=tmp_path,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 passed" in done.stdout


RULE = '''
from twimllint import Rule

class Own(Rule):
    """A rule."""

    code, name, on, source = "{code}", "own", ("Say",), "https://example.com/"

    def check(self, node, ctx):
        yield self.report(node, "spoken")
'''


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("raise ValueError('boo')", 'plugin "broken" (broken_rules) cannot be loaded: ValueError: boo'),
        (RULE.format(code="TW301"), 'rule TW301 "own" of broken_rules clashes with TW301 "room-outside-connect"'),
        (RULE.format(code="own1"), 'code "own1" is not capital letters and a number'),
        (RULE.format(code="OWN1").replace('("Say",)', '"Say"'), '"on" is a string; write a tuple, ("Say",)'),
        (RULE.format(code="OWN1").replace('"""A rule."""', ""), "has no docstring"),
        ("def", 'plugin "broken" (broken_rules) cannot be loaded: SyntaxError'),
        (None, 'plugin "broken" (broken_rules) cannot be loaded: ModuleNotFoundError'),
    ],
)
def test_a_broken_package_leaves_the_rest(content: str | None, message: str, tmp_path: Path) -> None:
    installed = tmp_path / "installed"
    info = installed / "broken-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: broken\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[twimllint.rules]\nbroken = broken_rules\n")
    if content is not None:
        (installed / "broken_rules.py").write_text(content)
    (tmp_path / "room.xml").write_text("<Response><Dial><Room>a</Room></Dial></Response>")
    twimllint = (sys.executable, "-m", "twimllint")
    environment = {"PYTHONPATH": os.pathsep.join([str(installed), str(ROOT)])}
    done = run(*twimllint, "--format", "concise", "room.xml", cwd=tmp_path, **environment)
    assert "TW301 room-outside-connect" in done.stdout
    assert done.returncode == 2
    assert message in done.stderr
    assert "(--no-plugins leaves installed plugins out)" in done.stderr
    assert run(*twimllint, "--no-plugins", "room.xml", cwd=tmp_path, **environment).returncode == 1
    for command in (["rules"], ["explain", "TW301"]):
        told = run(*twimllint, *command, cwd=tmp_path, **environment)
        assert told.returncode == 2
        assert "TW301" in told.stdout
        assert message in told.stderr

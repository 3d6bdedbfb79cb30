"""Packages with rules: the example, installed into a fresh environment and run, and what is broken in one."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from support import installed
from support.installed import Built
from support.made_once import made_once
from support.repositories import ROOT

TEXT = '<Response><Say voice="Polly.Joanna">Hello</Say><Hangup/></Response>\n'
SILENT = "<Response><Hangup/></Response>\n"


def run(*command: object, cwd: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("TWIMLLINT_", "PYTHON"))}
    return installed.run(*command, cwd=cwd, env=kept | environment, check=False)


def example(folder: Path, wheel: Path) -> None:
    """An environment in which twimllint, the example and pytest are installed."""
    installed.install(folder / "env", wheel, ROOT / "examples/plugin", "pytest")


@pytest.fixture(scope="module")
def binaries(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The commands of that environment."""
    folder = made_once("plugin", lambda folder: example(folder, built.wheel), tmp_path_factory)
    return installed.commands(folder / "env")


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
    packages = tmp_path / "installed"
    info = packages / "broken-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: broken\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[twimllint.rules]\nbroken = broken_rules\n")
    if content is not None:
        (packages / "broken_rules.py").write_text(content)
    (tmp_path / "room.xml").write_text("<Response><Dial><Room>a</Room></Dial></Response>")
    twimllint = (sys.executable, "-m", "twimllint")
    environment = {"PYTHONPATH": os.pathsep.join([str(packages), str(ROOT)])}
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

"""What a clean run loads: a slow start is made of modules that are not needed."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

CLEAN = """<?xml version="1.0" encoding="UTF-8"?>
<Response>
  <Gather action="/menu" numDigits="1">
    <Say voice="Polly.Joanna">Press 1 for sales, 2 for support.</Say>
  </Gather>
  <Say voice="Polly.Joanna">We heard nothing.</Say>
  <Redirect>/welcome</Redirect>
</Response>
"""
#: As many as there are today, and a few to spare.
MOST = 63
#: What others bring with them and no clean run needs, apart from what click imports itself.
HEAVY = (
    "asyncio", "concurrent.futures", "dataclasses", "email", "fnmatch", "http", "importlib.metadata", "json", "logging",
    "lxml", "multiprocessing", "pathlib", "phonenumbers", "platform", "subprocess", "tempfile", "tomllib",
    "unicodedata", "urllib.parse", "uuid", "xmlschema", "elementpath",
)  # fmt: skip
#: Of twimllint itself: what only findings, configurations, templates or broken documents ask for.
OWN_HEAVY = (
    "schema.data", "schema.net", "schema._docs", "engine.diagnostic", "engine.directives", "engine.events",
    "engine.findings", "engine.finish", "engine.fix", "engine.rule", "engine.select", "engine.triggers", "twiml.flow",
    "config.checks", "config.merge", "config.resolve", "config.settings", "files.globs", "files.languages",
    "files.worktree", "run.parallel", "report.findings", "source.references", "source.scan",
    "source.templates.find",
)  # fmt: skip

LOADED = "import sys; print(*sys.modules)"
RUN = """
import sys
from twimllint.cli import main
try:
    main.main(sys.argv[1:])
except SystemExit as stop:
    assert stop.code == 0, stop.code
print(*sys.modules)
"""


def loaded(script: str, *arguments: str, folder: Path) -> tuple[str, set[str]]:
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("TWIMLLINT", "TWILIO", "GITHUB"))
    }
    command = [sys.executable, "-c", script, *arguments]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=True)
    *printed, names = done.stdout.splitlines()
    return "\n".join(printed), set(names.split())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("start")
    (folder / "clean.xml").write_text(CLEAN, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def modules(folder: Path) -> set[str]:
    """What a clean run loads beyond click."""
    printed, names = loaded(RUN, "check", "clean.xml", folder=folder)
    assert printed == "No findings in 1 file."
    return names - loaded("import click;" + LOADED, folder=folder)[1]


def test_nothing_heavy(modules: set[str]) -> None:
    assert sorted(modules.intersection(HEAVY)) == []
    assert sorted(modules.intersection([f"twimllint.{name}" for name in OWN_HEAVY])) == []


def test_no_rule_is_loaded(modules: set[str]) -> None:
    assert {name for name in modules if name.startswith("twimllint.rules")} == {
        "twimllint.rules",
        "twimllint.rules._index",
    }


def test_few_modules(modules: set[str]) -> None:
    own = sorted(name for name in modules if name.partition(".")[0] == "twimllint")
    assert len(own) <= MOST, own
    assert len(modules) - len(own) <= 4, sorted(modules.difference(own))


def test_importing_the_package_costs_nothing(folder: Path) -> None:
    names = loaded("import twimllint;" + LOADED, folder=folder)[1]
    assert {name for name in names if name.startswith("twimllint")} == {"twimllint"}

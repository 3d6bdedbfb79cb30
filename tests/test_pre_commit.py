"""The hooks, through the real ``pre-commit try-repo`` on a throwaway repository."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from support.repositories import committed, copy_of_the_project

FILES = {
    "bad.xml": "<Response><Dial><Room>DailyStandup</Room></Dial></Response>\n",
    "good.xml": "<Response><Say>Hello</Say></Response>\n",
    "case.twiml": "<Response><say>Hello</say></Response>\n",
    "views/call.xml.erb": "<Response><gather numDigits='<%= digits %>' action='/k'/><Hangup/></Response>\n",
    "pom.xml": "<project><modelVersion>4.0.0</modelVersion></project>\n",
    "plivo.xml": "<Response><Speak>Hi</Speak></Response>\n",
    "notes.txt": "<Response><say>not looked at</say></Response>\n",
    "legacy/old.xml": "<Response><say>left out</say></Response>\n",
    "twimllint.toml": 'extend-exclude = ["legacy"]\n',
}


@pytest.fixture(scope="module")
def linter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of_the_project(tmp_path_factory.mktemp("linter") / "twimllint")


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    committed(folder)
    return folder


def try_hook(hook: str, linter: Path, cache: Path, project: Path) -> subprocess.CompletedProcess[str]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    environment |= {"PRE_COMMIT_HOME": str(cache), "NO_COLOR": "1", "TWIMLLINT_FORMAT": "concise"}
    command = [sys.executable, "-m", "pre_commit", "try-repo", str(linter), hook, "--all-files", "--verbose"]
    return subprocess.run(
        [*command, "--color", "never"], cwd=project, env=environment, capture_output=True, text=True, timeout=400
    )


def test_the_hook_reports_twiml_alone(linter: Path, cache: Path, project: Path) -> None:
    done = try_hook("twimllint", linter, cache, project)
    assert done.returncode == 1, done.stderr
    assert "bad.xml:1:18: error TW301 room-outside-connect" in done.stdout
    assert "case.twiml:1:12: error TW102 element-wrong-case" in done.stdout
    assert "views/call.xml.erb:1:12: error TW102 element-wrong-case" in done.stdout
    for name in ("good.xml", "pom.xml", "plivo.xml", "notes.txt", "legacy/old.xml"):
        assert f"{name}:" not in done.stdout
    assert all((project / name).read_text() == text for name, text in FILES.items())


def test_the_fixing_hook_mends_and_stops_the_commit(linter: Path, cache: Path, project: Path) -> None:
    done = try_hook("twimllint-fix", linter, cache, project)
    assert done.returncode == 1, done.stderr
    assert "files were modified by this hook" in done.stdout
    assert (project / "case.twiml").read_text() == "<Response><Say>Hello</Say></Response>\n"
    assert "<Gather numDigits='<%= digits %>'" in (project / "views/call.xml.erb").read_text()
    for name in ("bad.xml", "good.xml", "pom.xml", "plivo.xml", "notes.txt", "legacy/old.xml"):
        assert (project / name).read_text() == FILES[name]


def test_a_clean_project_passes(linter: Path, cache: Path, tmp_path: Path) -> None:
    folder = tmp_path / "clean"
    folder.mkdir()
    (folder / "good.xml").write_text(FILES["good.xml"])
    (folder / "pom.xml").write_text(FILES["pom.xml"])
    committed(folder)
    done = try_hook("twimllint", linter, cache, folder)
    assert done.returncode == 0, done.stdout + done.stderr

"""The hooks, through the real ``pre-commit try-repo`` on a throwaway repository."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from support.repositories import committed, copy_of_the_project
from twimllint.host.languages import DOCUMENTATION, LANGUAGES

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
CODE = {
    "app/voice.py": "from twilio.twiml.voice_response import VoiceResponse\nr = VoiceResponse()\nr.say('Hi', voic='alice')\n",
    "app/voice.js": "const V = require('twilio').twiml.VoiceResponse;\nconst r = new V();\nr.gathr();\n",
    "app/voice.tsx": "const x: string = '<Response><say>Hi</say></Response>';\n",
    "app/voice.rb": "r = Twilio::TwiML::VoiceResponse.new\nr.say('Hi')\nputs r.to_s\n",
    "app/voice.php": "<?php\n$x = '<Response><say>Hi</say></Response>';\n",
    "app/Voice.java": 'class Voice { String x = "<Response><say>Hi</say></Response>"; }\n',
    "app/Voice.cs": 'class Voice { string x = "<Response><say>Hi</say></Response>"; }\n',
    "app/voice.go": "package app\nvar x = `<Response><say>Hi</say></Response>`\n",
    "app/plain.py": "print('no TwiML')\n",
    "tests/test_voice.py": "x = '<Response><say>on purpose</say></Response>'\n",
    "README.md": "# IVR\n\n```xml\n<Response><say>Hi</say></Response>\n```\n\n```js\nx = '<Response><play>a</play></Response>';\n```\n",
    "guide.rst": "::\n\n    <Response><say>Hi</say></Response>\n",
}


HOOKS = yaml.safe_load((Path(__file__).resolve().parent.parent / ".pre-commit-hooks.yaml").read_text())


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


def test_the_hook_reports_only_twiml(linter: Path, cache: Path, project: Path) -> None:
    done = try_hook("twimllint", linter, cache, project)
    assert done.returncode == 1, done.stderr
    assert "bad.xml:1:18: error TW301 room-outside-connect" in done.stdout
    assert "case.twiml:1:12: error TW102 element-wrong-case" in done.stdout
    assert "views/call.xml.erb:1:12: error TW102 element-wrong-case" in done.stdout
    for name in ("good.xml", "pom.xml", "plivo.xml", "notes.txt", "legacy/old.xml"):
        assert f"{name}:" not in done.stdout
    assert all((project / name).read_text() == text for name, text in FILES.items())


def test_the_fixing_hook_fixes_and_stops_the_commit(linter: Path, cache: Path, project: Path) -> None:
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


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    folder = tmp_path / "programs"
    for name, text in CODE.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    committed(folder)
    return folder


def mistake(name: str, word: str, rule: str = "element-wrong-case") -> tuple[str, str]:
    """What is to be found in a program: the place of a word, and the rule."""
    before = CODE[name].partition(word)[0]
    return f"{name}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}", rule


def test_the_hook_for_program_text(linter: Path, cache: Path, programs: Path) -> None:
    done = try_hook("twimllint-code", linter, cache, programs)
    assert done.returncode == 1, done.stderr
    found = sorted(re.findall(r"^(\S+): \w+ TW\d+ (\S+)", done.stdout, re.MULTILINE))
    assert found == [
        mistake("app/Voice.cs", "say"),
        mistake("app/Voice.java", "say"),
        mistake("app/voice.go", "say"),
        mistake("app/voice.js", "gathr", "unknown-builder-method"),
        mistake("app/voice.php", "say"),
        mistake("app/voice.py", "voic=", "unknown-attribute"),
        mistake("app/voice.rb", "'Hi'", "builder-missing-keyword"),
        mistake("app/voice.tsx", "say"),
    ]
    assert all((programs / name).read_text() == text for name, text in CODE.items())


def test_the_hook_for_documentation(linter: Path, cache: Path, programs: Path) -> None:
    done = try_hook("twimllint-markdown", linter, cache, programs)
    assert done.returncode == 1, done.stderr
    found = sorted(re.findall(r"^(\S+): \w+ TW\d+ (\S+)", done.stdout, re.MULTILINE))
    assert found == [mistake("README.md", "say"), mistake("README.md", "play"), mistake("guide.rst", "say")]


@pytest.mark.parametrize("hook", ["twimllint-code", "twimllint-markdown"])
def test_hooks_take_every_language(hook: str) -> None:
    pattern = next(one["files"] for one in HOOKS if one["id"] == hook)
    documentation = hook == "twimllint-markdown"
    for language in LANGUAGES:
        for suffix in language.suffixes:
            taken = re.search(pattern, f"src/voice{suffix}") is not None
            assert taken == ((language.name in DOCUMENTATION) == documentation), suffix

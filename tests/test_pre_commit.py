"""The hooks, by the real pre-commit in throwaway repositories that have them in their configuration."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

from support.installed import Hooks
from support.repositories import ROOT, committed
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


HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())


def project_with(folder: Path, files: dict[str, str]) -> Path:
    """A repository with these files."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    committed(folder)
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return project_with(tmp_path / "project", FILES)


def call(hook: str, hooks: Hooks, project: Path) -> subprocess.CompletedProcess[str]:
    """Run a hook that the project has from now on."""
    (project / ".pre-commit-config.yaml").write_text(yaml.safe_dump(hooks.configuration(id=hook)))
    return hooks.run(project, "--verbose", TWIMLLINT_FORMAT="concise")


def test_the_hook_reports_only_twiml(hooks: Hooks, project: Path) -> None:
    done = call("twimllint", hooks, project)
    assert done.returncode == 1, done.stderr
    assert "bad.xml:1:18: error TW301 room-outside-connect" in done.stdout
    assert "case.twiml:1:12: error TW102 element-wrong-case" in done.stdout
    assert "views/call.xml.erb:1:12: error TW102 element-wrong-case" in done.stdout
    for name in ("good.xml", "pom.xml", "plivo.xml", "notes.txt", "legacy/old.xml"):
        assert f"{name}:" not in done.stdout
    assert all((project / name).read_text() == text for name, text in FILES.items())


def test_the_fixing_hook_fixes_and_stops_the_commit(hooks: Hooks, project: Path) -> None:
    done = call("twimllint-fix", hooks, project)
    assert done.returncode == 1, done.stderr
    assert "files were modified by this hook" in done.stdout
    assert (project / "case.twiml").read_text() == "<Response><Say>Hello</Say></Response>\n"
    assert "<Gather numDigits='<%= digits %>'" in (project / "views/call.xml.erb").read_text()
    for name in ("bad.xml", "good.xml", "pom.xml", "plivo.xml", "notes.txt", "legacy/old.xml"):
        assert (project / name).read_text() == FILES[name]


def test_a_clean_project_passes(hooks: Hooks, tmp_path: Path) -> None:
    folder = project_with(tmp_path / "clean", {name: FILES[name] for name in ("good.xml", "pom.xml")})
    done = call("twimllint", hooks, folder)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture
def programs(tmp_path: Path) -> Path:
    return project_with(tmp_path / "programs", CODE)


def mistake(name: str, word: str, rule: str = "element-wrong-case") -> tuple[str, str]:
    """What is to be found in a program: the place of a word, and the rule."""
    before = CODE[name].partition(word)[0]
    return f"{name}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}", rule


def test_the_hook_for_program_text(hooks: Hooks, programs: Path) -> None:
    done = call("twimllint-code", hooks, programs)
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


def test_the_hook_for_documentation(hooks: Hooks, programs: Path) -> None:
    done = call("twimllint-markdown", hooks, programs)
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


def test_hooks_for_programs_install_the_extra_and_share_an_environment() -> None:
    extra = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["optional-dependencies"]["code"]
    installed = {hook["id"]: hook["additional_dependencies"] for hook in HOOKS if "additional_dependencies" in hook}
    assert installed == {"twimllint-code": extra, "twimllint-markdown": extra}

"""The generation of the helper library that a project uses decides what is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from twimllint.cli import main

pytest.importorskip("tree_sitter")

PROGRAM = """const { twiml } = require("twilio");
const r = new twiml.VoiceResponse();
r.say("Hello", { voice: "alice" });
console.log(r.toString());
"""


@pytest.mark.parametrize(("version", "found"), [("^3.0.0", 0), ("^5.0.0", 1), (None, 1)])
def test_options_after_the_text(
    version: str | None, found: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "voice.js").write_text(PROGRAM)
    if version is not None:
        (tmp_path / "package.json").write_text(json.dumps({"dependencies": {"twilio": version}}))
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["check", "--isolated", "--format", "concise", "voice.js"])
    assert result.stdout.count("options-dropped") == found


def check(tmp_path: Path, program: str, code: str, file: str, text: str) -> list[str]:
    """The findings about a program in a project with one file that names a version."""
    (tmp_path / ".git").mkdir(exist_ok=True)
    (tmp_path / program).write_text(code)
    if file:
        (tmp_path / file).write_text(text)
    result = CliRunner().invoke(main, ["check", "--isolated", "--format", "json", str(tmp_path / program)])
    return [f"{one['name']} {one['label']}" for one in json.loads(result.stdout)["findings"]]


RUBY = "r = Twilio::TwiML::VoiceResponse.new\nr.say('Hi', language: 'en-GB')\nr.say(message: 'Hi')\nputs r.to_s\n"
PYTHON = (
    "from twilio.twiml.voice_response import VoiceResponse\nr = VoiceResponse()\nr.say(body='Hi')\n"
    "r.say('Hi').ssml_w('a')\nprint(r)\n"
)


@pytest.mark.parametrize(
    ("lock", "found"),
    [
        ("", ["builder-missing-keyword"]),
        ("GEM\n  specs:\n    twilio-ruby (5.0.0)\n", []),
        ("GEM\n  specs:\n    twilio-ruby (5.10.7)\n", []),
        ("GEM\n  specs:\n    twilio-ruby (5.11.0)\n", ["builder-missing-keyword"]),
        ("GEM\n  specs:\n    twilio-ruby (7.3.0)\n", ["builder-missing-keyword"]),
    ],
)
def test_a_text_that_got_a_keyword(lock: str, found: list[str], tmp_path: Path) -> None:
    findings = check(tmp_path, "voice.rb", RUBY, "Gemfile.lock" if lock else "", lock)
    assert [one.split()[0] for one in findings if "builder" in one] == found


@pytest.mark.parametrize(
    ("lock", "found"),
    [("", 0), ("    twilio-ruby (5.61.0)\n", 0), ("    twilio-ruby (5.61.1)\n", 1), ("    twilio-ruby (7.0.0)\n", 1)],
)
def test_a_text_of_ssml_that_got_a_keyword_lately(lock: str, found: int, tmp_path: Path) -> None:
    code = "r = Twilio::TwiML::VoiceResponse.new\nr.say(message: 'Hi') { |s| s.emphasis('now') }\nputs r.to_s\n"
    findings = check(tmp_path, "voice.rb", code, "Gemfile.lock" if lock else "", lock)
    assert len([one for one in findings if one.startswith("builder-missing-keyword")]) == found


@pytest.mark.parametrize("version", ["5.0.0", "5.2.0"])
def test_what_the_first_versions_for_ruby_take(version: str, tmp_path: Path) -> None:
    code = (
        "r = Twilio::TwiML::VoiceResponse.new\nr.play(url: 'https://acme.test/a.mp3')\nr.say('Hi')\n"
        "r.dial { |d| d.sip('sip:a@acme.test') }\nr.dial { |d| d.sim(sim) }\nr.dial { |d| d.queue('support') }\n"
        "r.enqueue('support')\nputs r.to_s\n"
    )
    assert check(tmp_path, "voice.rb", code, "Gemfile.lock", f"    twilio-ruby ({version})\n") == []


@pytest.mark.parametrize(
    ("version", "found"),
    [
        ("", ["empty-say"]),
        ("twilio==6.4.3", []),
        ("twilio==6.5.0", ["empty-say"]),
        ("twilio>=6.0", []),
        ("twilio==9.0.0", ["empty-say", "unknown-builder-method"]),
    ],
)
def test_names_that_python_had(version: str, found: list[str], tmp_path: Path) -> None:
    findings = check(tmp_path, "voice.py", PYTHON, "requirements.txt" if version else "", version)
    assert [one.split()[0] for one in findings if one.startswith(("empty-say", "unknown-builder"))] == found


def test_a_method_that_is_gone_says_until_when_it_was_there(tmp_path: Path) -> None:
    findings = check(tmp_path, "voice.py", PYTHON, "requirements.txt", "twilio==9.0.0\n")
    assert [one for one in findings if one.startswith("unknown-builder-method")] == [
        "unknown-builder-method twilio-python has it up to 6.32.0"
    ]


def test_pages_know_no_project(tmp_path: Path) -> None:
    (tmp_path / "Gemfile.lock").write_text("    twilio-ruby (5.0.0)\n")
    page = f"```ruby\n{RUBY}```\n"
    findings = check(tmp_path, "README.md", page, "", "")
    assert [one.split()[0] for one in findings if "builder" in one] == ["builder-missing-keyword"]

"""What makes a call fail: severities, the number of warnings, and whose configuration says so."""

import json
from pathlib import Path

import pytest

from support.command import BAD, CASE, GOOD, ROOM, VOICE, call, write

ERROR, WARNING, INFO = BAD, VOICE, ROOM


@pytest.mark.parametrize(
    ("fail_on", "limit", "fails"),
    [
        # what fails: a document with an error, with one warning, with two, with an info
        ("error", None, "E"),
        ("warning", None, "EWV"),
        ("info", None, "EWVI"),
        ("never", None, ""),
        ("error", 0, "EWV"),
        ("error", 1, "EV"),
        ("error", 2, "E"),
        ("warning", 0, "EWV"),
        ("warning", 1, "EV"),
        ("warning", 2, "E"),
        ("never", 0, ""),
        ("info", 5, "EWVI"),
    ],
)
def test_what_fails(fail_on: str, limit: int | None, fails: str, folder: Path) -> None:
    twice = VOICE.replace("</Response>", '<Say voice="alic">x</Say></Response>')
    write(folder, {"E.xml": ERROR, "W.xml": WARNING, "V.xml": twice, "I.xml": INFO, "G.xml": GOOD})
    given = ["--fail-on", fail_on, *(["--max-warnings", str(limit)] if limit is not None else [])]
    assert [name for name in "EWVIG" if call(*given, f"{name}.xml").code] == list(fails)
    lines = [f'fail-on = "{fail_on}"', *([f"max-warnings = {limit}"] if limit is not None else [])]
    (folder / "twimllint.toml").write_text("\n".join(lines))
    assert [name for name in "EWVIG" if call(f"{name}.xml").code] == list(fails)


def test_each_document_has_the_threshold_of_its_own_configuration(folder: Path) -> None:
    write(folder, {"a/voice.xml": VOICE, "a/twimllint.toml": 'fail-on = "error"\n'})
    write(folder, {"b/voice.xml": VOICE, "b/twimllint.toml": "max-warnings = 1\n"})
    assert call("a", "b").code == 0
    assert call("--fail-on", "warning", "a").code == 1
    (folder / "b/more.xml").write_text(VOICE)
    assert call("a", "b").code == 1
    assert call("a", "--stdin-filename", "a/x.xml").code == 2
    assert call("-", "--stdin-filename", "a/x.xml", stdin=VOICE).code == 0
    assert call("-", "--stdin-filename", "x.xml", stdin=VOICE).code == 1


def test_severities_of_the_configuration_count(folder: Path) -> None:
    write(folder, {"voice.xml": VOICE, "twimllint.toml": '[severity]\nunknown-voice = "info"\n'})
    assert call("voice.xml").code == 0
    assert call("--fail-on", "info", "voice.xml").code == 1


def test_with_fix_what_remains_counts_and_what_was_fixed_is_said(folder: Path) -> None:
    write(folder, {"case.xml": CASE, "both.xml": CASE.replace("<say", "<Dial><Room>a</Room></Dial><say")})
    done = call("--fix", "--format", "json")
    assert done.code == 1
    assert done.names == ["room-outside-connect"]
    assert call("--fix", "--unsafe-fixes").out == "No findings in 2 files (1 fixed).\n"
    assert call().code == 0


def test_diff_exits_with_1_where_it_would_change_something(folder: Path) -> None:
    write(folder, {"case.xml": CASE, "voice.xml": VOICE})
    assert call("--diff", "case.xml").code == 1
    assert call("--diff", "voice.xml")[:2] == (0, "")
    assert call("--diff", "--fix", "case.xml").code == 1
    assert call("--diff", "case.xml", "none.xml").code == 2
    assert (folder / "case.xml").read_text() == CASE


def test_nothing_to_lint_is_said_and_no_failure(folder: Path) -> None:
    write(folder, {"empty/notes.txt": "", "pom.xml": "<project/>", "vendor/voice.xml": VOICE})
    for words in (["empty"], ["pom.xml"], ["."], ["--fix"], ["--preset", "strict", "empty"]):
        done = call(*words)
        assert done[:2] == (0, "")
        assert done.err.splitlines()[-1].startswith("twimllint: no TwiML to lint in ")
    done = call("-v", "pom.xml", "vendor/voice.xml")
    assert 'vendor/voice.xml is excluded by "vendor"' in done.err
    assert "no TwiML to lint in pom.xml (1 not TwiML, 1 excluded)" in done.err
    assert call("-q", "empty")[:3] == (0, "", "")
    assert "in the 4 paths given" in call("pom.xml", "empty", ".", "./pom.xml").err
    assert json.loads(call("--format", "json", "empty").out)["findings"] == []


def test_a_cause_is_reported_once(folder: Path) -> None:
    plivo = "<Response><Speak>Hi</Speak></Response>"
    write(
        folder, {"vendor/voice.xml": VOICE, "a.kt": "", "plivo.xml": plivo, "broken.py": "x = '<Response/>'\ndef (\n"}
    )
    for name in ("vendor/voice.xml", "vendor", "a.kt", "plivo.xml", "broken.py"):
        done = call(name)
        assert (done.code, len(done.err.splitlines())) == (0, 1), done.err
        assert name in done.err
    assert call("a.kt", "vendor", "notes").code == 2
    write(folder, {"notes/a.txt": ""})
    assert call("a.kt", "vendor", "notes").err.splitlines()[-1] == "twimllint: no TwiML to lint in notes"


def test_a_test_file_that_is_named_is_not_skipped_silently(folder: Path) -> None:
    write(folder, {"tests/test_voice.py": "xml = '<Response><Sya>Hi</Sya></Response>'\n"})
    done = call("tests/test_voice.py")
    assert done[:2] == (0, "")
    assert "no TwiML to lint in tests/test_voice.py (code-tests = true reads test files)" in done.err
    assert "code-tests" not in call("tests").err


def test_the_closing_line(folder: Path) -> None:
    silenced = VOICE.replace("<Say", "<!-- twimllint: ignore[unknown-voice] --><Say")
    write(folder, {"a.xml": BAD, "b.xml": silenced, "c.xml": CASE, "d.xml": "<project/>", "vendor/e.xml": VOICE})
    assert call().out.splitlines()[-1] == "3 files, 2 errors, 2 fixable (1 with --unsafe-fixes), 1 suppressed"
    assert call("-v").out.splitlines()[-1].endswith("1 suppressed, 1 not TwiML")
    assert call("b.xml").out == "No findings in 1 file (1 suppressed).\n"
    concise = call("--format", "concise")
    assert concise.err == call().out.splitlines()[-1] + "\n"
    assert len(concise.out.splitlines()) == 2
    assert call("--format", "json").err == ""


def test_statistics(folder: Path) -> None:
    write(folder, {"a.xml": BAD, "b.xml": VOICE, "c.xml": VOICE})
    table = ["2  TW603  unknown-voice", "1  TW301  room-outside-connect  1 fixable"]
    assert call("--statistics", "-q").out.splitlines()[-2:] == table
    done = call("--statistics", "--format", "json")
    assert done.err.splitlines() == table
    assert len(done.findings) == 3


def test_named_file_of_another_provider_is_named(folder: Path) -> None:
    bell = '<Response><Conference waitSound="/x" enterSound="beep:1">a</Conference></Response>'
    write(folder, {"answer.xml": "<Response><Speak>Hi</Speak></Response>", "bell.xml": bell, "voice.xml": GOOD})
    told = "{} is XML for Plivo, not TwiML; it is not linted"
    assert told.format("answer.xml") in call("answer.xml").err
    done = call("answer.xml", "bell.xml", "voice.xml")
    assert done.code == 0
    assert told.format("answer.xml") in done.err
    assert told.format("bell.xml") in done.err
    assert call(".").err == ""

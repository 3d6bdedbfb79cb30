"""Standard input: a buffer is linted and fixed just as its file is."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

TWIMLLINT = Path(sys.executable).parent / "twimllint"
TEXT = '<Response><say voice="Polly.Jonna">Grüße €</say><Gather numDigits="1" method="post"/></Response>'
BAD = "<Response><Dial><Room>Daily</Room></Dial></Response>"


def run(folder: Path, *arguments: str, raw: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    environment = {key: value for key, value in os.environ.items() if not key.startswith("TWIMLLINT_")}
    return subprocess.run(
        [TWIMLLINT, *arguments], cwd=folder, env=environment, input=raw, capture_output=True, timeout=60
    )


def findings(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, object]]:
    return [{**one, "path": ""} for one in json.loads(done.stdout)["findings"]]


def coded(text: str, declared: str, codec: str, end: str = "\n") -> bytes:
    declaration = f'<?xml version="1.0" encoding="{declared}"?>' if declared else ""
    return f"{declaration}{end}{text}{end}".lstrip("\r\n").encode(codec)


DOCUMENTS = {
    "plain": coded(TEXT, "", "utf-8"),
    "declared": coded(TEXT, "UTF-8", "utf-8", "\r\n"),
    "old line ends": coded(TEXT, "UTF-8", "utf-8", "\r"),
    "byte order mark": coded(TEXT, "UTF-8", "utf-8-sig", "\r\n"),
    "latin": coded(TEXT.replace("€", "ä"), "ISO-8859-1", "latin-1"),
    "wide": coded(TEXT, "UTF-16", "utf-16", "\r\n"),
    "wide, big end first": b"\xfe\xff" + coded(TEXT, "UTF-16", "utf-16-be"),
    "no last line end": TEXT.encode(),
    "broken": b"<Response><Say>Hi</Response>",
    "undecodable": b"<Response><say>\xff\xfe\x80</say></Response>\n",
    "tabs": b"<Response>\n\t<Gather\ttimeout='5s'/>\t<say>x</say></Response>\n",
    "not TwiML": b"<project><artifactId>ivr</artifactId></project>\n",
    "empty": b"",
}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_findings_are_those_of_the_file(name: str, tmp_path: Path) -> None:
    raw = DOCUMENTS[name]
    (tmp_path / "doc.xml").write_bytes(raw)
    of_file = run(tmp_path, "--format", "json", "doc.xml")
    of_input = run(tmp_path, "--format", "json", "-", "--stdin-filename", "doc.xml", raw=raw)
    assert findings(of_input) == findings(of_file)
    assert of_input.returncode == of_file.returncode
    assert of_input.stdout == of_file.stdout


@pytest.mark.parametrize("name", DOCUMENTS)
@pytest.mark.parametrize("options", [(), ("--unsafe-fixes",)], ids=["safe", "unsafe"])
def test_fixed_bytes_are_those_of_the_file(name: str, options: tuple[str, ...], tmp_path: Path) -> None:
    raw = DOCUMENTS[name]
    (tmp_path / "doc.xml").write_bytes(raw)
    of_input = run(tmp_path, "--fix", *options, "-", "--stdin-filename", "doc.xml", raw=raw)
    of_file = run(tmp_path, "--fix", *options, "doc.xml")
    assert of_input.stdout == (tmp_path / "doc.xml").read_bytes()
    assert of_input.returncode == of_file.returncode


def test_fixing_keeps_encoding_line_ends_and_all_else(tmp_path: Path) -> None:
    for name in ("declared", "old line ends", "latin", "wide", "wide, big end first", "no last line end"):
        raw = DOCUMENTS[name]
        codec = "utf-16-le" if name == "wide" else "utf-16-be" if name.startswith("wide") else "latin-1"
        wanted = raw
        for old, new in (("<say", "<Say"), ("</say", "</Say"), ('"post"', '"POST"')):
            wanted = wanted.replace(old.encode(codec), new.encode(codec))
        assert wanted != raw
        assert run(tmp_path, "--fix", "-", raw=raw).stdout == wanted, name


def test_what_remains_goes_to_standard_error(tmp_path: Path) -> None:
    done = run(
        tmp_path, "--fix", "--format", "concise", "-", "--stdin-filename", "a.xml", raw=BAD.encode() + b"<!--x-->"
    )
    assert done.stdout == BAD.encode() + b"<!--x-->"
    assert b"a.xml:1:18: error TW301 room-outside-connect" in done.stderr
    assert done.returncode == 1
    assert run(tmp_path, "--fix", "--fail-on", "never", "-", raw=BAD.encode()).returncode == 0


def test_without_a_name_the_input_is_always_linted(tmp_path: Path) -> None:
    done = run(tmp_path, "--format", "concise", "-", raw=DOCUMENTS["not TwiML"])
    assert b"-:1:2: error TW010 root-not-response" in done.stdout
    assert run(tmp_path, "-", "--stdin-filename", "", raw=DOCUMENTS["not TwiML"]).returncode == 1


@pytest.mark.parametrize("name", ["gen/a.xml", "./gen/../gen/a.xml", "gen/deep/b.twiml"])
def test_excludes_hold_for_the_name(name: str, tmp_path: Path) -> None:
    (tmp_path / "twimllint.toml").write_text('exclude = ["gen/"]\n')
    for path in (name, str(tmp_path / name)):
        done = run(tmp_path, "-", "--stdin-filename", path, raw=BAD.encode())
        assert (done.returncode, done.stdout) == (0, b"")
        assert run(tmp_path, "--fix", "-", "--stdin-filename", path, raw=BAD.encode()).stdout == BAD.encode()
        assert run(tmp_path, "--no-exclude", "-", "--stdin-filename", path, raw=BAD.encode()).returncode == 1
    assert run(tmp_path, "-", "--stdin-filename", "a.xml", raw=BAD.encode()).returncode == 1


def test_the_name_picks_the_settings(tmp_path: Path) -> None:
    (tmp_path / "twimllint.toml").write_text(
        '[per-file-ignores]\n"quiet/**" = ["TW301"]\n[per-file-settings]\n"dublin/**" = { region = "ie1" }\n'
    )
    (tmp_path / "own").mkdir()
    (tmp_path / "own/twimllint.toml").write_text('select = ["TW302"]\n')
    codes = {}
    for name in ("a.xml", "quiet/a.xml", "dublin/a.xml", "own/a.xml"):
        done = run(tmp_path, "--format", "json", "-", "--stdin-filename", name, raw=BAD.encode())
        codes[name] = {one["code"] for one in findings(done)}
    assert "TW301" in codes["a.xml"]
    assert "TW301" not in codes["quiet/a.xml"]
    assert "TW401" in codes["dublin/a.xml"] - codes["a.xml"]
    assert codes["own/a.xml"] == set()


def test_a_template_is_read_as_one(tmp_path: Path) -> None:
    raw = b"{% if open %}\n<Response><Say>{{ greeting }}</Say><sey/></Response>\n{% endif %}\n"
    (tmp_path / "welcome.xml.j2").write_bytes(raw)
    of_file = run(tmp_path, "--format", "json", "welcome.xml.j2")
    of_input = run(tmp_path, "--format", "json", "-", "--stdin-filename", "welcome.xml.j2", raw=raw)
    assert of_input.stdout == of_file.stdout
    assert [one["line"] for one in findings(of_input)] == [2]


BUILDER = (
    'from twilio.twiml.voice_response import VoiceResponse\nr = VoiceResponse()\nr.say("x", voice="Polly.Nobody")\n'
)
LITERAL = 'x = "<Response><say>Hi</say></Response>"\n'
FENCE = "```xml\n<Response><say>Hi</say></Response>\n```\n"
#: What other files than XML hold, by name; findings or a remark, and never another verdict than that on the file.
OTHERS = {
    "builder.py": BUILDER, "literal.py": LITERAL, "literal.rb": LITERAL, "page.md": FENCE, "broken.py": "def (:\n" + LITERAL,
    "nothing.py": "x = 1\n", "tests/test_app.py": BUILDER, "lib.ex": LITERAL, "data.json": '{"x": "<Response/>"}',
    "values.yaml": "x: <Response><say/></Response>\n", "cells.ipynb": '{"cells": ["<Response/>"]}', "run.sh": LITERAL,
    "voice.twiml.haml": "%Response\n  %Say <Response>\n", "plivo.xml": "<Response><Speak>x</Speak><PlayAudio/></Response>",
    "notes.txt": LITERAL, "noext": LITERAL,
}  # fmt: skip


@pytest.mark.parametrize("name", OTHERS)
def test_a_name_says_what_the_input_is(name: str, tmp_path: Path) -> None:
    file, raw = tmp_path / name, OTHERS[name].encode()
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(raw)
    of_file = run(tmp_path, "--format", "json", name)
    of_input = run(tmp_path, "--format", "json", "-", "--stdin-filename", name, raw=raw)
    assert of_input.stdout == of_file.stdout
    assert of_input.stderr == of_file.stderr.replace(f" in {name} (".encode(), b" (").replace(
        f" in {name}".encode(), b""
    )
    assert of_input.returncode == of_file.returncode


@pytest.mark.parametrize("name", ["literal.py", "page.md", "lib.ex"])
def test_fixes_in_other_files_are_those_of_the_file(name: str, tmp_path: Path) -> None:
    file, raw = tmp_path / name, OTHERS[name].encode()
    file.write_bytes(raw)
    fixed = run(tmp_path, "--fix", "-", "--stdin-filename", name, raw=raw)
    run(tmp_path, "--fix", name)
    assert fixed.stdout == file.read_bytes()


def test_failures_keep_the_text_and_are_reported(tmp_path: Path) -> None:
    (tmp_path / "twimllint.toml").write_text("selekt = []\n")
    done = run(tmp_path, "--fix", "--fail-on", "never", "-", raw=TEXT.encode())
    assert done.returncode == 2
    assert done.stdout in (b"", TEXT.encode())
    assert b"selekt" in done.stderr


def test_the_difference_to_the_fixed_text(tmp_path: Path) -> None:
    done = run(tmp_path, "--diff", "-", "--stdin-filename", "a.xml", raw=b"<Response><say>Hi</say></Response>\n")
    assert done.returncode == 1
    assert b"+<Response><Say>Hi</Say></Response>\n" in done.stdout


@pytest.mark.parametrize("unit", ["characters", "bytes", "utf-16"])
def test_columns(unit: str, tmp_path: Path) -> None:
    raw = "\ufeff<Response><!-- ä日👋 --><sey/></Response>".encode()
    done = run(tmp_path, "--select", "TW101", "--format", "concise", "--columns", unit, "-", raw=raw)
    column = {"characters": 24, "bytes": 24 + 1 + 2 + 3, "utf-16": 24 + 1}[unit]
    assert done.stdout.startswith(f"-:1:{column}: ".encode())


def test_a_name_without_input_is_a_mistake(tmp_path: Path) -> None:
    done = run(tmp_path, "--stdin-filename", "a.xml", ".")
    assert b"--stdin-filename" in done.stderr
    assert done.returncode == 2


def test_the_versions_a_bug_report_needs(tmp_path: Path) -> None:
    import platform

    from lxml import etree

    text = run(tmp_path, "--version").stdout.decode()
    assert text.startswith("twimllint ")
    assert f"Python {platform.python_version()}" in text
    assert f"lxml {etree.__version__}" in text
    assert "libxml2 " in text

"""``twimllint extract``: what it prints, from where, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from support.command import BAD, FOREIGN, GOOD, call, write
from support.permissions import permissions_bind

PROGRAM = '''"""A program."""
from twilio.twiml.messaging_response import MessagingResponse
from twilio.twiml.voice_response import Say, VoiceResponse


def voice(name, known, names):
    response = VoiceResponse()
    response.say(f"Hello {name} & all")
    if known:
        response.dial("+14155550100")
    elif name:
        response.reject()
    else:
        response.hangup()
    for one in names:
        response.say(one)
    return str(response)


def sms():
    response = MessagingResponse()
    response.message("Hi")
    other(response)
    return str(response)


WHOLE = "<Response><Message>a &amp; \\u00e9</Message></Response>"
PART = "<Say>one</Say><Say>two</Say>"
VARIES = "<Response><Redirect>%s</Redirect></Response>"
FOREIGN = "<Response><Status>ok</Status></Response>"
'''
PAGE = "TwiML\n\n> ```xml\n> <Say>one</Say>\n> ```\n"
HELLO = "Hello {{ name }} &amp; all"
BRANCHES = (
    "{% if known %}<Dial>+14155550100</Dial>{% elif name %}<Reject></Reject>{% else %}<Hangup></Hangup>{% endif %}"
)
LOOP = "{% for one in names %}<Say>{{ one }}</Say>{% endfor %}"
OTHER = "{% include other(response) %}"


def rows(*words: object, stdin: str = "") -> list[dict[str, Any]]:
    done = call("extract", "--format", "json", *words, stdin=stdin)
    assert done.code == 0, done.err
    read = json.loads(done.out)
    assert read.keys() == {"version", "documents"}
    assert read["version"] == 1
    return read["documents"]


def test_each_field(folder: Path) -> None:
    pytest.importorskip("markdown_it")
    write(
        folder,
        {"app.py": PROGRAM, "guide.md": PAGE, "voice.xml": GOOD, "pom.xml": FOREIGN, "broken.twiml": "<Response>"},
    )
    names = (
        "path", "line", "column", "end_line", "end_column", "kind", "language", "complete", "dynamic", "channel", "text",
    )  # fmt: skip
    expected = [
        ("app.py", 7, 16, 7, 31, "builder", "python", True, True, "voice",
         f"<Response><Say>{HELLO}</Say>{BRANCHES}{LOOP}</Response>"),
        ("app.py", 21, 16, 21, 35, "builder", "python", False, True, "messaging",
         f"<Response><Message>Hi</Message>{OTHER}</Response>"),
        ("app.py", 27, 9, 27, 65, "string", "python", True, False, "messaging",
         "<Response><Message>a &amp; \u00e9</Message></Response>"),
        ("app.py", 28, 8, 28, 38, "string", "python", False, False, "voice", "<Say>one</Say><Say>two</Say>"),
        ("app.py", 29, 10, 29, 56, "string", "python", True, True, "unknown",
         "<Response><Redirect>{{ s }}</Redirect></Response>"),
        ("broken.twiml", 1, 1, 1, 11, "file", "xml", False, False, "unknown", "<Response>"),
        ("guide.md", 4, 3, 5, 1, "fence", "xml", False, False, "voice", "<Say>one</Say>\n"),
        ("voice.xml", 1, 1, 2, 1, "file", "xml", True, False, "voice", GOOD),
    ]  # fmt: skip
    found = rows(".")
    assert all(tuple(row) == names for row in found)
    assert [tuple(row.values()) for row in found] == expected


def test_text_has_the_same_documents(folder: Path) -> None:
    write(folder, {"app.py": PROGRAM})
    done = call("extract", "app.py")
    heads = [line for line in done.out.splitlines() if line and not line.startswith(" ")]
    assert heads == [
        "app.py:7:16: builder, python, dynamic, voice",
        "app.py:21:16: builder, python, dynamic, incomplete, messaging",
        "app.py:27:9: string, python, messaging",
        "app.py:28:8: string, python, incomplete, voice",
        "app.py:29:10: string, python, dynamic",
    ]
    assert f"  <Response><Message>Hi</Message>{OTHER}</Response>\n" in done.out


def test_the_channel_is_what_the_settings_and_the_document_say(folder: Path) -> None:
    redirect = "<Response><Redirect>/a</Redirect></Response>"
    write(folder, {
        "twimllint.toml": '[per-file-settings]\n"sms/**" = { channel = "messaging" }\n',
        "sms/a.xml": redirect, "sms/a.py": f'a = "{redirect}"', "a.xml": redirect,
        "b.xml": redirect.replace("<Redirect", "<!-- twimllint: channel=voice --><Redirect"),
    })  # fmt: skip
    assert {row["path"]: row["channel"] for row in rows(".")} == {
        "a.xml": "unknown", "b.xml": "voice", "sms/a.xml": "messaging", "sms/a.py": "messaging",
    }  # fmt: skip


def test_standard_input(folder: Path) -> None:
    write(folder, {"twimllint.toml": ""})
    assert [(row["path"], row["kind"], row["text"]) for row in rows("-", stdin=BAD)] == [("-", "file", BAD)]
    for words in (["-", "--stdin-filename", "sub/app.py"], ["--stdin-filename", "sub/app.py"]):
        found = rows(*words, stdin=PROGRAM)
        assert {row["path"] for row in found} == {"sub/app.py"}
        assert len(found) == 5
    assert rows("--stdin-filename", "pom.xml", stdin=FOREIGN) == []
    assert "cannot be combined" in call("extract", "-", "app.py").err
    assert 'give "-"' in call("extract", "--stdin-filename", "a.py", "app.py").err
    done = call("extract", "--stdin-filename", "a.py", stdin="def f(: VoiceResponse")
    assert (done.code, done.out) == (0, "")
    assert done.err.startswith("twimllint: a.py is not read: line 1: ")


@pytest.mark.parametrize(
    ("files", "words", "code", "error"),
    [
        ({}, ["none.py"], 2, "none.py: there is no such file or folder"),
        ({"a.py": "def f(: VoiceResponse"}, ["a.py"], 0, "a.py is not read: line 1: "),
        ({"a.py": "def f(: VoiceResponse"}, ["."], 0, ""),
        ({"a.py": b"\0" * 3000, "a.js": b"\0" * 3000, "a.xml": b"\0" * 3000}, ["a.py", "a.js", "a.xml"], 0, ""),
        ({"a.adoc": f"----\n{GOOD}----\n"}, ["a.adoc"], 0, "a.adoc is AsciiDoc"),
        ({"a.xml": FOREIGN, "a.txt": "Response"}, ["a.xml", "a.txt"], 0, ""),
        ({"test_a.py": PROGRAM}, ["test_a.py"], 0, ""),
        ({"a.xml": GOOD}, ["--format", "yaml", "a.xml"], 2, "--format is"),
    ],
)
def test_what_is_not_read(folder: Path, files: Any, words: list[str], code: int, error: str) -> None:
    write(folder, files)
    done = call("extract", *words)
    assert (done.code, done.out) == (code, "")
    assert error in done.err
    assert bool(done.err) is bool(error)


def test_a_file_that_may_not_be_read(folder: Path) -> None:
    write(folder, {"a.py": PROGRAM, "b.xml": GOOD})
    (folder / "a.py").chmod(0)
    with permissions_bind():
        done = call("extract", ".")
    assert done.code == 2
    assert "a.py: it cannot be read" in done.err
    assert done.out.startswith("b.xml:1:1: file, xml, voice")


def test_without_the_extra(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from twimllint.run import extraction

    monkeypatch.setattr(extraction, "missing", lambda language: bool(language.needs))
    write(folder, {"a.js": "// twiml", "b.rb": "# twiml", "c.js": "// nothing", "d.py": PROGRAM, "e.md": "twiml"})
    done = call("extract", ".")
    assert done.code == 0
    assert "d.py" in done.out
    assert done.err == (
        "twimllint: 3 files that may hold TwiML cannot be read (javascript, markdown, ruby); "
        "pip install 'twimllint[code]' adds that\n"
    )
    done = call("extract", "a.js", "c.js")
    assert done.code == 2
    assert done.err == "twimllint: a.js: javascript cannot be read without the extra: pip install 'twimllint[code]'\n"

"""Places in the units of the client, and texts that are edited in steps."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lsprotocol import types

from support.editor import Editor, editor
from twimllint.run.lint_file import lint_text
from twimllint.run.runner import Options, Runner
from twimllint.server.edits import between
from twimllint.server.positions import Lines, changed
from twimllint.source.span import Span

#: A text with everything that is counted in different ways.
TEXT = "\ta<😀 ü>\r\nß\u2028x\x0cy\rz😀\n\n"
ENCODINGS = ("utf-8", "utf-16", "utf-32")
ALPHABET = "ab<>/ü😀\u2028\x0b\x85\r\n\t"


def units(text: str, encoding: str) -> int:
    codec = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}[encoding]
    return len(text.encode(codec)) // {"utf-8": 1, "utf-16": 2, "utf-32": 4}[encoding]


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_there_and_back(encoding: str) -> None:
    lines = Lines(TEXT, encoding)
    for offset in range(len(TEXT) + 1):
        if TEXT[offset - 1 : offset + 1] != "\r\n":  # no place lies between them
            assert lines.offset(lines.position(offset)) == offset


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_columns(encoding: str) -> None:
    lines = Lines(TEXT, encoding)
    assert lines.position(TEXT.index(">")) == types.Position(0, units("\ta<😀 ü", encoding))
    assert lines.position(TEXT.index("y")) == types.Position(1, units("ß\u2028x\x0c", encoding))
    assert lines.position(TEXT.index("z") + 2) == types.Position(2, units("z😀", encoding))
    assert lines.position(len(TEXT)) == types.Position(4, 0)


def test_positions_outside_the_text() -> None:
    lines = Lines("a😀b\r\nc", "utf-16")
    assert lines.offset(types.Position(0, 2)) == 1  # inside a character: its beginning
    assert lines.offset(types.Position(0, 99)) == 3
    assert lines.offset(types.Position(1, 99)) == 6
    assert lines.offset(types.Position(99, 0)) == 6
    assert lines.position(-5) == types.Position(0, 0)
    assert lines.position(99) == types.Position(1, 1)
    assert lines.span(types.Range(types.Position(1, 1), types.Position(0, 0))) == Span(6, 6)


def test_lone_surrogates_count() -> None:
    assert Lines("\ud83d<", "utf-16").position(1) == types.Position(0, 1)
    assert Lines("\ud83d<", "utf-8").offset(types.Position(0, 3)) == 1


def test_a_byte_order_mark_on_disk_is_no_column() -> None:
    lines = Lines("\ufeff<Response/>\nx", "utf-16", first=1)
    assert lines.position(1) == types.Position(0, 0)
    assert lines.offset(types.Position(0, 1)) == 2
    assert lines.position(0) == types.Position(0, 0)


@given(st.text(ALPHABET, max_size=30), st.text(ALPHABET, max_size=30))
def test_edits_between_two_texts(before: str, after: str) -> None:
    text = before
    edits = between(before, after)
    for edit in sorted(edits, key=lambda edit: edit.span, reverse=True):
        assert before[edit.span.start - 1 : edit.span.start + 1] != "\r\n"
        text = text[: edit.span.start] + edit.text + text[edit.span.end :]
    assert text == after


class _Client:
    """Keeps a text as an editor does, and reports what changed in the units of an encoding."""

    def __init__(self, text: str, encoding: str) -> None:
        self.text = text
        self.encoding = encoding

    def position(self, offset: int) -> types.Position:
        before = self.text[:offset].replace("\r\n", "\n").replace("\r", "\n")
        line = before.count("\n")
        return types.Position(line, units(before.rpartition("\n")[2], self.encoding))

    def replace(self, start: int, end: int, new: str) -> types.TextDocumentContentChangePartial:
        range_ = types.Range(self.position(start), self.position(end))
        self.text = self.text[:start] + new + self.text[end:]
        return types.TextDocumentContentChangePartial(range_, new)


EDIT = st.tuples(st.integers(0, 60), st.integers(0, 12), st.text(ALPHABET, max_size=6))


def steps(client: _Client, edits: list[tuple[int, int, str]]) -> list[types.TextDocumentContentChangePartial]:
    found = []
    for start, length, new in edits:
        begin = start % (len(client.text) + 1)
        end = min(begin + length, len(client.text))
        # no editor puts a place between the two characters of a line end
        begin -= client.text[begin - 1 : begin + 1] == "\r\n"
        end += client.text[end - 1 : end + 1] == "\r\n"
        found.append(client.replace(begin, end, new))
    return found


@given(st.text(ALPHABET, max_size=40), st.lists(EDIT, max_size=8), st.sampled_from(ENCODINGS))
def test_steps_are_followed(text: str, edits: list[tuple[int, int, str]], encoding: str) -> None:
    client = _Client(text, encoding)
    found = changed(Lines(text, encoding), steps(client, edits))
    assert found.text == client.text


WORDS = st.sampled_from(
    ["<Say>", "</Say>", "<say>", "<Gather numDigit='1'>", "</Gather>", "<Pause/>", "&", "{{ x }}", "😀", "\r\n", "\t",
     "<Dial>1</Dial>", "<!-- twimllint: ignore[TW1] -->", '<Redirect method="FETCH">/a</Redirect>', "<Response>"]
)  # fmt: skip
START = "<Response>\r\n\t<say>Grüße 😀</say>\r\n  <Gather numDigit='1'/>{% if x %}<Dial/>{% endif %}\r\n</Response>\r\n"
PROGRAM = (
    "from twilio.twiml.voice_response import VoiceResponse\r\n\r\n\r\ndef answer():\r\n\tr = VoiceResponse()\r\n"
    "\tr.gather(num_digits=1, method='FETCH')  # 😀\r\n\tr.say('Grüße 😀', voice='x')\r\n\treturn str(r)\r\n\r\n\r\n"
    "TEXT = '<Response><say>😀</say><Gather numDigit=\"1\"/></Response>'\r\n"
)
CODE = st.sampled_from(
    ["r.say(", ")", "'", '"', "\r\n\t", ", voice=", "r.redirect('/a')", "<say>x</say>", "</Response>", "😀", "#",
     "# twimllint: ignore[TW1]\r\n", "r = VoiceResponse()", "\\", "{", "}", "method='FETCH'", "def f():\r\n\t", '\"\"\"']
)  # fmt: skip
SCRIPT = (
    "const VoiceResponse = require('twilio').twiml.VoiceResponse;\r\n\r\nfunction one(x) {\r\n\tconst r = new VoiceResponse();\r\n"
    "\tif (x) { r.gather({ numDigits: 0, method: 'FETCH' }); }  // 😀\r\n\treturn r.toString();\r\n}\r\n\r\n"
    "function two() {\r\n\tconst r = new VoiceResponse();\r\n\tr.say({ voice: 'x' }, '');\r\n\treturn r.toString();\r\n}\r\n"
    'const text = `<Response><say>😀</say><Gather numDigit="1"/></Response>`;\r\n'
)
JS_CODE = st.sampled_from(
    ["r.say(", ")", "'", '"', "`", "\r\n\t", "{ voice: 'x' }", "r.redirect('/a');", "<say>x</say>", "</Response>", "😀", "//",
     "// twimllint: ignore[TW1]\r\n", "const r = new VoiceResponse();", "\\", "{", "}", "${one()}", "function f() {\r\n\t"]
)  # fmt: skip
PAGE = (
    "# Grüße 😀\r\n\r\n> 1. One\r\n>\r\n>    ```xml\r\n>    <Response>\r\n>    \t<say>😀</say>\r\n>    </Response>\r\n"
    ">    ```\r\n\r\n```python\r\nfrom twilio.twiml.voice_response import VoiceResponse\r\nr = VoiceResponse()\r\n"
    "r.gather(num_digit=1)\r\nprint(r)\r\n```\r\n"
)
MARKS = st.sampled_from(
    ["```", "```xml\r\n", "\r\n", "> ", "    ", "<say>x</say>", "</Response>", "<Response>", "<Gather numDigit='1'/>", "😀",
     "...", "- ", "~~~", "<!-- twimllint: ignore[TW1] -->", "r.say('x', voic='y')\r\n"]
)  # fmt: skip
#: A file of each kind, its language, and what is written into it.
KINDS = {
    "voice.xml": ("xml", START, WORDS),
    "app.py": ("python", PROGRAM, CODE),
    "app.js": ("javascript", SCRIPT, JS_CODE),
    "README.md": ("markdown", PAGE, MARKS),
}


def fresh(folder: Path, name: str, text: str) -> list[tuple[str, str, Span]]:
    """The findings of the command line in a text."""
    runner = Runner(Options(cwd=str(folder)))
    found = runner.finder.settings_for(str(folder / name))
    result = lint_text(text, name, found.lint, found.dispatcher, assume_twiml=False).result
    return [] if result is None else [(d.code, d.message, d.span) for d in result.diagnostics]


async def ask_for_everything(each: Editor, uri: str, position: types.Position) -> None:
    """What an editor asks for while somebody types: it must not disturb the linter, which shares what is read."""
    document = types.TextDocumentIdentifier(uri)
    await asyncio.gather(
        each.client.text_document_completion_async(types.CompletionParams(document, position)),
        each.client.text_document_hover_async(types.HoverParams(document, position)),
        each.client.text_document_document_symbol_async(types.DocumentSymbolParams(document)),
        each.client.text_document_document_link_async(types.DocumentLinkParams(document)),
    )


@pytest.mark.parametrize(
    ("name", "encoding"),
    [*[("voice.xml", one) for one in ENCODINGS], ("app.py", "utf-16"), ("app.js", "utf-32"), ("README.md", "utf-8")],
)
def test_findings_after_any_edits_are_those_of_a_fresh_run(tmp_path: Path, name: str, encoding: str) -> None:
    """One server, many sessions: each opens the document, edits it in steps, and compares."""
    for ending, needed in ((".md", "markdown_it"), (".js", "tree_sitter")):
        if name.endswith(ending):
            pytest.importorskip(needed)
    language, start, words = KINDS[name]

    async def run() -> None:
        async with editor(tmp_path, "neovim", encodings=[encoding]) as each:
            assert each.capabilities.position_encoding == encoding
            for number, edits in enumerate(samples):
                client = _Client(start, encoding)
                uri = each.open(name, client.text, language)
                for change in steps(client, edits):
                    each.change(uri, change)
                    if number % 3 == 0:
                        await ask_for_everything(each, uri, change.range.start)
                expected = fresh(tmp_path, name, client.text)
                lines = Lines(client.text, encoding)
                found = [(one.code, one.message, lines.span(one.range)) for one in await each.pull(uri)]
                assert found == expected, client.text
                each.close(uri)
            assert not [one.message for one in each.client.log_messages if one.type == types.MessageType.Error]

    samples: list[list[tuple[int, int, str]]] = []

    @settings(suppress_health_check=[HealthCheck.too_slow])
    @given(
        st.lists(
            st.tuples(st.integers(0, 400), st.integers(0, 30), st.one_of(words, st.text(ALPHABET, max_size=3))),
            min_size=1,
            max_size=6,
        )
    )
    def gather(edits: list[tuple[int, int, str]]) -> None:
        samples.append(edits)

    gather()
    asyncio.run(run())


@pytest.mark.asyncio
@pytest.mark.parametrize(
    ("offered", "chosen"),
    [
        (["utf-8", "utf-16"], "utf-8"),
        (["utf-32"], "utf-32"),
        (["utf-16"], "utf-16"),
        (["ebcdic"], "utf-16"),
        (None, "utf-16"),
    ],
)
async def test_the_encoding_is_negotiated(tmp_path: Path, offered: list[str] | None, chosen: str) -> None:
    text = "<Response><Say>😀ü</Say><say>x</say></Response>"
    async with editor(tmp_path, encodings=offered) as each:
        assert each.capabilities.position_encoding == chosen
        found = await each.lint("voice.xml", text)
    wrong = next(one for one in found if one.code == "TW102")
    assert wrong.range.start.character == units(text[: text.index("say>")], chosen)

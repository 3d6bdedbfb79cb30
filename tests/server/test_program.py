"""TwiML in program text: everything that the virtual documents yield, at the places of the program."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types

from support.editor import applied, editor, range_of
from twimllint.engine.result import FileResult
from twimllint.host import check
from twimllint.run.lint_file import lint_text
from twimllint.run.runner import Options, Runner
from twimllint.server.documents import Buffer
from twimllint.source.tree import Document

PYTHON = """from twilio.twiml.voice_response import VoiceResponse


def answer():
    response = VoiceResponse()
    gather = response.gather(num_digits=1, input="dtmf", method="GET", timeout="x")
    gather.say("Hi", voice="")
    response.redirect("/next", )
    response.say("Never")
    return str(response)


TEXT = "<Response><Say voice='Polly.Joanna' >Hi</Say><say>x</say></Response>"
"""
MARKDOWN = """# Calls

```xml
<Response>
  <say>Hi</say>
</Response>
```
"""


async def completions(each: object, uri: str, position: types.Position) -> dict[str, types.CompletionItem]:
    found = await each.client.text_document_completion_async(  # type: ignore[attr-defined]
        types.CompletionParams(types.TextDocumentIdentifier(uri), position)
    )
    return {item.label: item for item in found.items}


def after(text: str, part: str) -> types.Position:
    return range_of(text, part).end


@pytest.mark.asyncio
async def test_findings_and_hover_at_the_places_of_the_program(tmp_path: Path) -> None:
    async with editor(tmp_path) as each:
        found = {one.code: one for one in await each.lint("app.py", PYTHON, "python")}
        assert found["TW501"].range.start.line == range_of(PYTHON, 'response.say("Never")').start.line
        uri = each.uri("app.py")
        for part, said in (
            ("gather(", "**`<Gather>`**"), ("num_digits", "**`numDigits`** on"), ("GET", "Default: `POST`"),
            ("Joanna", "female, en-US"), ("<Say", "**`<Say>`**"),
        ):  # fmt: skip
            start = range_of(PYTHON, part).start
            text = await each.hover(uri, start.line, start.character + 1)
            assert text is not None, part
            assert said in text, part
        assert await each.hover(uri, 3, 5) is None


@pytest.mark.asyncio
async def test_completion_in_calls_and_strings(tmp_path: Path) -> None:
    async with editor(tmp_path) as each:
        uri = each.open("app.py", PYTHON, "python")
        values = await completions(each, uri, after(PYTHON, 'input="dtmf'))
        assert set(values) == {"dtmf", "speech"}
        voices = await completions(each, uri, after(PYTHON, 'voice="'))
        assert voices["Polly.Joanna"].text_edit is not None
        assert applied(PYTHON, [voices["Polly.Joanna"].text_edit]) == PYTHON.replace('voice=""', 'voice="Polly.Joanna"')
        attributes = await completions(each, uri, after(PYTHON, "Joanna' "))
        assert attributes["loop"].text_edit is not None
        assert attributes["loop"].text_edit.new_text == "loop='$1'$0"
        renamed = await completions(each, uri, after(PYTHON, 'input="dtmf", '))
        assert renamed["finish_on_key"].text_edit is not None
        assert renamed["finish_on_key"].text_edit.new_text == "finish_on_key"
        assert "num_digits" not in renamed
        keywords = await completions(each, uri, after(PYTHON, '"/next", '))
        assert keywords["method"].text_edit is not None
        assert keywords["method"].text_edit.new_text == "method="
        assert await completions(each, uri, types.Position(3, 4)) == {}


@pytest.mark.asyncio
async def test_fixes_and_suppressions_in_a_program(tmp_path: Path) -> None:
    async with editor(tmp_path) as each:
        found = await each.lint("app.py", PYTHON, "python")
        uri = each.uri("app.py")
        wrong = next(one for one in found if one.code == "TW102")
        actions = {action.title: action for action in await each.actions(uri, wrong.range)}
        fix = actions["Rename <say> to <Say>"].edit
        assert fix is not None
        assert fix.document_changes is not None
        assert applied(PYTHON, fix.document_changes[0].edits) == PYTHON.replace("<say>x</say>", "<Say>x</Say>")
        for title, start in (
            ("Ignore element-wrong-case here", "# twimllint: ignore[element-wrong-case]\nTEXT ="),
            ("Ignore element-wrong-case in this file", "# twimllint: ignore-file[element-wrong-case]\nfrom twilio"),
        ):
            edit = actions[title].edit
            assert edit is not None
            assert edit.document_changes is not None
            text = applied(PYTHON, edit.document_changes[0].edits)
            assert start in text
            assert "TW102" not in [one.code for one in await each.relint(uri, text)]


@pytest.mark.asyncio
async def test_documentation(tmp_path: Path) -> None:
    pytest.importorskip("markdown_it")
    async with editor(tmp_path) as each:
        (wrong,) = [one for one in await each.lint("README.md", MARKDOWN, "markdown") if one.code == "TW102"]
        assert wrong.range == range_of(MARKDOWN, "say")
        text = await each.hover(each.uri("README.md"), wrong.range.start.line, wrong.range.start.character + 1)
        assert text is not None
        assert text.startswith("**[TW102")


FENCES = {
    "README.md": "# Calls\n\n```xml\n<Response>\n  <say>Hi</say>\n</Response>\n```\n",
    "quote.md": "> 1. First\n>\n>    ```xml\n>    <Response>\n>      <say>Hi</say></Response>\n>    ```\n",
    "fragment.md": "# Twilio\n\n```xml\n<Response><Hangup/></Response>\n```\n\n```xml\n<Dial>\n\t<Number methd='GET'>+14155550100</Number>\n</Dial>\n```\n",
    "page.html": "<pre><code>&lt;Response&gt;\n  &lt;say&gt;Hi&lt;/say&gt;\n&lt;/Response&gt;</code></pre>\n",
    "program.md": "```python\nfrom twilio.twiml.voice_response import VoiceResponse\nr = VoiceResponse()\nr.say('x', to=1)\n```\n",
    "page.rst": "Calls\n=====\n\n.. code-block:: xml\n\n   <Response>\n     <say>Hi</say>\n   </Response>\n",
}


@pytest.mark.asyncio
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
async def test_ignoring_in_documentation(tmp_path: Path, line_end: str) -> None:
    pytest.importorskip("markdown_it")
    async with editor(tmp_path) as each:
        for name, fence in FENCES.items():
            text = fence.replace("\n", line_end)
            wrong = (await each.lint(name, text, "markdown"))[0]
            actions = {action.title: action for action in await each.actions(each.uri(name), wrong.range)}
            edit = actions[f"Ignore {wrong.data['name']} here"].edit
            assert edit is not None, name
            assert edit.document_changes is not None, name
            after = applied(text.replace("\r\n", "\n"), edit.document_changes[0].edits).replace("\r\n", "\n")
            assert await each.relint(each.uri(name), after.replace("\n", line_end)) == [], name
            lines = after.splitlines()
            (comment,) = [line for line in lines if "twimllint" in line]
            start = {"html": "&lt;!--", "md": "#" if name == "program.md" else "<!--"}.get(
                name.rpartition(".")[2], "<!--"
            )
            below = lines[lines.index(comment) + 1]
            assert comment.index(start) == below.index("r." if start == "#" else start[:1]), name


@pytest.mark.asyncio
async def test_completion_in_documentation(tmp_path: Path) -> None:
    pytest.importorskip("markdown_it")
    text = MARKDOWN.replace("<say>", '<Gather method="">')
    async with editor(tmp_path) as each:
        uri = each.open("README.md", text, "markdown")
        found = await completions(each, uri, after(text, 'method="'))
        assert found["GET"].text_edit is not None
        assert applied(text, [found["GET"].text_edit]) == text.replace('method=""', 'method="GET"')


def test_a_program_without_twiml_has_no_parts() -> None:
    assert Buffer.of_text("/a.py", "print('hello')\n", "utf-16", "/").parts == ()
    assert Buffer.of_text("/a.py", "def Response(:\n", "utf-16", "/").parts == ()


TWO = (
    "from twilio.twiml.voice_response import VoiceResponse\n\n\ndef one(a):\n    r = VoiceResponse()\n    r.say('')\n"
    "    if a:\n        r.say(a)\n    return str(r)\n\n\ndef two(x):\n    r = VoiceResponse()\n    r.pause(len=1)\n    r.say(x)\n    return str(r)\n"
)


def test_documents_that_are_the_same_are_not_linted_again(monkeypatch: pytest.MonkeyPatch) -> None:
    linted: list[str] = []
    whole = check.lint_document

    def note(document: Document, *arguments: Any) -> FileResult:
        linted.append(document.source.text)
        return whole(document, *arguments)

    monkeypatch.setattr(check, "lint_document", note)
    runner = Runner(Options(isolated=True, cwd="/"))
    rules = runner.finder.settings_for("/a.py")

    def found(buffer: Buffer) -> list[tuple[str, str]]:
        result = lint_text(buffer.text, "a.py", rules.lint, rules.dispatcher, assume_twiml=False, ahead=buffer).result
        assert result is not None
        return [(one.code, buffer.text[one.span.start : one.span.end]) for one in result.diagnostics]

    buffer = Buffer.of_text("/a.py", TWO, "utf-32", "/")
    first = found(buffer)
    assert [code for code, _ in first] == ["TW601", "TW201"]
    assert len(linted) == 2
    # the first document has moved, the second one has another expression in the same place
    change = types.TextDocumentContentChangeWholeDocument(
        "# more\n\n" + TWO.replace("def two(x)", "def two(yy)").replace("say(x)", "say(yy)")
    )
    after = buffer.after(2, [change])
    assert found(after) == first
    assert len(linted) == 3
    assert linted[2].count("yy") == 1
    # what was in the version before the last is forgotten
    gone = after.after(3, [types.TextDocumentContentChangeWholeDocument(TWO.partition("def two")[0])])
    assert found(gone) == first[:1]
    assert len(linted) == 3
    assert found(gone.after(4, [change])) == first
    assert len(linted) == 4
    assert found(gone.again("/")) == first[:1]
    assert len(linted) == 5

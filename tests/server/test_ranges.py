"""What the protocol asks of ranges in answers: that they hold the place that the client asked about."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol import types

from support.editor import Editor, editor
from twimllint.server.positions import Lines

DOCUMENTS = {
    "tags.xml": '<Response>\n  <!-- twimllint: ignore[TW1] -->\n  <Say voice="man">Hi</\nSay><Room>Daily \nStandup</Room></Response\n>\n',
    "end.xml": "<Response>\n  <Dial>\n    <Number/>\n  </Dial\n\n",
    "withdrawn.xml": '<Response><Dial ifMachine="Hangup" record="record-from-answer  x">5</Dial></Response>\n',
    "Block.java": 'class A {\n  String x = """\n        <Response>\n\n          <Say>Hi</Say>\n        </Response>\n        """;\n}\n',
    "escapes.py": 'x = (\n    "<Response>"\n    "<Say voice=\\"man\\">Hi</Say>"\n    "</Response>"\n)\n',
    "page.html": "<pre><code>&lt;Response>\n  &lt;Say>Hi&lt;/Say>\n&lt;/Response></code></pre>\n",
    "page.md": "- x\n\n  ```xml\n  <Response>\n    <Say>Hi</Say>\n  </Response>\n  ```\n",
}


def holds(range_: types.Range, position: types.Position) -> bool:
    return range_.start <= position <= range_.end


@pytest.mark.asyncio
async def test_ranges_hold_the_place_that_was_asked_about(tmp_path: Path) -> None:
    async with editor(tmp_path, "neovim") as each:
        for name, text in DOCUMENTS.items():
            lines, document = Lines(text), types.TextDocumentIdentifier(each.open(name, text))
            answered = [await answers(each, document, lines.position(offset)) for offset in range(len(text))]
            assert sum(answered), name


async def answers(each: Editor, document: types.TextDocumentIdentifier, here: types.Position) -> int:
    """Hold the ranges of all answers about a place; the number of completions there."""
    where = (document.uri, here)
    completion = await each.client.text_document_completion_async(types.CompletionParams(document, here))
    for item in completion.items:
        range_ = item.text_edit.range if item.text_edit else completion.item_defaults.edit_range
        assert holds(range_, here), (where, item)
        assert range_.start.line == range_.end.line, (where, item)
    hover = await each.client.text_document_hover_async(types.HoverParams(document, here))
    assert hover is None or hover.range is None or holds(hover.range, here), (where, hover)
    (chain,) = await each.client.text_document_selection_range_async(types.SelectionRangeParams(document, [here]))
    assert holds(chain.range, here), (where, chain)
    while chain.parent is not None:
        assert holds(chain.parent.range, chain.range.start), (where, chain)
        assert holds(chain.parent.range, chain.range.end), (where, chain)
        chain = chain.parent
    return len(completion.items)

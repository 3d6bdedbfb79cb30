"""What the protocol asks of ranges in answers: that they hold the place that the client asked about."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol import types

from support.editor import editor
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
@pytest.mark.parametrize("name", DOCUMENTS)
async def test_ranges_hold_the_place_that_was_asked_about(name: str, tmp_path: Path) -> None:
    text = DOCUMENTS[name]
    lines = Lines(text)
    answered = 0
    async with editor(tmp_path, "neovim") as each:
        uri = each.open(name, text)
        document = types.TextDocumentIdentifier(uri)
        for offset in range(len(text)):
            here = lines.position(offset)
            completion = await each.client.text_document_completion_async(types.CompletionParams(document, here))
            for item in completion.items:
                answered += 1
                range_ = item.text_edit.range if item.text_edit else completion.item_defaults.edit_range
                assert holds(range_, here), (offset, item)
                assert range_.start.line == range_.end.line, (offset, item)
            hover = await each.client.text_document_hover_async(types.HoverParams(document, here))
            assert hover is None or hover.range is None or holds(hover.range, here), (offset, hover)
            (chain,) = await each.client.text_document_selection_range_async(
                types.SelectionRangeParams(document, [here])
            )
            assert holds(chain.range, here), (offset, chain)
            while chain.parent is not None:
                assert holds(chain.parent.range, chain.range.start), (offset, chain)
                assert holds(chain.parent.range, chain.range.end), (offset, chain)
                chain = chain.parent
    assert answered

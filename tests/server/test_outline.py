"""Outline, folding, ranges to select, tags that are edited together."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from lsprotocol import types

from support.editor import editor, marked, range_of
from twimllint.server.structure import linked, selections, symbols

TEXT = """<Response>
  <!-- one
       two -->
  <Gather action="/menu" numDigits="1">
    <Say>Press 1</Say>
  </Gather>
  <Pause/>
</Response>
"""


def spans(text: str) -> list[str]:
    part, offset = marked(text)
    return [part.document.source.text[span.start : span.end] for span in selections(part.document, offset)]


def test_selection_grows_from_a_value() -> None:
    assert spans('<Response><Say voice="a|b">Hi</Say></Response>') == [
        "ab",
        'voice="ab"',
        '<Say voice="ab">',
        '<Say voice="ab">Hi</Say>',
        '<Response><Say voice="ab">Hi</Say></Response>',
    ]


def test_selection_grows_from_a_text() -> None:
    assert spans("<Response><Say> H|i </Say></Response>") == [
        "Hi",
        " Hi ",
        "<Say> Hi </Say>",
        "<Response><Say> Hi </Say></Response>",
    ]


@pytest.mark.parametrize(
    "text", ["|", "|<Response/>", "<Response/>|", "<Res|ponse", "a|b", "<Response><!-- a|b --></Response>"]
)
def test_each_selection_lies_in_the_next(text: str) -> None:
    part, offset = marked(text)
    found = selections(part.document, offset)
    for inner, outer in pairwise(found):
        assert outer.start <= inner.start <= inner.end <= outer.end
        assert inner != outer
    assert found[-1] == (0, len(text) - 1)


def test_deep_documents_have_shallow_outlines() -> None:
    part, offset = marked("<Response>" + "<Say>" * 1000 + "|" + "</Say>" * 1000 + "</Response>")
    depth, found = 0, symbols(part.document)
    while found:
        depth, found = depth + 1, found[0].children
    assert 10 < depth < 100
    assert len(selections(part.document, offset)) < 200


def names_linked(text: str) -> list[str]:
    part, offset = marked(text)
    found = linked(part.document, offset)
    return [] if found is None else [part.document.source.text[span.start : span.end] for span in found]


def test_both_tags_are_edited_together() -> None:
    assert names_linked("<Response><S|ay>Hi</Say></Response>") == ["Say", "Say"]
    assert names_linked("<Response><Say>Hi</Say|></Response>") == ["Say", "Say"]


@pytest.mark.parametrize(
    "text",
    ["<Response><Pau|se/></Response>", "<Response><S|ay>x</Sa></Response>", "<Resp|onse>", "<Response>|</Response>"],
)
def test_nothing_to_edit_together(text: str) -> None:
    assert names_linked(text) == []


def test_details_are_read_as_twilio_reads_them() -> None:
    part, _ = marked("<Response><Say>Q &amp; A</Say><Say>{{ a }} &amp; b</Say><Play url='a&amp;b'/>|</Response>")
    (root,) = symbols(part.document)
    assert [child.detail for child in root.children] == ["Q & A", "{{ a }} &amp; b", "url=a&b"]


@pytest.mark.asyncio
async def test_outline_over_the_protocol(tmp_path: Path) -> None:
    async with editor(tmp_path) as each:
        uri = each.open("voice.xml", TEXT)
        (root,) = await each.client.text_document_document_symbol_async(
            types.DocumentSymbolParams(types.TextDocumentIdentifier(uri))
        )
    assert [(child.name, child.detail) for child in root.children] == [("Gather", "action=/menu"), ("Pause", "")]
    (say,) = root.children[0].children
    assert (say.name, say.detail) == ("Say", "Press 1")
    assert say.range == range_of(TEXT, "<Say>Press 1</Say>")
    assert say.selection_range == types.Range(types.Position(4, 5), types.Position(4, 8))


@pytest.mark.asyncio
async def test_outline_for_clients_that_show_no_tree(tmp_path: Path) -> None:
    def change(capabilities: types.ClientCapabilities) -> None:
        assert capabilities.text_document is not None
        capabilities.text_document.document_symbol = types.DocumentSymbolClientCapabilities()

    async with editor(tmp_path, change=change) as each:
        uri = each.open("voice.xml", TEXT)
        found = await each.client.text_document_document_symbol_async(
            types.DocumentSymbolParams(types.TextDocumentIdentifier(uri))
        )
    assert [(one.name, one.container_name) for one in found] == [
        ("Response", None), ("Gather", "Response"), ("Say", "Gather"), ("Pause", "Response"),
    ]  # fmt: skip


@pytest.mark.asyncio
async def test_folding_selection_and_linked_tags_over_the_protocol(tmp_path: Path) -> None:
    async with editor(tmp_path) as each:
        document = types.TextDocumentIdentifier(each.open("voice.xml", TEXT))
        folding = await each.client.text_document_folding_range_async(types.FoldingRangeParams(document))
        assert [(one.start_line, one.end_line, one.kind) for one in folding] == [
            (0, 6, None), (3, 4, None), (1, 2, types.FoldingRangeKind.Comment),
        ]  # fmt: skip
        (chain,) = await each.client.text_document_selection_range_async(
            types.SelectionRangeParams(document, [types.Position(4, 10)])
        )
        assert chain.range == range_of(TEXT, "Press 1")
        assert chain.parent.range == range_of(TEXT, "<Say>Press 1</Say>")
        pair = await each.client.text_document_linked_editing_range_async(
            types.LinkedEditingRangeParams(document, types.Position(4, 6))
        )
        assert [(one.start.character, one.end.character) for one in pair.ranges] == [(5, 8), (18, 21)]

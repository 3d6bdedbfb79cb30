"""No rule raises on anything, and every finding is sound: in the text, in one line, the same every time."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from support.documents import CHANNELS, documents, many, styled
from support.linting import EVERY, lint, lint_ungated
from support.mutations import spoiled
from twimllint.engine.pipeline import lint_source
from twimllint.engine.settings import LintSettings
from twimllint.schema.grammar import load
from twimllint.source.text import Source, decode
from twimllint.source.tree import OUTPUT_MASK

SETTINGS = st.sampled_from(
    [
        LintSettings(),
        LintSettings(region="ie1", region_from="--region", default_country="GB", role="wait"),
        LintSettings(region="au1", channel="messaging", role="inline", room_type="peer-to-peer"),
        LintSettings(channel="voice", rooms={"Stand*": "go"}, base_url="https://a.test/", require_reason=True),
        LintSettings(templates="off"),
    ]
)
PATHS = st.sampled_from(
    ["x.twiml", "voice.xml", "sms.xml", "a.xml.j2", "a.xml.erb", "a.blade.php", "a.vm", "-", "a.ts"]
)
PIECES = st.sampled_from(
    ["<Response>", "</Response>", "<Response", "<Say>", "</Say>", "<Say", "<Gather ", "<Dial>", "</Dial>", "<Room>", "</",
     "<Sip>sip:", "</Sip>", "<Connect>", "<Stream url=\"wss://", "<Redirect>", "http://", "<", ">", "/>", "&", "&amp;", "&#x0;",
     "&#65;", "&foo;", "<!--", "-->", "<![CDATA[", "]]>", "<!DOCTYPE Response [", "<!ENTITY a 'b'>", "]>", "<?xml version=\"1.0\"?>",
     "<?php ", "<?= ", "?>", "<%", "<%=", "%>", "{{", "}}", "{{{", "}}}", "{%", "%}", "{#", "#}", "${", "#{", "}", "{!!", "!!}", "@if",
     "#set", " voice=\"", " action='", " =", "\"", "'", "\ufeff", "\ue000", "\x00", "\x0b", "\x85", "\u2028", "\r", "\n", "\r\n", "\t",
     "+1415", "\U0001f600", "\ud800", "twimllint: ignore[", "<!-- twimllint: region=ie1 role=wait -->", "x", " ", "é", "%zz", "?a=b&c"]
)  # fmt: skip
SOUP = st.lists(PIECES | st.text(max_size=3), max_size=25).map("".join)


def check(source: Source, settings: LintSettings) -> None:
    first, again = lint_source(source, settings, EVERY), lint_source(source, settings, EVERY)
    assert not first.failures, first.failures
    assert [d.message for d in first.diagnostics if d.name == "internal-error"] == []
    assert first.diagnostics == again.diagnostics
    assert [(d.span, d.code) for d in first.diagnostics] == sorted((d.span, d.code) for d in first.diagnostics)
    length = len(source.text)
    for diagnostic in first.diagnostics:
        spans = [diagnostic.span, *(r.span for r in diagnostic.related if r.path is None)]
        edits = diagnostic.fix.edits if diagnostic.fix else ()
        spans += [edit.span for edit in edits]
        assert all(0 <= span.start <= span.end <= length for span in spans), diagnostic
        words = [diagnostic.message, *(r.message for r in diagnostic.related), diagnostic.help or "-"]
        words += [diagnostic.fix.title] if diagnostic.fix else []
        assert all(text.strip() and text.isprintable() for text in words), diagnostic
        assert len(diagnostic.message) <= 1000, diagnostic
        assert not any(OUTPUT_MASK in text for text in (*words, *(edit.text for edit in edits))), diagnostic


@pytest.mark.parametrize("channel", CHANNELS)
@many(200)
@given(st.data())
def test_spoiled_documents(channel: str, data: st.DataObject) -> None:
    """Right documents with mistakes, and then with characters and template tags put in or taken out anywhere."""
    text = data.draw(styled(data.draw(spoiled(data.draw(documents(channel)), load(channel)))))
    for _ in range(data.draw(st.integers(0, 3))):
        at = data.draw(st.integers(0, len(text)))
        text = text[:at] + data.draw(PIECES) + text[at + data.draw(st.integers(0, 3)) :]
    path, settings = data.draw(PATHS), data.draw(SETTINGS)
    check(Source.from_text(text, path), settings)
    assert lint(text, path, EVERY, settings).diagnostics == lint_ungated(text, path, EVERY, settings).diagnostics


@many(250)
@given(SOUP, PATHS, SETTINGS)
@example("<Response><Say>\ue000</Say></Response>", "x.twiml", LintSettings())
@example("<Response>" + "<sAy>" * 1500 + "</sAy>" * 1500 + "</Response>", "x.twiml", LintSettings())
@example("<Response>" + "<Gather>" * 1500 + "</Gather>" * 1500 + "</Response>", "x.twiml", LintSettings())
def test_soup(text: str, path: str, settings: LintSettings) -> None:
    check(Source.from_text(text, path), settings)


@many(150)
@given(SOUP | st.text(), PATHS, SETTINGS)
def test_soup_in_a_response(text: str, path: str, settings: LintSettings) -> None:
    check(Source.from_text(f"<Response>{text}</Response>", path), settings)


@many(150)
@given(
    st.binary()
    | SOUP.map(lambda text: text.encode("utf-16", "surrogatepass"))
    | SOUP.map(lambda t: t.encode("utf-8", "surrogatepass"))
)
def test_bytes(raw: bytes) -> None:
    check(decode(raw, "x.twiml"), LintSettings())

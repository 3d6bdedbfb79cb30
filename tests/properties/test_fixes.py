"""Fixes do no harm: no new kinds of errors, nothing that the schema took is refused afterwards, and once is enough."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.documents import CHANNELS, documents, many, styled
from support.linting import DEFAULT, PLAIN, accepted, lint, read, summarized
from support.mutations import spoiled
from support.realistic import REALISTIC
from twimllint.engine.diagnostic import Severity
from twimllint.engine.fix import FixResult, fix_source
from twimllint.engine.result import FileResult
from twimllint.schema.grammar import load
from twimllint.source.text import Source

#: What may be seen of an error only after another has been fixed, and why.
REVEALED = {
    "element-wrong-case": "an element of the right name is judged by its place and its attributes",
    "attribute-wrong-case": "an attribute of the right name is judged by its value",
}


def errors(result: FileResult) -> Counter[str]:
    return Counter(d.name for d in result.diagnostics if d.severity is Severity.ERROR)


def legal(source: Source) -> bool:
    document, xml = read(source.text)
    return xml is not None and accepted(document, xml)


def fixed(text: str, unsafe: bool) -> tuple[Source, FileResult, FixResult]:
    source = Source.from_text(text, "x.twiml")
    before = lint(text)
    outcome = fix_source(source, PLAIN, DEFAULT, unsafe=unsafe)
    assert not outcome.result.failures
    again = fix_source(outcome.source, PLAIN, DEFAULT, unsafe=unsafe)
    assert again.source.text == outcome.source.text, "a second run finds something left to do"
    return source, before, outcome


@pytest.mark.parametrize("channel", CHANNELS)
@many(60)
@given(st.data())
def test_safe_fixes_add_no_findings_and_change_no_meaning(channel: str, data: st.DataObject) -> None:
    table = data.draw(st.sampled_from([{}, REALISTIC]))
    root = data.draw(spoiled(data.draw(documents(channel, table)), load(channel)))
    source, before, outcome = fixed(data.draw(styled(root)), unsafe=False)
    document, _ = read(source.text)
    mended = {d.name for d in outcome.applied}
    new = errors(outcome.result) - errors(before)
    if not document.malformed and not mended & set(REVEALED):
        assert not new, summarized(outcome.result.diagnostics)
    assert errors(outcome.result).total() <= errors(before).total() or document.malformed or mended & set(REVEALED)
    assert legal(outcome.source) or not legal(source)


@pytest.mark.parametrize("channel", CHANNELS)
@many(60)
@given(st.data())
def test_unsafe_fixes_keep_what_is_legal_legal(channel: str, data: st.DataObject) -> None:
    table = data.draw(st.sampled_from([{}, REALISTIC]))
    root = data.draw(spoiled(data.draw(documents(channel, table)), load(channel)))
    source, _, outcome = fixed(data.draw(styled(root)), unsafe=True)
    assert legal(outcome.source) or not legal(source)

"""Suggestions: the nearest word, its hint and its fix."""

from __future__ import annotations

from twimllint import Span, suggest
from twimllint.engine.diagnostic import Edit


def test_the_nearest_word_its_hint_and_its_fix() -> None:
    found = suggest("numDigit", ("numDigits", "action"))
    assert found is not None
    assert found.hint == 'did you mean "numDigits"?'
    assert found.fix(Span(3, 11)).edits == (Edit(Span(3, 11), "numDigits"),)
    assert (found.fix(Span(3, 11)).safe, found.fix(Span(3, 11), safe=True).safe) == (False, True)


def test_a_suggestion_is_escaped_in_the_file_and_not_in_the_hint() -> None:
    found = suggest("a & c", ("a & b",))
    assert found is not None
    assert (found.hint, found.fix(Span(0, 5)).edits[0].text) == ('did you mean "a & b"?', "a &amp; b")


def test_no_word_is_near() -> None:
    assert suggest("voice", ("action", "timeout")) is None

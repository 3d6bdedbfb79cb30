"""Offsets, lines and columns."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from twimllint.engine.diagnostic import Span
from twimllint.source.text import Source, decode

#: Line ends, things that are none, a character beyond the first plane, a tab.
LINES = st.lists(st.sampled_from(["a", "\n", "\r", "\r\n", "\f", "\x85", "\u2028", "😀", "\t", "\ufeff"])).map("".join)


def test_lines_end_in_lf_crlf_and_lone_cr() -> None:
    source = Source.from_text("a\nbc\r\nd\re\ff\x85g\u2028h")
    assert [source.line_text(line) for line in range(1, source.line_count + 1)] == [
        "a",
        "bc",
        "d",
        "e\ff\x85g\u2028h",
    ]


def test_the_byte_order_mark_has_no_column() -> None:
    source = decode(b"\xef\xbb\xbf<a>\n</a>")
    assert source.position(0) == (1, 1)
    assert source.position(1) == (1, 1)
    assert source.position(2) == (1, 2)
    assert source.line_text(1) == "<a>"
    assert source.offset(1, 1) == 1


def test_columns_count_code_points() -> None:
    source = Source.from_text("😀\tx")
    assert source.position(2) == (1, 3)


def test_a_place_spans_lines() -> None:
    source = Source.from_text("ab\ncd\n")
    assert source.place(Span(1, 4)) == (1, 2, 2, 2)
    assert source.place(Span(6, 6)) == (3, 1, 3, 1)


def test_what_is_out_of_range_is_drawn_back() -> None:
    source = Source.from_text("ab\ncd")
    assert source.position(99) == (2, 3)
    assert source.position(-5) == (1, 1)
    assert source.offset(0, 1) == 0
    assert source.offset(9, 1) == 5
    assert source.offset(1, 99) == 2
    assert source.line_text(7) == ""


@given(LINES)
def test_positions_and_offsets_are_inverse(text: str) -> None:
    source = Source.from_text(text)
    first = 1 if text.startswith("\ufeff") else 0
    for offset in range(first, len(text) + 1):
        line, column = source.position(offset)
        inside_line_end = text[offset - 1 : offset + 1] == "\r\n"
        if not inside_line_end:
            assert source.offset(line, column) == offset


@given(LINES)
def test_lines_joined_are_the_text(text: str) -> None:
    source = Source.from_text(text)
    lines = [source.line_text(line) for line in range(1, source.line_count + 1)]
    assert lines == re.split("\r\n|\r|\n", text.removeprefix("\ufeff"))

"""Indentation that a language strips from its literals of several lines, as stretches of the file to leave out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from twimllint.source.span import Span

_BLANKS = re.compile(r"[ \t\f]*")
_LINE_END = re.compile(r"\r\n?|\n")
_TRAILING = re.compile(r"[ \t\f]+(?=\r?\n|\r|\Z)")
#: The width of a tab in Ruby's squiggly heredocs.
_TAB = 8


class Line(NamedTuple):
    """A line of a literal: where it begins, where its indentation ends, and whether nothing else is on it."""

    start: int
    text: int
    blank: bool


def lines(source: str, body: Span, holes: Sequence[Span]) -> Iterator[Line]:
    """The lines of a literal's body; line ends inside an expression begin none."""
    edges = [body.start, *chain.from_iterable(holes), body.end]
    for low, high in zip(edges[::2], edges[1::2], strict=True):
        starts = [match.end() for match in _LINE_END.finditer(source, low, high)]
        if low == body.start:
            starts.insert(0, low)
        for start in starts:
            match = _BLANKS.match(source, start, high)
            text = match.end() if match else start
            yield Line(start, text, high == body.end if text == high else source[text] in "\r\n")


def squiggly(source: str, body: Span, holes: Sequence[Span]) -> list[tuple[int, int]]:
    """What ``<<~`` of Ruby leaves out: the smallest indentation of the lines that hold something, tabs being 8 wide."""
    body_lines = list(lines(source, body, holes))
    width = min((_width(source, line.start, line.text) for line in body_lines if not line.blank), default=0)
    return [(line.start, _upto(source, line, width)) for line in body_lines if line.start < line.text and width]


def _width(source: str, start: int, end: int) -> int:
    width = 0
    for character in source[start:end]:
        width = (width // _TAB + 1) * _TAB if character == "\t" else width + 1
    return width


def _upto(source: str, line: Line, most: int) -> int:
    """Where the indentation of at most that width ends; a tab that goes beyond it stays."""
    width, offset = 0, line.start
    while offset < line.text and width < most:
        width = (width // _TAB + 1) * _TAB if source[offset] == "\t" else width + 1
        if width > most:
            break
        offset += 1
    return offset


def counted(count: int) -> Callable[[str, Span, Sequence[Span]], list[tuple[int, int]]]:
    """What is left out where each line loses the same number of characters: PHP's heredocs, raw literals of C#."""

    def dropped(source: str, body: Span, holes: Sequence[Span]) -> list[tuple[int, int]]:
        body_lines = lines(source, body, holes)
        return [
            (line.start, min(line.text, line.start + count)) for line in body_lines if line.start < line.text and count
        ]

    return dropped


def text_block(source: str, body: Span, holes: Sequence[Span] = ()) -> list[tuple[int, int]]:
    """What a text block of Java leaves out: common indentation, the last line counted, and blanks before line ends."""
    body_lines = list(lines(source, body, holes))
    counting = [line for line in body_lines if not line.blank] + body_lines[-1:]
    count = min((line.text - line.start for line in counting), default=0)
    dropped = [
        (line.start, min(line.text, line.start + count)) for line in body_lines if count and line.start < line.text
    ]
    dropped += [match.span() for match in _TRAILING.finditer(source, body.start, body.end)]
    return sorted(dropped)

"""A program that is being written: how it may go on behind the cursor, so that it can be read already now.

``response.gather(`` is no program, and yet the moment for completion. What is open in the statement is closed right at
the cursor, or the word at the cursor is left out; everything before the cursor keeps its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from twimllint.server.brackets import PAIRS, Open, line_end, open_at
from twimllint.source.span import Span

#: No statement that somebody writes by hand has more lines than this above the cursor.
_LINES = 30
_TERMINATED = frozenset({"php", "java", "csharp"})
_NAME_BEFORE = re.compile(r"([A-Za-z_]\w*)[ \t]*$")
_WORD_END = re.compile(r"\w*")
#: What is between a keyword and its value.
_ASSIGNS = ("=", ":", "=>")


class Completed(NamedTuple):
    """A text that may be read in place of the program; ``offset`` is the place of the cursor in it."""

    text: str
    offset: int


class UnfinishedCode(NamedTuple):
    """What is being written at the cursor.

    ``open_`` is what is open in the statement, ``word`` the word at the cursor, ``callee`` the name before the last
    parenthesis.
    """

    open_: Open
    word: Span
    callee: str


def unfinished_at(text: str, offset: int, language: str) -> Iterator[UnfinishedCode]:
    """What is being written, for each line at which the statement may begin, the nearest first."""
    start = offset
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] == "_"):
        start -= 1
    end = _WORD_END.match(text, offset)
    word = Span(start, end.end() if end else offset)
    seen = set()
    line = offset
    for _ in range(_LINES):
        line = text.rfind("\n", 0, line) + 1
        opened = open_at(text, line, offset, language)
        if (opened.brackets or opened.quote) and opened not in seen:
            seen.add(opened)
            yield UnfinishedCode(opened, word, _callee(text, opened))
        line -= 1
        if line <= 0 or not text[text.rfind("\n", 0, line) + 1 : line].strip():
            return


def complete_program_text(text: str, writing: UnfinishedCode, language: str) -> Iterator[Completed]:
    """The texts that may be read for a keyword at the cursor."""
    start, end = writing.word
    yield Completed(text[:start] + " " * (end - start) + text[end:], start)
    if language == "python" and text[end : line_end(text, end)].strip(" \t),"):
        # before other arguments something must be there
        yield Completed(f"{text[:start]}**_{text[end:]}", start)
        yield Completed(f"{text[:start]}**_,{text[end:]}", start)
    yield Completed(text[:start] + _closing(writing, language) + text[line_end(text, end) :], start)


def complete_literal(text: str, offset: int, writing: UnfinishedCode, language: str) -> Iterator[Completed]:
    """The texts that may be read for a place in a literal: closed at the cursor, and so the document in it."""
    rest = line_end(text, offset)
    for close in ("", "</Response>"):
        if close and writing.open_.quote in text[offset:rest]:
            yield Completed(text[:offset] + close + text[offset:], offset)
        yield Completed(text[:offset] + close + _closing(writing, language) + text[rest:], offset)


def complete_value(text: str, writing: UnfinishedCode, language: str) -> Iterator[Completed]:
    """The texts that may be read for a value that is missing: with an empty literal in its place."""
    start, end = writing.word
    yield Completed(text[:start] + '""' + text[end:], start + 1)
    yield Completed(text[:start] + '""' + _closing(writing, language) + text[line_end(text, end) :], start + 1)


def lacks_value(text: str, writing: UnfinishedCode) -> bool:
    """Whether a keyword is before the cursor, and nothing of its value."""
    start, end = writing.word
    return start == end and text[:start].rstrip(" \t").endswith(_ASSIGNS)


def _closing(writing: UnfinishedCode, language: str) -> str:
    brackets = "".join([PAIRS[char] for char in reversed(writing.open_.kinds)])
    return writing.open_.quote + brackets + (";" if language in _TERMINATED else "")


def _callee(text: str, open_: Open) -> str:
    places = [place for char, place in open_.brackets if char == "("]
    name = _NAME_BEFORE.search(text, max(0, places[-1] - 80), places[-1]) if places else None
    return "" if name is None else name[1]

"""The brackets and quotes that are open at a place of a statement, whatever the language."""

from __future__ import annotations

from typing import NamedTuple

PAIRS = {"(": ")", "[": "]", "{": "}"}
_QUOTES = "\"'`"
_COMMENTS = {"python": "#", "ruby": "#"}


class Open(NamedTuple):
    """What is open: the brackets with their places, the outermost first; a quote; the last character that counts."""

    brackets: tuple[tuple[str, int], ...]
    quote: str
    last: str

    @property
    def kinds(self) -> str:
        """The brackets without their places."""
        return "".join([char for char, _ in self.brackets])


def open_at(text: str, start: int, end: int, language: str) -> Open:
    """What is open at ``end``, for a text that is read from ``start``; comments do not count."""
    comment = _COMMENTS.get(language, "//")
    brackets: list[tuple[str, int]] = []
    quote = last = ""
    offset = start
    while offset < end:
        char = text[offset]
        if quote:
            if char == "\\":
                offset += 1
            elif char == quote:
                quote = ""
        elif text.startswith(comment, offset):
            offset = line_end(text, offset)
            continue
        elif char in _QUOTES:
            quote = char
        elif char in PAIRS:
            brackets.append((char, offset))
        elif brackets and char == PAIRS[brackets[-1][0]]:
            brackets.pop()
        last = last if char.isspace() else char
        offset += 1
    return Open(tuple(brackets), quote, last)


def line_end(text: str, offset: int) -> int:
    """Where the line ends that holds a place."""
    ends = [end for end in (text.find("\n", offset), text.find("\r", offset)) if end >= 0]
    return min(ends, default=len(text))

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
    found: list[tuple[str, int]] = []
    quote = last = ""
    at = start
    while at < end:
        char = text[at]
        if quote:
            if char == "\\":
                at += 1
            elif char == quote:
                quote = ""
        elif text.startswith(comment, at):
            at = line_end(text, at)
            continue
        elif char in _QUOTES:
            quote = char
        elif char in PAIRS:
            found.append((char, at))
        elif found and char == PAIRS[found[-1][0]]:
            found.pop()
        last = last if char.isspace() else char
        at += 1
    return Open(tuple(found), quote, last)


def line_end(text: str, at: int) -> int:
    """Where the line ends that holds a place."""
    found = [end for end in (text.find("\n", at), text.find("\r", at)) if end >= 0]
    return min(found, default=len(text))

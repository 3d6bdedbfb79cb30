"""Keywords of a helper library's calls: which call a cursor is in, and how an attribute is written there."""

from __future__ import annotations

import re
from typing import NamedTuple

from twimllint.host.check import keyword_of
from twimllint.server.program import ProgramPart
from twimllint.source.span import Span
from twimllint.source.tree import Node

_WORD = re.compile(r"[A-Za-z_]\w*")
_OPENING, _CLOSING = "([{", ")]}"
#: How the languages write an attribute: the bracket that it stands in, and its form.
_STYLES = {
    "python": ("(", "{}="),
    "ruby": ("(", "{}: "),
    "csharp": ("(", "{}: "),
    "javascript": ("{", "{}: "),
    "typescript": ("{", "{}: "),
    "tsx": ("{", "{}: "),
    "php": ("[", "'{}' => "),
}
#: The brackets between a call's name and its attributes; any more belong to an argument.
_WITHIN = {"(": ["("], "{": ["(", "{"], "[": ["(", "["]}


class Call(NamedTuple):
    """A place in a call where a keyword may be written: the element that the call makes, and the word there is."""

    node: Node
    span: Span
    form: str

    def keyword(self, language: str, attribute: str) -> str | None:
        """The text of a keyword; ``None`` where the language has no plain one for the attribute."""
        word = keyword_of(language, attribute)
        return None if word is None else self.form.format(word)


def call_at(part: ProgramPart, offset: int) -> Call | None:
    """The call of a document's builder that a keyword may be written in at an offset of the file."""
    style = _STYLES.get(part.virtual.language)
    if part.virtual.kind != "builder" or style is None:
        return None
    text = part.lines.text
    start = offset
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] == "_"):
        start -= 1
    places = [(place, node) for node in part.document.nodes if (place := part.outer(node.name_span)) is not None]
    for place, node in sorted(places, key=lambda pair: pair[0].start, reverse=True):
        if place.end <= start and _open_brackets(text, place.end, start) == _WITHIN[style[0]]:
            if text[:start].rstrip()[-1:] not in (",", style[0]):
                return None
            word = _WORD.match(text, start)
            return Call(node, Span(start, max(offset, word.end() if word else start)), style[1])
    return None


def _open_brackets(text: str, at: int, end: int) -> list[str]:
    """The brackets open at ``end`` of the call whose name ends at ``at``; none outside the call or in a string."""
    if not text[at:end].lstrip().startswith("("):
        return []
    open_: list[str] = []
    quote = ""
    while at < end:
        char = text[at]
        if quote:
            if char == "\\":
                at += 1
            elif char == quote:
                quote = ""
        elif char in "\"'`":
            quote = char
        elif char in _OPENING:
            open_.append(char)
        elif char in _CLOSING and open_:
            open_.pop()
            if not open_:
                return []
        at += 1
    return [] if quote else open_

"""Keywords of a helper library's calls: which call a cursor is in, and how an attribute is written there."""

from __future__ import annotations

import re
from typing import NamedTuple

from twimllint.server.brackets import open_at
from twimllint.server.program import ProgramPart
from twimllint.source.span import Span
from twimllint.source.tree import Node

_WORD = re.compile(r"[A-Za-z_]\w*")
_OPENING = re.compile(r"\s*+\(")
#: What comes after the name of a keyword that has a value.
_ASSIGNED = re.compile(r"[ \t]*(?:=(?!=)|:(?!:)|=>)")


class _Style(NamedTuple):
    """How a language writes an attribute: the brackets around it, its form, its name, the quotes of that."""

    within: str
    form: str
    bare: str = "{}"
    quotes: str = ""


_STYLES = {
    "python": _Style("(", "{}="),
    "ruby": _Style("(", "{}: "),
    "javascript": _Style("({", "{}: "),
    "typescript": _Style("({", "{}: "),
    "tsx": _Style("({", "{}: "),
    "php": _Style("([", "'{}' => ", "'{}'", "\"'"),
}


class Call(NamedTuple):
    """A place in a call where a keyword may be written: the element that the call makes, the word there, its form."""

    node: Node
    span: Span
    form: str


def call_at(part: ProgramPart, offset: int) -> Call | None:
    """The call of a document's builder that a keyword may be written in at an offset of the file."""
    style = _STYLES.get(part.virtual.language)
    if part.virtual.kind != "builder" or style is None:
        return None
    text = part.lines.text
    word = _word(text, offset, style.quotes)
    places = [(place, node) for node in part.document.nodes if (place := part.outer(node.name_span)) is not None]
    for place, node in sorted(places, key=lambda pair: pair[0].start, reverse=True):
        opening = _OPENING.match(text, place.end, word.start)
        if opening is None:
            continue
        found = open_at(text, place.end, word.start, part.virtual.language)
        if found.kinds != style.within or found.quote or found.brackets[0][1] != opening.end() - 1:
            continue  # not in this call, or in an argument of it
        if found.last not in (",", style.within[-1]):
            return None
        # a keyword that has its value already is renamed
        return Call(node, word, style.bare if _ASSIGNED.match(text, word.end) else style.form)
    return None


def _word(text: str, offset: int, quotes: str) -> Span:
    """The word at a place, with its quotes where keywords have them."""
    start = offset
    while start > 0 and (text[start - 1].isalnum() or text[start - 1] == "_"):
        start -= 1
    word = _WORD.match(text, start)
    end = max(offset, word.end() if word else start)
    if start > 0 and text[start - 1] in quotes:
        end += text.startswith(text[start - 1], end)
        start -= 1
    return Span(start, end)

"""Keywords of a helper library's calls: which call a cursor is in, and how an attribute is written there."""

from __future__ import annotations

import re
from typing import NamedTuple

from twimllint.server.brackets import Open, open_at
from twimllint.server.program import ProgramPart
from twimllint.source.span import Span
from twimllint.source.tree import Node

_WORD = re.compile(r"[A-Za-z_]\w*")
_OPENING = re.compile(r"\s*+\(")
#: What comes between a name and its arguments where there are no parentheses.
_GAP = re.compile(r"[ \t]++(?![ \t(])")
#: What comes after the name of a keyword that has a value.
_ASSIGNED = re.compile(r"[ \t]*(?:=(?!=)|:(?!:)|=>)")


class _Style(NamedTuple):
    """How a language writes an attribute: the brackets around it, its form, its name, the quotes of that.

    ``commands`` says whether calls need no parentheses.
    """

    within: str
    form: str
    bare: str = "{}"
    quotes: str = ""
    commands: bool = False


_STYLES = {
    "python": _Style("(", "{}="),
    "ruby": _Style("(", "{}: ", commands=True),
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
        if place.end > word.start:
            continue
        opened = _arguments(text, place.end, word.start, style, part.virtual.language)
        if opened is None:
            continue  # not in this call, or in an argument of it
        if opened.last not in (",", opened.kinds[-1:]):
            return None
        # a keyword that has its value already is renamed
        return Call(node, word, style.bare if _ASSIGNED.match(text, word.end) else style.form)
    return None


def _arguments(text: str, start: int, end: int, style: _Style, language: str) -> Open | None:
    """What is open at ``end`` where that lies in the arguments of the call whose name ends at ``start``."""
    opening = _OPENING.match(text, start, end)
    opened = open_at(text, start, end, language)
    if opening is not None:
        inside = opened.kinds == style.within and not opened.quote and opened.brackets[0][1] == opening.end() - 1
        return opened if inside else None
    if not style.commands or opened.brackets or opened.quote or _GAP.match(text, start) is None:
        return None
    # the arguments go on in the next line after a comma only
    return opened if opened.last or "\n" not in text[start:end] else None


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

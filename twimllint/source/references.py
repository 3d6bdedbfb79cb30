"""Characters and references that XML forbids, looked for in raw text and attribute values."""

from __future__ import annotations

import re

from twimllint.source.errors import ParseError
from twimllint.source.span import Span
from twimllint.source.tree import OUTPUT_MASK, TAG_MASK
from twimllint.source.unescape import PREDEFINED, code_point, legal, name_end

_ILLEGAL = r"\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff"
_ODD = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?:(?:#([0-9]++)|#x([0-9a-fA-F]++)|([A-Za-z_:][A-Za-z0-9_.:\-]*+));)?|\]\]>"
    rf"|[{_ILLEGAL}]",
    re.DOTALL,
)
_FORBIDDEN = re.compile(f"[{_ILLEGAL}]")
#: What may follow an ampersand whose reference is made up by a template.
_FILLED = re.compile(rf"&\#?[\w.\-]*[{OUTPUT_MASK}{TAG_MASK}]")


class Checker:
    """Collects the errors of one document; ``blanks`` are references that an XML processor had better not see.

    ``entities`` are the names that the document declares itself; ``None`` where it may declare any. ``undecodable``
    says that bytes which could not be decoded stand in the text, so that lone surrogates are nobody's fault.
    """

    __slots__ = ("blanks", "entities", "errors", "undecodable")

    def __init__(self, undecodable: bool) -> None:
        self.entities: frozenset[str] | None = frozenset()
        self.errors: list[ParseError] = []
        self.blanks: list[Span] = []
        self.undecodable = undecodable

    def characters(self, raw: str, base: int) -> None:
        """Look for illegal characters in text where references mean nothing: comments, CDATA, instructions."""
        for match in _FORBIDDEN.finditer(raw):
            self.character(match[0], base + match.start())

    def text(self, raw: str, base: int) -> bool:
        """Look through raw text that stands at ``base``; whether it holds entities of the document's own."""
        return self.look(raw, base, True)

    def attribute(self, raw: str, base: int) -> bool:
        """As ``text``, for a raw attribute value."""
        return self.look(raw, base, False)

    def look(self, raw: str, base: int, is_text: bool) -> bool:
        """The common part of ``text`` and ``attribute``."""
        own = False
        for match in _ODD.finditer(raw):
            found, start = match[0], base + match.start()
            if found[0] == "&":
                own = self.reference(raw, match, start) or own
            elif found == "]]>":
                if is_text:
                    self.errors.append(ParseError("cdata-end-in-text", Span(start, start + 3)))
            elif found[0] == "<":
                self.characters(found, start)
            else:
                self.character(found, start)
        return own

    def reference(self, raw: str, match: re.Match[str], start: int) -> bool:
        """Judge one ampersand; whether it refers to an entity whose text the document itself declares."""
        decimal, hexadecimal, name = match.groups()
        end = match.end()
        if end == match.start() + 1:  # no reference, or one with letters beyond ASCII in its name
            last = name_end(raw, end)
            if last > end and raw.startswith(";", last):
                name, end = raw[end:last], last + 1
        span = Span(start, start + end - match.start())
        if decimal is not None or hexadecimal is not None:
            code = code_point(decimal, 10) if decimal is not None else code_point(hexadecimal, 16)
            if not legal(code):
                character = f"U+{code:04X}" if code >= 0 else match[0]
                self.errors.append(ParseError("illegal-character", span, character=character))
            return False
        if name is not None:
            if name in PREDEFINED:
                return False
            if self.entities is not None and name not in self.entities:
                self.errors.append(ParseError("undefined-entity", span, entity=name))
                return False
            self.blanks.append(span)
            return True
        filled = _FILLED.match(raw, match.start())
        if filled is not None:
            self.blanks.append(Span(start, start + len(filled[0])))
            return False
        self.errors.append(ParseError("unescaped-ampersand", span, name=raw[end : name_end(raw, end)]))
        return False

    def character(self, char: str, place: int) -> None:
        """Note one illegal character."""
        if self.undecodable and "\udc80" <= char <= "\udcff":
            return
        self.errors.append(ParseError("illegal-character", Span(place, place + 1), character=f"U+{ord(char):04X}"))

"""Characters and references that XML forbids, looked for in raw text and attribute values."""

from __future__ import annotations

import re

from twimllint.source.errors import ParseError
from twimllint.source.span import Span
from twimllint.source.tree import OUTPUT_MASK, TAG_MASK
from twimllint.source.unescape import PREDEFINED, code_point, is_legal_character, name_end

_ILLEGAL = r"\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff"
#: Whatever may be wrong in text: CDATA sections, ampersands, the end of a CDATA section, illegal characters.
_SUSPECT = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?:(?:#([0-9]++)|#x([0-9a-fA-F]++)|([A-Za-z_:][A-Za-z0-9_.:\-]*+));)?|\]\]>"
    rf"|[{_ILLEGAL}]",
    re.DOTALL,
)
_FORBIDDEN = re.compile(f"[{_ILLEGAL}]")
#: An ampersand whose reference is completed by a template.
_TEMPLATED = re.compile(rf"&\#?[\w.\-]*+[{OUTPUT_MASK}{TAG_MASK}]")


class References:
    """Checks the characters and references of one document and collects the errors.

    ``entities`` are the names that the document declares itself; ``None`` where it may declare any. ``undecodable``
    says that the text holds bytes that could not be decoded, so that lone surrogates are no errors of their own.
    ``hidden`` are references that an XML processor must not see.
    """

    __slots__ = ("entities", "errors", "hidden", "undecodable")

    def __init__(self, undecodable: bool) -> None:
        self.entities: frozenset[str] | None = frozenset()
        self.undecodable = undecodable
        self.errors: list[ParseError] = []
        self.hidden: list[Span] = []

    def check_characters(self, raw: str, base: int) -> None:
        """Look for illegal characters in text where references mean nothing: comments, CDATA, instructions."""
        for match in _FORBIDDEN.finditer(raw):
            self._report_illegal(match[0], base + match.start())

    def check(self, raw: str, base: int, *, is_text: bool) -> bool:
        """Check the raw text or attribute value at ``base``; whether it holds entities that the document declares."""
        has_own_entities = False
        for match in _SUSPECT.finditer(raw):
            part, start = match[0], base + match.start()
            if part[0] == "&":
                has_own_entities = self._check_reference(raw, match, start) or has_own_entities
            elif part == "]]>":
                if is_text:
                    self.errors.append(ParseError("cdata-end-in-text", Span(start, start + 3)))
            elif part[0] == "<":
                self.check_characters(part, start)
            else:
                self._report_illegal(part, start)
        return has_own_entities

    def _check_reference(self, raw: str, match: re.Match[str], start: int) -> bool:
        """Check one ampersand; whether it refers to an entity that the document declares."""
        decimal, hexadecimal, name = match.groups()
        end = match.end()
        if end == match.start() + 1:  # no reference, or one with letters beyond ASCII in its name
            last = name_end(raw, end)
            if last > end and raw.startswith(";", last):
                name, end = raw[end:last], last + 1
        span = Span(start, start + end - match.start())
        if decimal is not None or hexadecimal is not None:
            code = code_point(decimal, 10) if decimal is not None else code_point(hexadecimal, 16)
            if not is_legal_character(code):
                character = f"U+{code:04X}" if code >= 0 else match[0]
                self.errors.append(ParseError("illegal-character", span, character=character))
            return False
        if name is not None:
            if name in PREDEFINED:
                return False
            if self.entities is not None and name not in self.entities:
                self.errors.append(ParseError("undefined-entity", span, entity=name))
                return False
            self.hidden.append(span)
            return True
        templated = _TEMPLATED.match(raw, match.start())
        if templated is not None:
            self.hidden.append(Span(start, start + len(templated[0])))
            return False
        self.errors.append(ParseError("unescaped-ampersand", span, name=raw[end : name_end(raw, end)]))
        return False

    def _report_illegal(self, character: str, place: int) -> None:
        if self.undecodable and "\udc80" <= character <= "\udcff":
            return
        span = Span(place, place + 1)
        self.errors.append(ParseError("illegal-character", span, character=f"U+{ord(character):04X}"))

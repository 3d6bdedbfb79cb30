"""What is inside Python's string literals, character by character.

``ast`` gives the value of a literal and not where its characters come from; and before Python 3.12 it gives each part
of an f-string the place of the whole. So the source is read here again, quotes, escapes, braces and all.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from twimllint.host.mapped import Mapped, Piece
from twimllint.source.span import Span

_PREFIX = re.compile(r"([A-Za-z]{0,2})(\"\"\"|'''|\"|')")
_BETWEEN = re.compile(r"(?:[ \t\f\r\n()]|\\\r?\n|#[^\r\n]*)+")
_ESCAPE = re.compile(
    r"\\(?:(\r\n|\r|\n)|x([0-9a-fA-F]{2})|([0-7]{1,3})|(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|N\{([^}]*)\})|(.))",
    re.DOTALL,
)
_SIMPLE = {
    "n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v", "\\": "\\", "'": "'", '"': '"',
}  # fmt: skip
#: Makes a piece of its fields in half the time that ``Piece`` takes.
_new = tuple.__new__
#: What ends a run of plain characters: in literals with fields or without, by their quotes.
_SPECIAL = {
    (formatted, quote): re.compile((r"[\\{}]|" if formatted else r"\\|") + quote)
    for formatted in (False, True)
    for quote in ('"', "'", '"' * 3, "'" * 3)
}
#: The quotes that begin a plain literal, and what may not be written between them.
_PLAIN_QUOTES = {quote: f"\\\r{quote}\n" for quote in "\"'"}
_OPENING = frozenset("([{")
_CLOSING = frozenset(")]}")


class Field(NamedTuple):
    """A replacement field of an f-string: ``{name!r:>10}``, and the code in it.

    ``plain`` says that the value goes in as ``str`` gives it, without a conversion or a format.
    """

    start: int
    end: int
    code_start: int
    code_end: int
    plain: bool


def plain_literal(text: str, span: Span, value: str, base: int) -> Mapped | None:
    """The literal in a place if it is its value between two quotes, as most are; ``None`` for any other.

    ``text`` begins at ``base`` in the file.
    """
    start, end = span
    avoid = _PLAIN_QUOTES.get(text[start - base])
    start, end = start + 1, end - 1
    if avoid is None or text[start - base : end - base] != value or "\\" in value:
        return None
    return Mapped((_new(Piece, (value, start, end, True, avoid, False)),), value)


def string_parts(text: str, start: int, end: int, base: int) -> Iterator[Mapped | Field]:
    """The parts of the literal, or of the adjacent literals, between two offsets.

    ``base`` is added to all places of the ``Mapped`` parts; those of a ``Field`` count in ``text``.
    """
    offset = start
    while offset < end:
        between = _BETWEEN.match(text, offset, end)
        if between is not None:
            offset = between.end()
            continue
        opening = _PREFIX.match(text, offset, end)
        if opening is None:
            return
        literal = _Literal(text, base, opening)
        yield from literal.parts(opening.end())
        offset = literal.end


class _Literal:
    """One literal of a prefix and a quote."""

    def __init__(self, text: str, base: int, opening: re.Match[str]) -> None:
        self.text = text
        self.base = base
        prefix = opening[1].lower()
        self.quote = opening[2]
        self.raw = "r" in prefix
        self.formatted = "f" in prefix or "t" in prefix
        self.bytes = "b" in prefix
        self.end = len(text)
        self.avoid = "\\\r" + self.quote[0] + ("" if len(self.quote) == 3 else "\n") + ("{}" if self.formatted else "")

    def parts(self, at: int) -> Iterator[Mapped | Field]:
        """Its parts, from ``at``, the first character behind the opening quote."""
        text, quote = self.text, self.quote
        pieces: list[Piece] = []
        start = at
        special = _SPECIAL[self.formatted, quote]
        run = at
        while (match := special.search(text, at)) is not None:
            mark, place = match[0], match.start()
            if mark == "\\" and self.raw:
                at = place + 2 if text[place + 1 : place + 2] not in ("{", "}") or not self.formatted else place + 1
                continue
            self.add(pieces, run, place)
            run = at = match.end()
            if mark == quote:
                break
            if mark == "\\":
                piece, at = self.escape(place)
                pieces.append(piece)
            elif text.startswith(mark * 2, place):  # {{ or }}
                pieces.append(Piece(mark, self.base + place, self.base + place + 2, False, self.avoid))
                at = place + 2
            elif mark == "{":
                if pieces:
                    yield Mapped(pieces)
                    pieces = []
                field = self.field(place)
                yield field
                at = field.end
            run = at
        else:
            self.add(pieces, run, len(text))
            at = len(text)
        self.end = at
        if pieces:
            yield Mapped(pieces)
        elif start + len(quote) >= at:  # an empty literal still has a place
            yield Mapped((Piece("", self.base + start, self.base + start, True, self.avoid),))

    def add(self, pieces: list[Piece], start: int, end: int) -> None:
        """Add text as it is; Python reads each line end as a line feed."""
        whole = self.text[start:end]
        if "\r" not in whole:
            if whole:
                pieces.append(Piece(whole, start + self.base, end + self.base, True, self.avoid))
            return
        for part in re.finditer(r"[^\r]+|\r\n?", whole):
            low, high = start + part.start() + self.base, start + part.end() + self.base
            if part[0][0] == "\r":
                pieces.append(Piece("\n", low, high, False, self.avoid))
            else:
                pieces.append(Piece(part[0], low, high, True, self.avoid))

    def escape(self, start: int) -> tuple[Piece, int]:
        """The escape that begins at ``start``, and where it ends."""
        match = _ESCAPE.match(self.text, start)
        if match is None:
            return Piece("\\", self.base + start, self.base + start + 1, True), start + 1
        newline, hexadecimal, octal, short, long, name, other = match.groups()
        if newline is not None:
            value = ""
        elif hexadecimal or octal:
            value = chr(int(hexadecimal, 16) if hexadecimal else int(octal, 8))
        elif other is not None:
            value = _SIMPLE.get(other, "\\" + other)
        elif self.bytes:
            value = match[0]
        else:
            value = _character(short or long, name)
        return Piece(value, self.base + start, self.base + match.end(), False, self.avoid), match.end()

    def field(self, start: int) -> Field:
        """The replacement field whose brace is at ``start``."""
        text = self.text
        offset, depth = start + 1, 0
        code_end = -1
        plain = True
        while offset < len(text):
            char = text[offset]
            if code_end < 0 and char in "\"'":
                offset = _skip_string(text, offset)
                continue
            if char in _OPENING:
                depth += 1
            elif char in _CLOSING:
                if char == "}" and depth == 0:
                    break
                depth -= 1
            elif (
                depth == 0 and code_end < 0 and (char == ":" or (char == "!" and text[offset + 1 : offset + 2] != "="))
            ):
                code_end = offset
                plain = text.startswith("!s}", offset)
            elif char == "\n" and len(self.quote) == 1 and code_end >= 0:
                break
            offset += 1
        code_end = offset if code_end < 0 else code_end
        debug = re.search(r"(?<![=!<>])=\s*\Z", text[start + 1 : code_end])
        if debug is not None:
            return Field(start, min(offset + 1, len(text)), start + 1, start + 1 + debug.start(), False)
        return Field(start, min(offset + 1, len(text)), start + 1, code_end, plain)


def _character(digits: str | None, name: str | None) -> str:
    try:
        return chr(int(digits, 16)) if digits else unicodedata.lookup(name or "")
    except (KeyError, ValueError, OverflowError):
        return "\ufffd"


def _skip_string(text: str, at: int) -> int:
    """Where the string ends that begins at ``at`` inside a replacement field."""
    quote = text[at] * 3 if text.startswith(text[at] * 3, at) else text[at]
    at += len(quote)
    while at < len(text) and not text.startswith(quote, at):
        if text[at] == "\n" and len(quote) == 1:
            return at
        at += 2 if text[at] == "\\" else 1
    return at + len(quote)

"""Places as a client counts them: lines and columns in the units of the negotiated encoding."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

from lsprotocol import types

from twimllint.source.span import Span

#: The line ends of the protocol; no other character ends a line, whatever ``str.splitlines`` says.
_LINE_END = re.compile(r"\r\n|\r|\n")
_UTF8, _UTF16, _UTF32 = (
    types.PositionEncodingKind.Utf8,
    types.PositionEncodingKind.Utf16,
    types.PositionEncodingKind.Utf32,
)


def _width(char: str, encoding: str) -> int:
    """How many units a character takes."""
    code = ord(char)
    if encoding == _UTF8:
        return 1 if code < 0x80 else 2 if code < 0x800 else 3 if code < 0x10000 else 4
    return 2 if code > 0xFFFF and encoding == _UTF16 else 1


class Lines:
    """A text, with its offsets in code points converted to the positions of the protocol and back.

    ``encoding`` is ``utf-8``, ``utf-16`` or ``utf-32``: the units in which a client counts the columns. ``first`` is
    the offset of the first character that the client has: 1 for a file on disk with a byte order mark, which editors
    take for no part of the text.
    """

    __slots__ = ("_starts", "encoding", "first", "text")

    def __init__(self, text: str, encoding: str = _UTF16, first: int = 0) -> None:
        self.text = text
        self.encoding = encoding
        self.first = first
        self._starts: list[int] | None = None

    @property
    def starts(self) -> list[int]:
        """The offset of the first character of every line."""
        if self._starts is None:
            self._starts = [self.first, *[match.end() for match in _LINE_END.finditer(self.text)]]
        return self._starts

    def position(self, offset: int) -> types.Position:
        """The position of an offset; one outside the text counts as its nearest end."""
        starts = self.starts
        offset = min(max(offset, self.first), len(self.text))
        line = bisect_right(starts, offset) - 1
        before = self.text[starts[line] : offset]
        return types.Position(line, self._units(before))

    def range(self, span: Span) -> types.Range:
        """The range of a span."""
        return types.Range(self.position(span.start), self.position(span.end))

    def offset(self, position: types.Position) -> int:
        """The offset of a position.

        A column beyond the end of its line counts as that end, a line beyond the last one as the end of the text, and
        a column inside a character as the beginning of that character.
        """
        starts = self.starts
        if position.line >= len(starts):
            return len(self.text)
        start = starts[position.line]
        end = self._line_end(position.line)
        wanted = position.character
        # one look shows for most lines that every character is one unit
        if self.encoding == _UTF32 or self.text[start : start + wanted].isascii():
            return min(start + wanted, end)
        units = 0
        for offset in range(start, end):
            units += _width(self.text[offset], self.encoding)
            if units > wanted:
                return offset
        return end

    def span(self, range_: types.Range) -> Span:
        """The span of a range; one that ends before it begins is empty."""
        start = self.offset(range_.start)
        return Span(start, max(start, self.offset(range_.end)))

    def _line_end(self, line: int) -> int:
        starts = self.starts
        if line + 1 == len(starts):
            return len(self.text)
        end = starts[line + 1]
        return end - (2 if self.text.endswith("\r\n", starts[line], end) else 1)

    def _units(self, text: str) -> int:
        if self.encoding == _UTF32 or text.isascii():
            return len(text)
        return sum([_width(char, self.encoding) for char in text])


def changed(lines: Lines, changes: Sequence[types.TextDocumentContentChangeEvent]) -> Lines:
    """The text after the changes of one notification, made one after the other."""
    for change in changes:
        if isinstance(change, types.TextDocumentContentChangePartial):
            start, end = lines.span(change.range)
            lines = Lines(lines.text[:start] + change.text + lines.text[end:], lines.encoding)
        else:
            lines = Lines(change.text, lines.encoding)
    return lines

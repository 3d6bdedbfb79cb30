"""The text of a file: where it came from, how it is encoded, and where its lines begin."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, Any, NamedTuple

from twimllint.source.declaration import find_declared
from twimllint.source.span import Span

if TYPE_CHECKING:
    from twimllint.source.errors import ParseError

BOM = "\ufeff"


class Place(NamedTuple):
    """Where a span begins and ends: 1-based lines and columns, columns in code points, the end exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int


class Source:
    """One file as bytes and as text.

    ``text`` holds the byte order mark, if there is one, as U+FEFF at offset 0, and line ends as they are.
    ``encoding`` is the Python codec the text was read with; bytes it cannot read are kept as lone surrogates U+DC80 to
    U+DCFF.
    ``declared`` is the encoding that the XML declaration names, as written, and ``declared_span`` the place of that
    name. ``mismatch`` says how declaration, byte order mark and bytes contradict each other, and is ``None`` where they
    agree; its place is the declared name, or the first byte that cannot be read.
    """

    __slots__ = (
        "_starts", "declared", "declared_span", "encoding", "mismatch", "path", "raw", "text",
    )  # fmt: skip

    def __init__(
        self,
        path: str,
        raw: bytes,
        text: str,
        encoding: str = "utf-8",
        declared: str | None = None,
        declared_span: Span | None = None,
        mismatch: ParseError | None = None,
    ) -> None:
        self.path = path
        self.raw = raw
        self.text = text
        self.encoding = encoding
        self.declared = declared
        self.declared_span = declared_span
        self.mismatch = mismatch
        self._starts: list[int] | None = None

    @classmethod
    def from_text(cls, text: str, path: str = "-") -> Source:
        """A source made of text that is decoded already.

        Its bytes are what the declared encoding makes of it where that is possible, else UTF-8; one that cannot
        hold the text, or has not one byte for each ASCII character, is a mismatch, as it would be in a file.
        """
        declared, span = find_declared(text)
        if declared is None or declared.lower() == "utf-8":
            return cls(path, _encode(text, "utf-8"), text, "utf-8", declared, span)
        from twimllint.source.charset import codec_of_declaration

        encoding, mismatch = codec_of_declaration(text, declared, span or Span(0, 0))
        return cls(path, _encode(text, encoding), text, encoding, declared, span, mismatch)

    def encode(self, text: str) -> bytes:
        """The bytes of ``text`` in this file's encoding; those of its own text are the file's own, whatever they are.

        A character that the encoding lacks becomes a numeric character reference.
        """
        return self.raw if text == self.text else _encode(text, self.encoding)

    @property
    def is_faithful(self) -> bool:
        """Whether the text gives the file's bytes again, so that a changed text changes nothing else in the file.

        It does not where bytes cannot be read in a wide encoding, or where the encoding writes a text in several ways.
        """
        return _encode(self.text, self.encoding) == self.raw

    @property
    def starts(self) -> list[int]:
        """The offset of the first character of every line (after the byte order mark, for the first)."""
        if self._starts is None:
            text = self.text
            first = 1 if text.startswith(BOM) else 0
            if "\r" in text:
                self._starts = [first, *[match.end() for match in re.finditer(r"\r\n|\r|\n", text)]]
            else:
                self._starts = [0, *accumulate([len(line) + 1 for line in text.split("\n")[:-1]])]
                self._starts[0] = first
        return self._starts

    @property
    def line_count(self) -> int:
        """How many lines there are; an empty one after the last line end counts."""
        return len(self.starts)

    def position(self, offset: int) -> tuple[int, int]:
        """The 1-based line and column of an offset; one outside the text counts as its nearest end."""
        starts = self.starts
        offset = min(max(offset, starts[0]), len(self.text))
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def place(self, span: Span) -> Place:
        """The 1-based lines and columns of a span."""
        starts = self.starts
        first, last = starts[0], len(self.text)
        start, end = span
        if not first <= start <= end <= last:
            start, end = min(max(start, first), last), min(max(end, first), last)
        line = end_line = bisect_right(starts, start)
        if end < start or (line < len(starts) and end >= starts[line]):
            end_line = bisect_right(starts, end)
        return Place(line, start - starts[line - 1] + 1, end_line, end - starts[end_line - 1] + 1)

    def offset(self, line: int, column: int) -> int:
        """The offset of a 1-based line and column; one beyond the end of a line or of the text is drawn back to it."""
        starts = self.starts
        if line < 1:
            return starts[0]
        if line > len(starts):
            return len(self.text)
        start = starts[line - 1]
        return start + min(max(column - 1, 0), len(self.line_text(line)))

    def line_text(self, line: int) -> str:
        """A line without its line end and without the byte order mark; empty for a line that is not there."""
        starts = self.starts
        if not 1 <= line <= len(starts):
            return ""
        start = starts[line - 1]
        end = starts[line] if line < len(starts) else len(self.text)
        text = self.text[start:end]
        return text.rstrip("\r\n") if line < len(starts) else text

    def __reduce__(self) -> tuple[Any, ...]:
        """For its way from a worker process: plain text travels once, not as bytes and as text."""
        text = None if self.text.isascii() and self.encoding == "utf-8" else self.text
        return _restored, (
            text, self.path, self.raw, self.encoding, self.declared, self.declared_span, self.mismatch,
        )  # fmt: skip

    def __repr__(self) -> str:
        return f"Source({self.path!r}, {self.encoding})"


def _restored(text: str | None, path: str, raw: bytes, *more: Any) -> Source:
    return Source(path, raw, raw.decode("ascii") if text is None else text, *more)


def decode(raw: bytes, path: str = "-") -> Source:
    """Read bytes as an XML processor does: byte order mark, then declaration, then UTF-8. Never raises."""
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        text = None
    if text is not None and "\0" not in text[:4]:
        declared, span = find_declared(text)
        if declared is None or declared.lower() == "utf-8":
            return Source(path, raw, text, "utf-8", declared, span)
    from twimllint.source.charset import decode_declared

    return Source(path, raw, *decode_declared(raw))


def _encode(text: str, encoding: str) -> bytes:
    is_wide = encoding.startswith(("utf-16", "utf-32"))
    try:
        return text.encode(encoding, "surrogatepass" if is_wide else "surrogateescape")
    except UnicodeError:
        if encoding == "utf-8":
            return text.encode(encoding, "surrogatepass")
    return b"".join([_character(char, encoding) for char in text])


def _character(char: str, encoding: str) -> bytes:
    for errors in ("surrogateescape", "xmlcharrefreplace"):
        try:
            return char.encode(encoding, errors)
        except UnicodeError:
            continue
    return b"?"

"""Columns as other programs count them: every editor reads ``path:line:column``, and counts in its own way."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twimllint.source.text import Place, Source

#: Code points (Emacs, Sublime Text), bytes of UTF-8 (Vim, Neovim, Kakoune), units of UTF-16 (VS Code, JetBrains).
UNITS = ("characters", "bytes", "utf-16")


class Columns:
    """Counts columns in one of ``UNITS``.

    Findings come in the order of their places, so that a line is counted through once, however many there are in it.
    """

    def __init__(self, unit: str = "characters") -> None:
        self.unit = unit
        self._source: Source | None = None
        self._line = 0
        self._text = ""
        #: so many characters of the line are counted, and they come to so many units
        self._counted = self._units = 0

    def column(self, source: Source, place: Place) -> int:
        """The 1-based column at which a place begins; a byte order mark is never counted."""
        if self.unit == "characters" or place.column == 1 or source.text.isascii():
            return place.column
        if source is not self._source or place.line != self._line:
            self._source, self._line, self._text = source, place.line, source.line_text(place.line)
            self._counted = self._units = 0
        if place.column - 1 < self._counted:
            self._counted = self._units = 0
        self._units += self._count(self._text[self._counted : place.column - 1])
        self._counted = place.column - 1
        return self._units + 1

    def _count(self, text: str) -> int:
        if self.unit == "utf-16":
            return len(text) + sum(character > "\uffff" for character in text)
        # a byte that is no text is kept as one surrogate, and is one byte in the file
        undecoded = sum("\udc80" <= character <= "\udcff" for character in text)
        return len(text.encode("utf-8", "surrogatepass")) - 2 * undecoded

"""Columns as other programs count them: every editor reads ``path:line:column``, and counts in its own way."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twimllint.source.text import Place, Source

#: Code points (Emacs, Sublime Text), bytes of UTF-8 (Vim, Neovim, Kakoune), units of UTF-16 (VS Code, JetBrains).
UNITS = ("characters", "bytes", "utf-16")


def column(source: Source, place: Place, unit: str) -> int:
    """The 1-based column at which a place begins, in one of ``UNITS``; a byte order mark is never counted."""
    if unit == "characters" or place.column == 1 or source.text.isascii():
        return place.column
    before = source.line_text(place.line)[: place.column - 1]
    if unit == "utf-16":
        return place.column + sum(character > "\uffff" for character in before)
    # a byte that is no text is kept as one surrogate, and is one byte in the file
    undecoded = sum("\udc80" <= character <= "\udcff" for character in before)
    return len(before.encode("utf-8", "surrogatepass")) - 2 * undecoded + 1

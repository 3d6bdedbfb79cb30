"""How a line of a document looks on a terminal: which columns each of its characters takes."""

from __future__ import annotations

from typing import NamedTuple

from twimllint.report.plain import escape, is_invisible

TAB = 4


class Cells(NamedTuple):
    """A line laid out. ``shown`` holds what is printed for each character; character ``i`` begins at column ``at[i]``,
    counted from 0, and ``at`` has one entry more than there are characters, for the end of the line.
    """

    shown: list[str]
    at: list[int]

    @property
    def width(self) -> int:
        """Columns that the whole line takes."""
        return self.at[-1]


def lay_out(line: str) -> Cells:
    """Lay out a line: tabs go to the next multiple of four, hidden characters are made visible.

    Control characters become their picture (U+2400 and after), so that an escape sequence in a document reaches no
    terminal; other hidden characters become backslash escapes.
    """
    if line.isascii() and line.isprintable():
        return Cells(list(line), list(range(len(line) + 1)))
    shown, columns, column = [], [0], 0
    for character in line:
        text, width = _cell(character, column)
        shown.append(text)
        column += width
        columns.append(column)
    return Cells(shown, columns)


def display_width(text: str) -> int:
    """Columns that printable text takes."""
    return lay_out(text).width


def _cell(character: str, column: int) -> tuple[str, int]:
    number = ord(character)
    if character == "\t":
        width = TAB - column % TAB
        return " " * width, width
    if number < 0x20:
        return chr(0x2400 + number), 1
    if number == 0x7F:
        return "\u2421", 1
    if number < 0x7F:
        return character, 1
    if is_invisible(character):
        text = escape(character)
        return text, len(text)
    return character, _width(character)


def _width(character: str) -> int:
    from unicodedata import category, east_asian_width

    if category(character) in ("Mn", "Me", "Cf") or "\u1160" <= character <= "\u11ff":  # Jamo that join the one before
        return 0
    return 2 if east_asian_width(character) in ("W", "F") else 1

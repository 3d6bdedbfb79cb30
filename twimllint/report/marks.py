"""The rows under a line of source: carets, dashes, and the words that belong to them.

Several marks on one line share one row; the words of the rightmost are beside it, the others hang below on bars::

    <Say voice="alice" voice="man">
         -----         ^^^^^ set again
         |
         first set here

Words that do not fit into the width are wrapped below their bar, and move to the left where the room is too narrow.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from twimllint.report.cells import display_width
from twimllint.report.wrapping import wrap

#: Words hang in at least so many columns; where there are fewer to the right of the bar they begin further left.
_ROOM = 24


class Mark(NamedTuple):
    """Columns ``start`` to ``end`` (exclusive, 0-based) of a line, marked as the finding itself or as a related place.

    In what ``rows`` is given, the columns are those of the terminal; elsewhere they are characters of the line.
    """

    start: int
    end: int
    label: str = ""
    primary: bool = False


class Run(NamedTuple):
    """A stretch of a row: text, and whether it belongs to the finding, to a related place, or is blank (``None``)."""

    text: str
    primary: bool | None


def rows(marks: Sequence[Mark], width: int) -> list[list[Run]]:
    """The rows of ``width`` columns to print below the line, each a list of stretches from the left edge."""
    wide = [mark._replace(end=max(mark.end, mark.start + 1)) for mark in marks]
    first = _Row()
    for mark in sorted(wide, key=lambda mark: mark.primary):  # the finding's carets over dashes
        first.put(mark.start, ("^" if mark.primary else "-") * (mark.end - mark.start), mark.primary)
    labelled = sorted([mark for mark in wide if mark.label], key=lambda mark: (mark.start, mark.end))
    result = [first]
    if labelled and _fits_beside(labelled[-1], wide, width):
        last = labelled.pop()
        first.put(last.end + 1, last.label, last.primary)
    if labelled:
        result.append(_bars(labelled))
    while labelled:
        last = labelled.pop()
        lines = wrap(last.label.split(" "), max(_ROOM, width - last.start))
        column = min(last.start, max(0, width - max(map(display_width, lines))))
        for line in lines:
            row = _bars([mark for mark in labelled if mark.start < column])
            row.put(column, line, last.primary)
            result.append(row)
    return [row.runs() for row in result]


def _fits_beside(last: Mark, marks: Sequence[Mark], width: int) -> bool:
    """Whether the words of a mark find room on its own row, behind all marks."""
    return last.end >= max(mark.end for mark in marks) and last.end + 1 + display_width(last.label) <= width


def _bars(marks: Sequence[Mark]) -> _Row:
    row = _Row()
    for mark in marks:
        row.put(mark.start, "|", mark.primary)
    return row


class _Row:
    def __init__(self) -> None:
        self._cells: list[tuple[str, bool | None]] = []

    def put(self, column: int, text: str, primary: bool) -> None:
        missing = column + len(text) - len(self._cells)
        self._cells.extend([(" ", None)] * missing)
        self._cells[column : column + len(text)] = [(character, primary) for character in text]

    def runs(self) -> list[Run]:
        from itertools import groupby

        return [
            Run("".join([character for character, _ in group]), primary)
            for primary, group in groupby(self._cells, key=lambda cell: cell[1])
        ]

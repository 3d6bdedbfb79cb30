"""The lines of a document that a finding and its related places are on, with marks below them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from twimllint.engine.diagnostic import Severity
from twimllint.report.cells import lay_out
from twimllint.report.findings import Finding, RelatedLocation
from twimllint.report.marks import Mark, rows
from twimllint.report.plain import visible
from twimllint.report.style import Style
from twimllint.report.wrapping import wrap

if TYPE_CHECKING:
    from twimllint.source.text import Place, Source

#: The fewest columns for source text, however narrow the terminal.
MIN_WIDTH = 30
ELLIPSIS = "\u2026"


class Cut(NamedTuple):
    """The part of a line that fits: its text as printed, its marks in columns, and the words of marks left outside."""

    text: str
    marks: list[Mark]
    left_out: list[str]


class Snippet(NamedTuple):
    """A drawing of one finding; ``gutter`` is the width of the largest line number in it.

    ``lines`` holds the lines with marks, and without marks those before and after the finding.
    """

    source: Source
    lines: dict[int, list[Mark]]
    gutter: int
    severity: Severity
    style: Style
    width: int

    def bar(self, number: str = "") -> str:
        """The left edge of a line: its number, right-aligned, and a bar."""
        return self.style.paint(f"{number:>{self.gutter}} |", "gutter")

    def draw(self) -> Iterator[str]:
        """Yield the lines, each with its line end; lines in between are shown where it is one, else as dots."""
        before = 0
        for number in sorted(self.lines):
            if before and number == before + 2:
                yield from self._line(number - 1, [])
            elif before and number > before + 2:
                yield self.style.paint("...", "gutter") + "\n"
            yield from self._line(number, self.lines[number])
            before = number

    def _line(self, number: int, marks: list[Mark]) -> Iterator[str]:
        width = max(MIN_WIDTH, self.width - self.gutter - 3)
        cut = fit(self.source.line_text(number), marks, width)
        yield f"{self.bar(str(number))} {cut.text}".rstrip() + "\n"
        if not marks:
            return
        for row in rows(cut.marks, width):
            painted = [self.style.paint(text, self._role(primary)) for text, primary in row]
            yield f"{self.bar()} {''.join(painted)}".rstrip() + "\n"
        for label in cut.left_out:
            for line in wrap([ELLIPSIS, *label.split(" ")], width):
                yield f"{self.bar()} {self.style.paint(line, 'gutter')}\n"

    def _role(self, primary: bool | None) -> str:
        if primary is None:
            return ""
        return self.severity.value if primary else "gutter"


def snippet(finding: Finding, related: list[RelatedLocation], style: Style, width: int) -> Snippet:
    """The drawing of a finding with those of its related places that lie in the same file."""
    source = finding.file.source
    lines: dict[int, list[Mark]] = {}
    for place, label, primary in _places(finding, related):
        for number, mark in _marks(source, place, label, primary):
            lines.setdefault(number, []).append(mark)
    for number in (finding.place.line - 1, _without_line_end(source, finding.place).end_line + 1):
        if source.line_text(number).strip():
            lines.setdefault(number, [])
    return Snippet(source, lines, _gutter(finding, lines), finding.diagnostic.severity, style, width)


def _gutter(finding: Finding, lines: Iterable[int]) -> int:
    """Columns that the largest line number takes, those of the fix among them."""
    fix = finding.diagnostic.fix
    edited = [] if fix is None else [finding.file.source.position(edit.span.end)[0] for edit in fix.edits]
    return len(str(max([*lines, *edited])))


def _places(finding: Finding, related: list[RelatedLocation]) -> Iterator[tuple[Place, str, bool]]:
    yield finding.place, visible(finding.diagnostic.label), True
    for spot in related:
        if not spot.is_in_other_file and spot.place is not None:
            yield spot.place, visible(spot.message), False


def _marks(source: Source, place: Place, label: str, primary: bool) -> Iterator[tuple[int, Mark]]:
    line, column, end_line, end_column = _without_line_end(source, place)
    start = max(0, column - 1)
    if line == end_line:
        yield line, Mark(start, end_column - 1, label, primary)
        return
    yield line, Mark(start, len(source.line_text(line)), "", primary)
    last = source.line_text(end_line)
    indent = len(last) - len(last.lstrip())
    yield end_line, Mark(min(indent, end_column - 1), end_column - 1, label, primary)


def _without_line_end(source: Source, place: Place) -> Place:
    """A place that ends with a line end, drawn back to the line that this belongs to."""
    if place.end_column <= 1 and place.end_line > place.line:
        end_line = place.end_line - 1
        return place._replace(end_line=end_line, end_column=len(source.line_text(end_line)) + 1)
    return place


def fit(line: str, marks: list[Mark], width: int) -> Cut:
    """Cut a line down to ``width`` columns around its marks, and turn their characters into columns.

    Where not all marks fit, the finding's own are kept, and the words of the others are handed back.
    """
    low, high, kept = _focus(marks, width)
    left = max(0, low - width)
    cells = lay_out(line[left : high + width])
    total = cells.width + (2 if left or high + width < len(line) else 0)
    first, last = 0, len(cells.shown)
    if total > width:
        first, last = _window(cells.at, low - left, high - left, width)
    cut_left, cut_right = left + first > 0, left + last < len(line)
    text = ELLIPSIS * cut_left + "".join(cells.shown[first:last]) + ELLIPSIS * cut_right
    shift = int(cut_left) - cells.at[first]

    def column(character: int) -> int:
        return cells.at[min(max(character - left, first), last)] + shift

    placed = [mark._replace(start=column(mark.start), end=column(mark.end)) for mark in kept]
    return Cut(text, placed, [mark.label for mark in marks if mark not in kept and mark.label])


def _focus(marks: list[Mark], width: int) -> tuple[int, int, list[Mark]]:
    """The characters that must be seen, and the marks that lie there."""
    if not marks:
        return 0, 0, []
    for chosen in (marks, [mark for mark in marks if mark.primary] or marks[:1]):
        low, high = min(mark.start for mark in chosen), max(mark.end for mark in chosen)
        if high - low <= width - 2:
            break
    high = min(high, low + width)
    return low, high, [mark for mark in marks if mark in chosen or low <= mark.start < high]


def _window(columns: list[int], low: int, high: int, width: int) -> tuple[int, int]:
    """The first and the end of the characters that fit around ``low`` to ``high``, room for two cut signs left."""
    from bisect import bisect_left, bisect_right

    room = width - 2
    low, high = min(low, len(columns) - 1), min(high, len(columns) - 1)
    spare = room - min(columns[high] - columns[low], room)
    start = max(0, min(columns[low] - spare // 2, columns[-1] - room))
    first = min(bisect_left(columns, start), low)
    last = bisect_right(columns, columns[first] + room) - 1
    return first, max(last, first + 1) if first < len(columns) - 1 else first

"""A fix as a small diff: the lines that it changes, before and after."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from twimllint.report.marks import Mark
from twimllint.report.snippet import ELLIPSIS, MIN_WIDTH, fit
from twimllint.report.style import Style

if TYPE_CHECKING:
    from twimllint.engine.diagnostic import Edit, Fix
    from twimllint.source.text import Source

#: The most lines of each side that are shown of one change.
_SHOWN = 6


class Hunk(NamedTuple):
    """Lines that are replaced together.

    ``line`` is the number of the first old line. The first of the lines differ from the character ``focus`` on. Of a
    long stretch ``old`` holds the beginning only.
    """

    line: int
    old: list[str]
    new: list[str]
    focus: int


def hunks(source: Source, fix: Fix) -> list[Hunk]:
    """What a fix changes, line by line; nothing for a change of line ends only."""
    groups: list[list[Edit]] = []
    last = 0
    for edit in sorted(fix.edits, key=lambda edit: edit.span):
        place = source.place(edit.span)
        if groups and place.line <= last:
            groups[-1].append(edit)
        else:
            groups.append([edit])
        last = max(last, place.end_line)
    candidates = [_hunk(source, group) for group in groups]
    return [hunk for hunk in candidates if hunk.old or hunk.new]


def draw(source: Source, fix: Fix, style: Style, gutter: int, width: int) -> Iterator[str]:
    """Yield the lines of the diff, each with its line end; ``gutter`` is the width of line numbers."""
    room = max(MIN_WIDTH, width - gutter - 3)

    def row(number: object, sign: str, role: str, line: str, focus: int) -> str:
        text = f"{sign} {fit(line, [Mark(focus, focus, primary=True)], room).text}".rstrip()
        return f"{style.paint(f'{number:>{gutter}}', 'gutter')} {style.paint(text, role)}".rstrip() + "\n"

    for hunk in hunks(source, fix):
        if not hunk.old and hunk.line > 1:  # what is added is shown behind the line before it
            yield row(hunk.line - 1, " ", "", source.line_text(hunk.line - 1), 0)
        for sign, role, lines in (("-", "removed", hunk.old), ("+", "added", hunk.new)):
            for index, line in enumerate(lines[:_SHOWN]):
                number = hunk.line + index if sign == "-" else ""
                yield row(number, sign, role, line, min(hunk.focus, len(line)) if index == 0 else 0)
            if len(lines) > _SHOWN:
                yield row("", sign, role, ELLIPSIS, 0)


def _hunk(source: Source, edits: list[Edit]) -> Hunk:
    first, column = source.position(edits[0].span.start)
    last = max(source.position(edit.span.end)[0] for edit in edits)
    low = source.starts[first - 1]
    high = source.starts[last - 1] + len(source.line_text(last))
    parts, done = [], low
    for edit in edits:
        parts += [source.text[done : edit.span.start], edit.text]
        done = max(done, edit.span.end)
    new = _lines("".join([*parts, source.text[done:high]]))
    old = [source.line_text(number) for number in range(first, min(last, first + _SHOWN) + 1)]
    whole = len(old) == last - first + 1
    same = 0
    while same < min(len(old), len(new)) and old[same] == new[same]:
        same += 1
    old, new = old[same:], new[same:]
    if not whole and new and new[-1] == source.line_text(last):
        new.pop()
    while whole and old and new and old[-1] == new[-1]:
        old.pop()
        new.pop()
    return Hunk(first + same, old, new, 0 if same else column - 1)


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")

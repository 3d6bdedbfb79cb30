"""Explanations on a terminal: paragraphs and examples made to fit its width, broken between words only."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint.report.cells import display_width
from twimllint.report.marks import Mark, rows
from twimllint.report.snippet import fit
from twimllint.report.wrapping import wrap

#: Columns before the further lines of a line that is wrapped.
_HANG = 2
#: Lines that begin something of their own: items of a list, rows of a table, code.
_OWN_LINE = re.compile(r"(?:[-*]|\d+\.) |\|| {4}")
#: Code up to where it may be broken: behind a blank, and between two tags.
_PIECE = re.compile(r".+?(?:(?<=>)(?=<)|(?<= )|$)")
_CARETS = re.compile(r" *(\^+) ?(.*)")


def unwrapped(text: str) -> str:
    """Markdown with each paragraph and each item of a list on one line, whatever lines it was written in."""
    lines: list[str] = []
    goes_on = fenced = False
    for line in text.split("\n"):
        fence = line.startswith("```")
        is_own_line = fenced or fence or not line.strip() or _OWN_LINE.match(line) is not None
        if goes_on and not is_own_line:
            lines[-1] += " " + line.strip()
        else:
            lines.append(line)
        fenced ^= fence
        goes_on = not (fenced or fence) and bool(line.strip()) and not (is_own_line and line.startswith(("|", "    ")))
    return "\n".join(lines)


def wrapped(text: str, width: int) -> str:
    """Lines of text in at most ``width`` columns; a wider word is not broken.

    What is wrapped of an indented line or an item of a list is indented further.
    """
    return "\n".join(part for line in text.split("\n") for part in _wrapped(line, width))


def example(text: str, width: int) -> str:
    """A piece of code in at most ``width`` columns.

    A line with carets below it is cut down around them, as in a report; others are wrapped between words and tags.
    """
    return "\n".join(_example(text.split("\n"), width))


def _wrapped(line: str, width: int) -> list[str]:
    if display_width(line) <= width:
        return [line]
    indent = len(line) - len(line.lstrip(" "))
    further = _HANG if _OWN_LINE.match(line) or indent else 0
    hang = " " * (indent + further)
    first, *more = wrap(line.split(), width - len(hang), -further)
    return [" " * indent + first, *(hang + part for part in more)]


def _wrapped_code(line: str, width: int) -> list[str]:
    hang = " " * (len(line) - len(line.lstrip(" ")) + _HANG)
    lines = [""]
    for piece in _PIECE.findall(line):
        if lines[-1].strip() and display_width((lines[-1] + piece).rstrip()) > width:
            lines.append(hang)
        lines[-1] += piece
    return [part.rstrip() for part in lines]


def _example(lines: list[str], width: int) -> Iterator[str]:
    start = 0
    while start < len(lines):
        line, end = lines[start], start + 1
        marks = []
        while end < len(lines) and (carets := _CARETS.fullmatch(lines[end])):
            marks.append(Mark(carets.start(1), carets.end(1), carets[2], primary=True))
            end += 1
        if not marks:
            yield from _wrapped_code(line, width)
        elif max(map(display_width, lines[start:end])) <= width:
            yield from lines[start:end]
        else:
            cut = fit(line, marks, width)
            yield cut.text
            yield from ("".join([run.text for run in row]).rstrip() for row in rows(cut.marks, width))
        start = end

"""Findings under the name of their file, in columns that fit the width: messages are wrapped between words."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint.engine.diagnostic import Diagnostic
from twimllint.engine.result import Run
from twimllint.report.findings import Finding, located, url
from twimllint.report.full import closing, fixable
from twimllint.report.options import RenderOptions
from twimllint.report.plain import visible
from twimllint.report.style import Style
from twimllint.report.wrapping import wrap

#: Columns between two columns, and before the first.
_GAP = 2
#: Messages have at least so many columns beside the names of the rules.
_MIN_WIDTH = 40


def render(run: Run, options: RenderOptions) -> Iterator[str]:
    """Yield a block for each file with findings, then the closing line."""
    style = Style(options.color, options.hyperlinks)
    for file in run.files:
        rows = located(file)
        if rows:
            yield style.paint(visible(file.path), "bold") + "\n" + _block(run, rows, style, options.width) + "\n"
    yield from closing(run, options, style)


def _block(run: Run, rows: list[Finding], style: Style, width: int) -> str:
    places = [f"{row.place.line}:{row.place.column}" for row in rows]
    place = max(map(len, places))
    severity = max(len(row.diagnostic.severity.value) for row in rows)
    title = max(len(row.title) for row in rows)
    indent = place + severity + title + 4 * _GAP
    beside = width - indent >= _MIN_WIDTH
    if not beside:  # each message on lines of its own, behind the column of the places
        indent, title = place + 2 * _GAP, 0
    below = "\n" + " " * indent
    lines = []
    for row, where in zip(rows, places, strict=True):
        diagnostic = row.diagnostic
        level = style.severity(diagnostic.severity.value, diagnostic.severity)
        level += " " * (severity - len(diagnostic.severity.value))
        name = style.link(row.title, url(run, diagnostic)) + " " * (title - len(row.title))
        start = style.paint(f"{where:>{place}}", "dim")
        message = below.join(_message(diagnostic, style, width - indent))
        lines.append(f"  {start}  {level}  {name}{'  ' if beside else below}{message}\n")
    return "".join(lines)


def _message(diagnostic: Diagnostic, style: Style, width: int) -> list[str]:
    mark = fixable(diagnostic)
    words = visible(diagnostic.message).split(" ")
    if not mark:
        return wrap(words, width)
    lines = wrap([*words, mark], width)
    lines[-1] = lines[-1].removesuffix(mark) + style.paint(mark, "good")
    return lines

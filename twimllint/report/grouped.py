"""Findings under the name of their file, in columns."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint.engine.result import Run
from twimllint.report.findings import Finding, located, url
from twimllint.report.full import closing, fixable
from twimllint.report.options import RenderOptions
from twimllint.report.plain import visible
from twimllint.report.style import Style


def render(run: Run, options: RenderOptions) -> Iterator[str]:
    """Yield a block for each file with findings, then the closing line."""
    style = Style(options.color, options.hyperlinks)
    for file in run.files:
        rows = located(file)
        if rows:
            yield style.paint(visible(file.path), "bold") + "\n" + _block(run, rows, style) + "\n"
    yield from closing(run, options, style)


def _block(run: Run, rows: list[Finding], style: Style) -> str:
    places = [f"{row.place.line}:{row.place.column}" for row in rows]
    place = max(map(len, places))
    severity = max(len(row.diagnostic.severity.value) for row in rows)
    title = max(len(row.title) for row in rows)
    lines = []
    for row, where in zip(rows, places, strict=True):
        diagnostic = row.diagnostic
        level = style.severity(diagnostic.severity.value, diagnostic.severity)
        level += " " * (severity - len(diagnostic.severity.value))
        name = style.link(row.title, url(run, diagnostic)) + " " * (title - len(row.title))
        mark = fixable(diagnostic)
        end = f"  {style.paint(mark, 'good')}" if mark else ""
        start = style.paint(f"{where:>{place}}", "dim")
        lines.append(f"  {start}  {level}  {name}  {visible(diagnostic.message)}{end}\n")
    return "".join(lines)

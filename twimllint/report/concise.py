"""One line a finding: ``path:line:column: severity CODE name message``."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint.engine.result import Run
from twimllint.report.columns import Columns
from twimllint.report.findings import Finding, failure_line, failures, findings, url
from twimllint.report.options import RenderOptions
from twimllint.report.plain import visible
from twimllint.report.style import Style

_CHARACTERS = Columns()


def line(finding: Finding, columns: Columns = _CHARACTERS) -> str:
    """The finding on one line, without colours and without its line end."""
    diagnostic = finding.diagnostic
    return f"{where(finding, columns)}: {diagnostic.severity} {finding.title} {visible(diagnostic.message)}"


def where(finding: Finding, columns: Columns = _CHARACTERS) -> str:
    """``path:line:column``."""
    number = columns.column(finding.file.source, finding.place)
    return f"{visible(finding.path)}:{finding.place.line}:{number}"


def render(run: Run, options: RenderOptions) -> Iterator[str]:
    """Yield one line for each finding, and for each failure where that is asked for."""
    if options.failures:
        yield from map(failure_line, failures(run))
    style = Style(options.color, options.hyperlinks)
    columns = Columns(options.columns)
    for finding in findings(run):
        if not (style.color or style.hyperlinks):
            yield line(finding, columns) + "\n"
            continue
        diagnostic = finding.diagnostic
        severity = style.severity(str(diagnostic.severity), diagnostic.severity)
        title = style.link(style.paint(finding.title, "bold"), url(run, diagnostic))
        place = style.paint(where(finding, columns), "bold")
        yield f"{place}: {severity} {title} {visible(diagnostic.message)}\n"

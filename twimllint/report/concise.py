"""One line a finding: ``path:line:column: severity CODE name message``."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint.engine.result import Run
from twimllint.report.columns import Columns
from twimllint.report.findings import Finding, failure_line, failures, findings, located, url
from twimllint.report.options import RenderOptions
from twimllint.report.plain import visible
from twimllint.report.style import Style

_CHARACTERS = Columns()


def line(finding: Finding, columns: Columns = _CHARACTERS) -> str:
    """The finding on one line, without colours and without its line end."""
    return _line(visible(finding.path), finding, columns)


def _line(path: str, finding: Finding, columns: Columns) -> str:
    diagnostic, place = finding.diagnostic, finding.place
    number = columns.column(finding.file.source, place)
    what = f"{diagnostic.severity} {diagnostic.code} {diagnostic.name} {visible(diagnostic.message)}"
    return f"{path}:{place.line}:{number}: {what}"


def where(finding: Finding, columns: Columns = _CHARACTERS) -> str:
    """``path:line:column``."""
    number = columns.column(finding.file.source, finding.place)
    return f"{visible(finding.path)}:{finding.place.line}:{number}"


def render(run: Run, options: RenderOptions) -> Iterator[str]:
    """Yield the lines of each file, one for each finding, and those of the failures where that is asked for."""
    if options.failures:
        yield from map(failure_line, failures(run))
    style = Style(options.color, options.hyperlinks)
    columns = Columns(options.columns)
    if not (style.color or style.hyperlinks):
        for file in run.files:
            if file.diagnostics:
                path = visible(file.path)
                yield "".join([_line(path, finding, columns) + "\n" for finding in located(file)])
        return
    for finding in findings(run):
        diagnostic = finding.diagnostic
        severity = style.severity(str(diagnostic.severity), diagnostic.severity)
        title = style.link(style.paint(finding.title, "bold"), url(run, diagnostic))
        place = style.paint(where(finding, columns), "bold")
        yield f"{place}: {severity} {title} {visible(diagnostic.message)}\n"

"""One line a finding: ``path:line:column: severity CODE name message``."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint.lint.result import Run
from twimllint.report.findings import Finding, findings, url
from twimllint.report.options import RenderOptions
from twimllint.report.plain import visible
from twimllint.report.style import Style


def line(finding: Finding) -> str:
    """The finding on one line, without colours and without its line end."""
    return f"{where(finding)}: {finding.diagnostic.severity} {finding.title} {visible(finding.diagnostic.message)}"


def where(finding: Finding) -> str:
    """``path:line:column``."""
    return f"{visible(finding.path)}:{finding.place.line}:{finding.place.column}"


def render(run: Run, options: RenderOptions) -> Iterator[str]:
    """Yield one line for each finding."""
    style = Style(options.color, options.hyperlinks)
    for finding in findings(run):
        if not (style.color or style.hyperlinks):
            yield line(finding) + "\n"
            continue
        diagnostic = finding.diagnostic
        severity = style.severity(str(diagnostic.severity), diagnostic.severity)
        title = style.link(style.paint(finding.title, "bold"), url(run, diagnostic))
        yield f"{style.paint(where(finding), 'bold')}: {severity} {title} {visible(diagnostic.message)}\n"

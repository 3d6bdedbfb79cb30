"""Pylint's parseable format, which many a CI server reads: ``path:line: [CODE(name), severity] message``."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint.engine.result import Run
from twimllint.report.findings import failures, findings
from twimllint.report.options import RenderOptions
from twimllint.report.plain import visible


def render(run: Run, _options: RenderOptions) -> Iterator[str]:
    """Yield one line for each finding, after those of what could not be done."""
    for failure in failures(run):
        place = f"{visible(failure.path or '-')}:{failure.line or 1}"
        yield f"{place}: [twimllint(failure), error] {visible(failure.message)}\n"
    for finding in findings(run):
        diagnostic = finding.diagnostic
        tag = f"[{diagnostic.code}({diagnostic.name}), {diagnostic.severity}]"
        yield f"{visible(finding.path)}:{finding.place.line}: {tag} {visible(diagnostic.message)}\n"

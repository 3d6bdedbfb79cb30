"""JSON Lines: the finding objects of the JSON report, one a line, and an object for each failure."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint.engine.result import Run
from twimllint.report.findings import documents_by_path, failures, findings
from twimllint.report.json import failure_object, finding_object
from twimllint.report.jsontext import dumps
from twimllint.report.options import RenderOptions


def render(run: Run, _options: RenderOptions) -> Iterator[str]:
    """Yield one line for each finding, after those of what could not be done: ``{"failure": {...}}``."""
    for failure in failures(run):
        yield dumps({"failure": failure_object(failure)}) + "\n"
    documents = documents_by_path(run)
    for finding in findings(run):
        yield dumps(finding_object(run, finding, documents)) + "\n"

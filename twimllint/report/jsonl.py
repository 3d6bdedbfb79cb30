"""JSON Lines: one finding object of the JSON report a line, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint.engine.result import Run
from twimllint.report.findings import by_path, findings
from twimllint.report.json import finding_object
from twimllint.report.jsontext import dumps
from twimllint.report.options import RenderOptions


def render(run: Run, _options: RenderOptions) -> Iterator[str]:
    """Yield one line for each finding."""
    documents = by_path(run)
    for finding in findings(run):
        yield dumps(finding_object(run, finding, documents)) + "\n"

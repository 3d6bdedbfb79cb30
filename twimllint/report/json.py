"""The JSON report, version 1, as ``schemas/report.schema.json`` describes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from twimllint.engine.diagnostic import Fix, Severity
from twimllint.engine.result import Failure, Run
from twimllint.report.findings import (
    Finding,
    RelatedLocation,
    documents_by_path,
    failures,
    findings,
    related_locations,
    renderable_fix,
    url,
)
from twimllint.report.jsontext import stream
from twimllint.report.options import RenderOptions
from twimllint.report.plain import visible

if TYPE_CHECKING:
    from twimllint.source.text import Source

VERSION = 1


def render(run: Run, options: RenderOptions) -> Iterator[str]:
    """Yield one JSON object, each finding on a line of its own."""
    head = {
        "version": VERSION,
        "tool": {"name": "twimllint", "version": options.version},
        "summary": {
            "files": len(run.files),
            "errors": run.number(Severity.ERROR),
            "warnings": run.number(Severity.WARNING),
            "infos": run.number(Severity.INFO),
            "suppressed": run.suppressed,
            "fixable": run.fixable,
        },
        "failures": [failure_object(failure) for failure in failures(run)],
    }
    documents = documents_by_path(run)
    yield from stream(head, "findings", (finding_object(run, finding, documents) for finding in findings(run)))


def failure_object(failure: Failure) -> dict[str, Any]:
    """What could not be done, as an entry of ``failures``; the path is empty where no file is to blame."""
    return {"path": visible(failure.path), "line": failure.line, "message": visible(failure.message)}


def finding_object(run: Run, finding: Finding, documents: Mapping[str, Source]) -> dict[str, Any]:
    """One finding as an entry of ``findings``; ``documents`` comes from ``by_path``."""
    diagnostic, place = finding.diagnostic, finding.place
    return {
        "path": finding.path,
        "code": diagnostic.code,
        "name": diagnostic.name,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        "title": diagnostic.title,
        "label": diagnostic.label or None,
        "line": place.line,
        "column": place.column,
        "end_line": place.end_line,
        "end_column": place.end_column,
        "offset": diagnostic.span.start,
        "end_offset": diagnostic.span.end,
        "twilio_code": diagnostic.twilio_code,
        "url": url(run, diagnostic),
        "help": diagnostic.help,
        "related": [_related(spot) for spot in related_locations(finding, documents)],
        "fix": _fix(renderable_fix(diagnostic.fix)),
    }


def _related(spot: RelatedLocation) -> dict[str, Any]:
    place = spot.place
    return {
        "message": spot.message,
        **({"path": spot.path} if spot.is_in_other_file else {}),
        "line": spot.line,
        "column": None if place is None else place.column,
        "end_line": spot.line if place is None else place.end_line,
        "end_column": None if place is None else place.end_column,
    }


def _fix(fix: Fix | None) -> dict[str, Any] | None:
    if fix is None:
        return None
    edits = [{"offset": e.span.start, "end_offset": e.span.end, "text": e.text} for e in fix.edits]
    return {"title": fix.title, "safe": fix.safe, "edits": edits}

"""Reviewdog Diagnostic Format: one object for the whole run.

Columns count bytes of UTF-8 from the start of the line, and ends are exclusive. A fix is one suggestion even where it
has several edits, since a reviewer takes suggestions one by one. See
https://github.com/reviewdog/reviewdog/tree/master/proto/rdf.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from twimllint.lint.diagnostic import Fix, Severity, Span
from twimllint.lint.result import Failure, Run
from twimllint.report.findings import Finding, Spot, by_path, findings, spots, tellable, url
from twimllint.report.jsontext import stream
from twimllint.report.options import RenderOptions

if TYPE_CHECKING:
    from twimllint.source.text import Source

SOURCE = {"name": "twimllint", "url": "https://github.com/twimllint/twimllint"}

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}


def render(run: Run, options: RenderOptions) -> Iterator[str]:
    """Yield a ``DiagnosticResult``."""
    yield from stream({"source": SOURCE}, "diagnostics", diagnostics(run))


def diagnostics(run: Run) -> Iterator[dict[str, Any]]:
    """The ``Diagnostic`` messages of a run: failures first, without a range."""
    for failure in run.failures:
        yield _failure(failure)
    documents = by_path(run)
    for finding in findings(run):
        yield _diagnostic(run, finding, documents)


def _failure(failure: Failure) -> dict[str, Any]:
    return {"message": failure.message, "location": {"path": failure.path}, "severity": "ERROR"}


def _diagnostic(run: Run, finding: Finding, documents: Mapping[str, Source]) -> dict[str, Any]:
    diagnostic, source = finding.diagnostic, finding.file.source
    result: dict[str, Any] = {
        "message": diagnostic.message,
        "location": {"path": finding.path, "range": _range(source, diagnostic.span)},
        "severity": _SEVERITIES[diagnostic.severity],
        "code": {"value": finding.title},
    }
    address = url(run, diagnostic)
    if address is not None:
        result["code"]["url"] = address
    fix = tellable(diagnostic.fix)
    if fix is not None:
        result["suggestions"] = [_suggestion(source, fix)]
    if diagnostic.related:
        result["related_locations"] = [_related(spot) for spot in spots(finding, documents)]
    return result


def _related(spot: Spot) -> dict[str, Any]:
    location: dict[str, Any] = {"path": spot.path}
    if spot.source is not None:
        location["range"] = _range(spot.source, spot.span)
    elif spot.line is not None:
        location["range"] = {"start": {"line": spot.line}}
    return {"message": spot.message, "location": location}


def _suggestion(source: Source, fix: Fix) -> dict[str, Any]:
    edits = sorted(fix.edits, key=lambda edit: edit.span)
    whole = Span(edits[0].span.start, max(edit.span.end for edit in edits))
    parts, done = [], whole.start
    for edit in edits:
        parts += [source.text[done : edit.span.start], edit.text]
        done = edit.span.end
    return {"range": _range(source, whole), "text": "".join(parts)}


def _range(source: Source, span: Span) -> dict[str, Any]:
    return {"start": _position(source, span.start), "end": _position(source, span.end)}


def _position(source: Source, offset: int) -> dict[str, int]:
    line, _ = source.position(offset)
    # A byte order mark is no column for people, yet its bytes stand in the line.
    start = 0 if line == 1 else source.starts[line - 1]
    return {"line": line, "column": _bytes(source.text[start:offset]) + 1}


def _bytes(text: str) -> int:
    if text.isascii():
        return len(text)
    undecoded = sum("\udc80" <= character <= "\udcff" for character in text)  # one byte each in the file
    return len(text.encode("utf-8", "surrogatepass")) - 2 * undecoded

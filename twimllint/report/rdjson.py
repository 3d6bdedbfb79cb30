"""Reviewdog Diagnostic Format: one object for the whole run.

Columns count bytes of UTF-8 from the start of the line, and ends are exclusive. A fix is one suggestion even where it
has several edits, since a reviewer takes suggestions one by one. A message is a review comment: the help is a paragraph
of its own in it. See https://github.com/reviewdog/reviewdog/tree/master/proto/rdf.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from twimllint.engine.diagnostic import Fix, Severity, Span
from twimllint.engine.result import Failure, Run
from twimllint.report.findings import (
    Finding,
    RelatedLocation,
    documents_by_path,
    failures,
    located,
    related_locations,
    renderable_fix,
    url,
)
from twimllint.report.jsontext import stream
from twimllint.report.options import RenderOptions
from twimllint.report.plain import is_encodable

if TYPE_CHECKING:
    from twimllint.source.text import Source

SOURCE = {"name": "twimllint", "url": "https://github.com/twimllint/twimllint"}

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}


def render(run: Run, _options: RenderOptions) -> Iterator[str]:
    """Yield a ``DiagnosticResult``."""
    yield from stream({"source": SOURCE}, "diagnostics", diagnostics(run))


def diagnostics(run: Run) -> Iterator[dict[str, Any]]:
    """The ``Diagnostic`` messages of a run: failures first, without a range."""
    for failure in failures(run):
        yield _failure(failure)
    documents = documents_by_path(run)
    for file in run.files:
        columns = ByteColumns(file.source)
        for finding in located(file):
            yield _diagnostic(run, finding, columns, documents)


class ByteColumns:
    """Lines and columns of one document, columns in bytes of UTF-8."""

    __slots__ = ("_marks", "_source")

    #: Bytes are counted once for every so many characters, so that a long line costs no more than many short ones.
    _STEP = 1024

    def __init__(self, source: Source) -> None:
        self._source = source
        self._marks: list[int] | None = None

    def range(self, span: Span) -> dict[str, Any]:
        """A ``Range``."""
        return {"start": self._position(span.start), "end": self._position(span.end)}

    def text(self, start: int, end: int) -> str:
        """What is in the document from one offset to another."""
        return self._source.text[start:end]

    def _position(self, offset: int) -> dict[str, int]:
        line, _ = self._source.position(offset)
        # A byte order mark is no column for people, yet its bytes are in the line.
        start = 0 if line == 1 else self._source.starts[line - 1]
        return {"line": line, "column": self._before(offset) - self._before(start) + 1}

    def _before(self, offset: int) -> int:
        text, step = self._source.text, self._STEP
        if text.isascii():
            return offset
        if self._marks is None:
            self._marks = [0]
            for start in range(0, len(text), step):
                self._marks.append(self._marks[-1] + _bytes(text[start : start + step]))
        whole = offset // step
        return self._marks[whole] + _bytes(text[whole * step : offset])


def _bytes(text: str) -> int:
    undecoded = 0 if text.isascii() else sum(["\udc80" <= character <= "\udcff" for character in text])
    # Each of those is one byte in the file, and three if written as the surrogate it is kept as.
    return len(text.encode("utf-8", "surrogatepass")) - 2 * undecoded


def _failure(failure: Failure) -> dict[str, Any]:
    return {"message": failure.message, "location": {"path": failure.path}, "severity": "ERROR"}


def _diagnostic(run: Run, finding: Finding, columns: ByteColumns, documents: Mapping[str, Source]) -> dict[str, Any]:
    diagnostic = finding.diagnostic
    result: dict[str, Any] = {
        "message": f"{diagnostic.message}\n\n{diagnostic.help}" if diagnostic.help else diagnostic.message,
        "location": {"path": finding.path, "range": columns.range(diagnostic.span)},
        "severity": _SEVERITIES[diagnostic.severity],
        "code": {"value": finding.title},
    }
    address = url(run, diagnostic)
    if address is not None:
        result["code"]["url"] = address
    fix = renderable_fix(diagnostic.fix)
    suggestion = None if fix is None else _suggestion(columns, fix)
    if suggestion is not None:
        result["suggestions"] = [suggestion]
    if diagnostic.related:
        result["related_locations"] = [_related(spot, columns) for spot in related_locations(finding, documents)]
    return result


def _related(spot: RelatedLocation, columns: ByteColumns) -> dict[str, Any]:
    location: dict[str, Any] = {"path": spot.path}
    if spot.source is not None:
        location["range"] = (ByteColumns(spot.source) if spot.is_in_other_file else columns).range(spot.span)
    elif spot.line is not None:
        location["range"] = {"start": {"line": spot.line}}
    return {"message": spot.message, "location": location}


def _suggestion(columns: ByteColumns, fix: Fix) -> dict[str, Any] | None:
    """The whole fix as one replacement; ``None`` where bytes that are no text are between its edits."""
    edits = sorted(fix.edits, key=lambda edit: edit.span)
    whole = Span(edits[0].span.start, max(edit.span.end for edit in edits))
    parts, done = [], whole.start
    for edit in edits:
        parts += [columns.text(done, edit.span.start), edit.text]
        done = edit.span.end
    text = "".join(parts)
    return {"range": columns.range(whole), "text": text} if is_encodable(text) else None

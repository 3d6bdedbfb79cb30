"""What the formats share: findings with their places, related places, rules, and fingerprints that outlive edits."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from twimllint.engine.diagnostic import Diagnostic, Fix, Severity, Span
from twimllint.engine.result import Failure, FileResult, Run
from twimllint.report.plain import is_encodable, visible

if TYPE_CHECKING:
    from twimllint.source.text import Place, Source

TWILIO_ERRORS = "https://www.twilio.com/docs/api/errors/"

#: How many characters on either side of a finding make it recognisable on a long line.
_CONTEXT = 80


class Finding(NamedTuple):
    """A diagnostic in its file, with lines and columns."""

    file: FileResult
    diagnostic: Diagnostic
    place: Place

    @property
    def path(self) -> str:
        """The path as shown."""
        return self.file.path

    @property
    def title(self) -> str:
        """Code and name of the rule: ``TW301 room-outside-connect``."""
        return f"{self.diagnostic.code} {self.diagnostic.name}"


class RelatedLocation(NamedTuple):
    """A related place.

    ``place`` and ``source`` are ``None`` where it lies in a file that is not at hand; ``line`` may still be known.
    """

    path: str
    message: str
    is_in_other_file: bool
    line: int | None
    place: Place | None
    source: Source | None
    span: Span


def located(file: FileResult) -> list[Finding]:
    """The findings of one file."""
    return [
        Finding(file, diagnostic, diagnostic.place or file.source.place(diagnostic.span))
        for diagnostic in file.diagnostics
    ]


def findings(run: Run) -> Iterator[Finding]:
    """Every finding of the run, file by file."""
    for file in run.files:
        yield from located(file)


def documents_by_path(run: Run) -> Mapping[str, Source]:
    """The documents of the run, for related places that lie in another of them."""
    return {file.path: file.source for file in run.files}


def related_locations(finding: Finding, documents: Mapping[str, Source]) -> list[RelatedLocation]:
    """The related places of a finding; ``documents`` comes from ``documents_by_path``."""
    result = []
    for related in finding.diagnostic.related:
        path = related.path or finding.path
        elsewhere = path != finding.path
        source = documents.get(path) if elsewhere else finding.file.source
        place = None if source is None else source.place(related.span)
        line = related.line if place is None else place.line
        result.append(RelatedLocation(path, related.message, elsewhere, line, place, source, related.span))
    return result


def url(run: Run, diagnostic: Diagnostic) -> str | None:
    """The page of the rule, if it has one."""
    if diagnostic.url is not None:
        return diagnostic.url
    rule = run.rules.get(diagnostic.name)
    return None if rule is None else rule.url


def twilio_url(diagnostic: Diagnostic) -> str | None:
    """Twilio's page on the error or warning that this causes, if there is one."""
    return None if diagnostic.twilio_code is None else f"{TWILIO_ERRORS}{diagnostic.twilio_code}"


def renderable_fix(fix: Fix | None) -> Fix | None:
    """The fix, unless it holds bytes that are no text, which no report could pass on unharmed."""
    if fix is None or not all(is_encodable(edit.text) for edit in fix.edits):
        return None
    return fix


def failures(run: Run) -> list[Failure]:
    """What could not be done, of the run and of its files, each once."""
    return list(dict.fromkeys([*run.failures, *(failure for file in run.files for failure in file.failures)]))


def failure_line(failure: Failure) -> str:
    """A failure on one line, for formats of text: ``path:line: failure: message``."""
    place = visible(failure.path) + (f":{failure.line}" if failure.line else "")
    return f"{place + ': ' if place else ''}failure: {visible(failure.message)}\n"


def by_severity(run: Run) -> list[Finding]:
    """All findings, errors before warnings before hints, otherwise in the order of the run."""
    return sorted(findings(run), key=lambda finding: -finding.diagnostic.severity.rank)


def fingerprints(file: FileResult) -> list[str]:
    """A name for each finding of the file that stays the same when the finding moves to another line.

    It is made of the rule, the text of the line (white space aside, and only what is near on a long line) and a number
    that distinguishes findings where both are the same. The path is left to the format.
    """
    from hashlib import sha256

    seen: dict[str, int] = {}
    result = []
    for finding in located(file):
        key = f"{finding.diagnostic.name}\0{_context(finding)}"
        seen[key] = seen.get(key, 0) + 1
        digest = sha256(f"{key}\0{seen[key]}".encode("utf-8", "surrogatepass"))
        result.append(digest.hexdigest()[:32])
    return result


def _context(finding: Finding) -> str:
    place = finding.place
    line = finding.file.source.line_text(place.line)
    start = max(0, place.column - 1 - _CONTEXT)
    end = place.end_column if place.end_line == place.line else place.column
    return "".join(line[start : max(end, place.column) + _CONTEXT].split())


#: Names for the severities in formats that follow LSP or SARIF.
LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}

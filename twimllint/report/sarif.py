"""SARIF 2.1.0, for code scanning on GitHub, Azure DevOps and editors.

Columns count code points. Paths are relative to ``%SRCROOT%``. A finding is recognised again by its partial
fingerprint ``twimllint/v1``; GitHub's own ``primaryLocationLineHash`` is left to GitHub's upload action, which warns
about any value but its own. See https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from posixpath import join, normpath
from typing import TYPE_CHECKING, Any

from twimllint.engine.diagnostic import Diagnostic, Fix, Span
from twimllint.engine.result import Failure, Run
from twimllint.report import uri
from twimllint.report.findings import (
    LEVELS,
    Finding,
    RelatedLocation,
    documents_by_path,
    failures,
    fingerprints,
    located,
    related_locations,
    renderable_fix,
)
from twimllint.report.jsontext import dumps, stream
from twimllint.report.markdown import text
from twimllint.report.options import RenderOptions
from twimllint.report.sarif_rules import descriptors
from twimllint.report.uri import is_absolute

if TYPE_CHECKING:
    from twimllint.source.text import Source

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
HOME = "https://github.com/twimllint/twimllint"
BASE = "%SRCROOT%"

#: A link as SARIF knows it inside a plain message; what looks like one in a finding is the user's own text.
_LINK = re.compile(r"\[(?=[^\[\]]*\]\()")


def render(run: Run, options: RenderOptions) -> Iterator[str]:
    """Yield one log with one run, each result on a line of its own."""
    root = options.root or run.root
    rules = descriptors(run, options)
    head: dict[str, Any] = {
        "tool": {
            "driver": {
                "name": "twimllint",
                "version": options.version,
                "semanticVersion": options.version,
                "informationUri": HOME,
                "rules": rules,
            }
        },
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "defaultEncoding": "utf-8",
        "defaultSourceLanguage": "xml",
        "invocations": [_invocation(run, root)],
    }
    if root:
        head["originalUriBaseIds"] = {BASE: {"uri": uri.absolute(root, folder=True)}}
    opening = dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": []})
    yield opening[: -len("]}")]
    order = {rule["id"]: index for index, rule in enumerate(rules)}
    yield from stream(head, "results", _results(run, root, order))
    yield "]}\n"


def _invocation(run: Run, root: str) -> dict[str, Any]:
    return {
        "executionSuccessful": not failures(run),
        "toolExecutionNotifications": [_notification(failure, root) for failure in failures(run)],
    }


def _notification(failure: Failure, root: str) -> dict[str, Any]:
    notification: dict[str, Any] = {"level": "error", "message": {"text": _plain(failure.message)}}
    if failure.path:
        place: dict[str, Any] = {"artifactLocation": _artifact(failure.path, root)}
        if failure.line:
            place["region"] = {"startLine": failure.line}
        notification["locations"] = [{"physicalLocation": place}]
    return notification


def _results(run: Run, root: str, order: Mapping[str, int]) -> Iterator[dict[str, Any]]:
    documents = documents_by_path(run)
    for file in run.files:
        for finding, fingerprint in zip(located(file), fingerprints(file), strict=True):
            yield _result(finding, fingerprint, root, order, documents)


def _result(
    finding: Finding, fingerprint: str, root: str, order: Mapping[str, int], documents: Mapping[str, Source]
) -> dict[str, Any]:
    diagnostic, source = finding.diagnostic, finding.file.source
    result: dict[str, Any] = {
        "ruleId": diagnostic.code,
        "ruleIndex": order[diagnostic.code],
        "level": LEVELS[diagnostic.severity],
        "message": {"text": _plain(diagnostic.message), "markdown": _markdown(diagnostic)},
        "locations": [_location(finding.path, root, source, diagnostic)],
        "partialFingerprints": {"twimllint/v1": fingerprint},
    }
    related = [
        {"id": number, **_related(spot, root)}
        for number, spot in enumerate(related_locations(finding, documents), start=1)
    ]
    if related:
        result["relatedLocations"] = related
    fix = renderable_fix(diagnostic.fix)
    if fix is not None:
        result["fixes"] = [_fix(fix, finding, root)]
    if diagnostic.help:
        result["properties"] = {"help": diagnostic.help}
    return result


def _markdown(diagnostic: Diagnostic) -> str:
    """The parts of a finding: the title in bold, the label behind it, the help as a paragraph of its own."""
    label = f": {text(diagnostic.label)}" if diagnostic.label else ""
    more = f"\n\n{text(diagnostic.help)}" if diagnostic.help else ""
    return f"**{text(diagnostic.title)}**{label}{more}"


def _location(path: str, root: str, source: Source, diagnostic: Diagnostic) -> dict[str, Any]:
    span = diagnostic.span
    region = {**_region(source, span), "snippet": {"text": source.text[span.start : min(span.end, span.start + 200)]}}
    location: dict[str, Any] = {"physicalLocation": {"artifactLocation": _artifact(path, root), "region": region}}
    if diagnostic.label:
        location["message"] = {"text": _plain(diagnostic.label)}
    return location


def _related(spot: RelatedLocation, root: str) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": _artifact(spot.path, root)}
    if spot.source is not None:
        place["region"] = _region(spot.source, spot.span)
    elif spot.line is not None:
        place["region"] = {"startLine": spot.line}
    return {"physicalLocation": place, "message": {"text": _plain(spot.message)}}


def _fix(fix: Fix, finding: Finding, root: str) -> dict[str, Any]:
    source = finding.file.source
    replacements = [
        {"deletedRegion": _region(source, edit.span), "insertedContent": {"text": edit.text}} for edit in fix.edits
    ]
    change = {"artifactLocation": _artifact(finding.path, root), "replacements": replacements}
    title = fix.title if fix.safe else f"{fix.title} (unsafe)"
    return {"description": {"text": _plain(title)}, "artifactChanges": [change]}


def _region(source: Source, span: Span) -> dict[str, int]:
    line, column, end_line, end_column = source.place(span)
    region = {"startLine": line, "startColumn": max(1, column), "endLine": end_line, "endColumn": max(1, end_column)}
    if not source.text.startswith("\ufeff"):  # whether a byte order mark counts is not said alike everywhere
        region |= {"charOffset": span.start, "charLength": span.end - span.start}
    return region


def _artifact(path: str, root: str) -> dict[str, Any]:
    if not is_absolute(path):
        clean = normpath(path)
        if not clean.startswith("../") and clean != "..":
            return {"uri": uri.relative(clean), **({"uriBaseId": BASE} if root else {})}
        if not root:
            return {"uri": uri.relative(clean)}
        path = normpath(join(root.replace("\\", "/"), clean))
    return {"uri": uri.absolute(path)}


def _plain(text: str) -> str:
    return _LINK.sub(r"\\[", text)

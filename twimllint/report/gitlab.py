"""GitLab Code Quality: a list of entries that a merge request compares with those of its target branch.

GitLab identifies entries by their fingerprints, so these keep away from line numbers. The help is the ``content`` that
Code Climate's format has for it; GitLab itself shows the description only. See
https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from twimllint.engine.diagnostic import Severity
from twimllint.engine.result import Failure, Run
from twimllint.report.findings import Finding, failures, fingerprints, located
from twimllint.report.jsontext import array
from twimllint.report.options import RenderOptions

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def render(run: Run, _options: RenderOptions) -> Iterator[str]:
    """Yield a JSON array; work that could not be done is an entry of severity ``blocker``."""
    yield from array(_entries(run))


def _entries(run: Run) -> Iterator[dict[str, Any]]:
    for failure in failures(run):
        yield _failure(failure)
    for file in run.files:
        for finding, fingerprint in zip(located(file), fingerprints(file), strict=True):
            yield _entry(finding, fingerprint)


def _entry(finding: Finding, fingerprint: str) -> dict[str, Any]:
    place, diagnostic = finding.place, finding.diagnostic
    return {
        "type": "issue",
        "check_name": diagnostic.name,
        "description": f"{diagnostic.code}: {diagnostic.message}",
        **({"content": {"body": diagnostic.help}} if diagnostic.help else {}),
        "severity": _SEVERITIES[diagnostic.severity],
        "fingerprint": _hash(finding.path, fingerprint),
        "location": {
            "path": finding.path,
            "lines": {"begin": place.line, "end": place.end_line},
            "positions": {
                "begin": {"line": place.line, "column": place.column},
                "end": {"line": place.end_line, "column": place.end_column},
            },
        },
    }


def _failure(failure: Failure) -> dict[str, Any]:
    return {
        "type": "issue",
        "check_name": "failure",
        "description": failure.message,
        "severity": "blocker",
        "fingerprint": _hash(failure.path, failure.message),
        "location": {"path": failure.path, "lines": {"begin": 1, "end": 1}},
    }


def _hash(path: str, rest: str) -> str:
    return sha256(f"{path}\0{rest}".encode("utf-8", "surrogatepass")).hexdigest()

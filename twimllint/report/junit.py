"""JUnit XML: each file is a suite, each finding a case that failed, a clean file one case that passed.

Errors and warnings fail. A hint does not break a build, so its case passes and carries the text as output. Work that
could not be done is a case in error.
"""

from __future__ import annotations

from collections.abc import Iterator

from twimllint.engine.diagnostic import Severity
from twimllint.engine.result import Failure, FileResult, Run
from twimllint.report.concise import line
from twimllint.report.findings import Finding, failures, located, twilio_url, url
from twimllint.report.options import RenderOptions
from twimllint.report.plain import visible
from twimllint.report.xmltext import XmlWriter


def render(run: Run, _options: RenderOptions) -> Iterator[str]:
    """Yield the document suite by suite."""
    xml = XmlWriter()
    tests = len(failures(run)) + sum(max(1, len(file.diagnostics)) for file in run.files)
    totals = {"tests": tests, "failures": _failing(run.files), "errors": len(failures(run))}
    xml.open("testsuites", {"name": "twimllint", **totals})
    yield xml.take()
    for failure in failures(run):
        _failure(xml, failure)
        yield xml.take()
    for file in run.files:
        _suite(xml, run, file)
        yield xml.take()
    xml.close("testsuites")
    yield xml.take()


def _failing(files: tuple[FileResult, ...]) -> int:
    return sum(d.severity is not Severity.INFO for file in files for d in file.diagnostics)


def _failure(xml: XmlWriter, failure: Failure) -> None:
    path = visible(failure.path)
    xml.open("testsuite", {"name": path, "tests": 1, "failures": 0, "errors": 1, "skipped": 0, "time": 0})
    xml.open("testcase", {"name": path, "classname": path, "file": path, "time": 0})
    xml.leaf("error", {"type": "failure", "message": visible(failure.message)}, visible(failure.message))
    xml.close("testcase")
    xml.close("testsuite")


def _suite(xml: XmlWriter, run: Run, file: FileResult) -> None:
    path, findings = visible(file.path), located(file)
    totals = {"tests": max(1, len(findings)), "failures": _failing((file,)), "errors": 0, "skipped": 0, "time": 0}
    xml.open("testsuite", {"name": path, **totals})
    if not findings:
        xml.leaf("testcase", {"name": path, "classname": path, "file": path, "time": 0})
    for finding in findings:
        _case(xml, run, finding)
    xml.close("testsuite")


def _case(xml: XmlWriter, run: Run, finding: Finding) -> None:
    path, place, diagnostic = visible(finding.path), finding.place, finding.diagnostic
    # The place is part of the name: readers take cases of one name for one case.
    name = f"{finding.title} {place.line}:{place.column}"
    xml.open("testcase", {"name": name, "classname": path, "file": path, "line": place.line, "time": 0})
    text = "\n".join([line(finding), *_more(run, finding)])
    if diagnostic.severity is Severity.INFO:
        xml.leaf("system-out", {}, text)
    else:
        kind = f"{diagnostic.severity} {diagnostic.code}"
        xml.leaf("failure", {"type": kind, "message": visible(diagnostic.message)}, text)
    xml.close("testcase")


def _more(run: Run, finding: Finding) -> Iterator[str]:
    if finding.diagnostic.help:
        yield visible(finding.diagnostic.help)
    for address in (twilio_url(finding.diagnostic), url(run, finding.diagnostic)):
        if address is not None:
            yield visible(address)

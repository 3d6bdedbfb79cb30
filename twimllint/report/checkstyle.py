"""Checkstyle XML, read by Jenkins, GitLab converters, cs2pr and many more."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint.engine.result import Run
from twimllint.report.findings import failures, located
from twimllint.report.options import RenderOptions
from twimllint.report.plain import visible
from twimllint.report.xmltext import XmlWriter


def render(run: Run, _options: RenderOptions) -> Iterator[str]:
    """Yield the document file by file; files without findings are left out."""
    xml = XmlWriter()
    # The version is that of the format's inventor, which some readers ask for.
    xml.open("checkstyle", {"version": "4.3"})
    for failure in failures(run):
        xml.open("file", {"name": visible(failure.path)})
        error = {"line": 1, "severity": "error", "message": visible(failure.message), "source": "twimllint.failure"}
        xml.leaf("error", error)
        xml.close("file")
    yield xml.take()
    for file in run.files:
        if not file.diagnostics:
            continue
        xml.open("file", {"name": visible(file.path)})
        for finding in located(file):
            diagnostic = finding.diagnostic
            error = {
                "line": finding.place.line,
                "column": finding.place.column,
                "severity": diagnostic.severity,
                "message": f"{diagnostic.code}: {visible(diagnostic.message)}",
                "source": f"twimllint.{diagnostic.name}",
            }
            xml.leaf("error", error)
        xml.close("file")
        yield xml.take()
    xml.close("checkstyle")
    yield xml.take()

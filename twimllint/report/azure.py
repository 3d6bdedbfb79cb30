"""Logging commands of Azure Pipelines.

Azure knows errors and warnings; hints are plain lines of the log. See
https://learn.microsoft.com/azure/devops/pipelines/scripts/logging-commands.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from twimllint.engine.diagnostic import Severity
from twimllint.engine.result import Run
from twimllint.report.concise import line
from twimllint.report.findings import Finding, failures, findings
from twimllint.report.options import RenderOptions
from twimllint.report.plain import visible


def render(run: Run, _options: RenderOptions) -> Iterator[str]:
    """Yield one line for each failure and finding."""
    for failure in failures(run):
        yield _issue({"type": "error", "sourcepath": visible(failure.path)}, failure.message)
    for finding in findings(run):
        if finding.diagnostic.severity is Severity.INFO:
            # "##vso[" and "##[" begin a command anywhere in a line
            yield f"{line(finding)}\n".replace("##", "# #")
        else:
            yield _finding(finding)


def _finding(finding: Finding) -> str:
    diagnostic = finding.diagnostic
    properties = {
        "type": diagnostic.severity.value,
        "sourcepath": visible(finding.path),
        "linenumber": finding.place.line,
        "columnnumber": finding.place.column,
        "code": diagnostic.code,
    }
    return _issue(properties, f"{diagnostic.name}: {diagnostic.message}")


def _issue(properties: Mapping[str, object], message: str) -> str:
    listed = "".join(f"{key}={_property(str(value))};" for key, value in properties.items())
    return f"##vso[task.logissue {listed}]{_data(visible(message))}\n"


def _data(text: str) -> str:
    # The agent reads %3B and %5D in the message too, but "%" itself as %AZP25.
    return text.replace("%", "%AZP25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace("]", "%5D").replace(";", "%3B")

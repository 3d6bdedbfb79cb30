"""Workflow commands of GitHub Actions, which become annotations on the changed files.

GitHub shows ten annotations of a kind for each step and drops the rest without a word. So errors come first, what is
over ten goes to the log as plain lines, and a closing notice says so. A command shows up in the log without its title
and its file, hence the place and the whole message in its text. Columns are given for findings on one line only: GitHub
takes no others. See https://docs.github.com/actions/reference/workflow-commands-for-github-actions.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from twimllint.engine.diagnostic import Severity
from twimllint.engine.result import Run
from twimllint.report.concise import line, where
from twimllint.report.findings import Finding, by_severity, failures
from twimllint.report.options import RenderOptions
from twimllint.report.plain import visible

MAX_ANNOTATIONS = 10

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(run: Run, _options: RenderOptions) -> Iterator[str]:
    """Yield commands for the first ten of each kind, plain lines for the others, and a notice if there are such."""
    for failure in failures(run)[:MAX_ANNOTATIONS]:
        yield command("error", {"file": visible(failure.path), "title": "twimllint"}, failure.message)
    findings = by_severity(run)
    room = _room(run)
    over: list[Finding] = []
    for finding in findings:
        severity = finding.diagnostic.severity
        if room[severity] > 0:
            room[severity] -= 1
            yield _annotation(finding)
        else:
            over.append(finding)
    for finding in over:
        # "##[" begins a command of the older kind anywhere in a line
        yield f"  {line(finding)}\n".replace("##[", "# #[")
    if over:
        text = f"{len(over)} of {len(findings)} findings are in the log only: "
        text += f"GitHub shows {MAX_ANNOTATIONS} of a kind for each step"
        yield command("notice", {"title": "twimllint"}, text)


def command(name: str, properties: Mapping[str, object], *lines: str) -> str:
    """One workflow command with its line end; ``lines`` are those of the message."""
    listed = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{name} {listed}::{_data(chr(10).join(map(visible, lines)))}\n"


def _room(run: Run) -> dict[Severity, int]:
    room = dict.fromkeys(_COMMANDS, MAX_ANNOTATIONS)
    room[Severity.ERROR] -= min(MAX_ANNOTATIONS, len(failures(run)))
    if any(run.number(severity) > room[severity] for severity in room):
        room[Severity.INFO] -= 1  # the closing notice is one of the ten
    return room


def _annotation(finding: Finding) -> str:
    place, diagnostic = finding.place, finding.diagnostic
    properties: dict[str, object] = {"file": visible(finding.path), "line": place.line, "endLine": place.end_line}
    if place.line == place.end_line:
        # The last column marked, not the one after it.
        properties |= {"col": place.column, "endColumn": max(place.column, place.end_column - 1)}
    properties["title"] = f"{diagnostic.code}: {visible(diagnostic.title)}"
    message = f"{where(finding)}: {diagnostic.message} ({diagnostic.name})"
    return command(_COMMANDS[diagnostic.severity], properties, message, *([diagnostic.help] if diagnostic.help else []))


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

"""Inspections as service messages of TeamCity.

A rule is declared before its first finding. See
https://www.jetbrains.com/help/teamcity/service-messages.html and its section on reporting inspections.
"""

from __future__ import annotations

from collections.abc import Iterator

from twimllint.engine.diagnostic import Diagnostic, Severity
from twimllint.engine.result import Run
from twimllint.report.findings import failures, findings, url
from twimllint.report.options import RenderOptions
from twimllint.report.plain import encodable, visible

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}
_ESCAPES = {"'": "|'", "|": "||", "[": "|[", "]": "|]", "\n": "|n", "\r": "|r"}

#: TeamCity cuts names at 255 characters and texts at 4000.
_NAME, _TEXT = 255, 4000


def render(run: Run, _options: RenderOptions) -> Iterator[str]:
    """Yield one service message a line."""
    for failure in failures(run):
        text = f"{visible(failure.path)}: {visible(failure.message)}"
        yield _message("message", text=text[:_TEXT], status="ERROR")
    declared: set[str] = set()
    for finding in findings(run):
        diagnostic = finding.diagnostic
        if diagnostic.name not in declared:
            declared.add(diagnostic.name)
            yield _type(run, diagnostic)
        yield _message(
            "inspection",
            typeId=diagnostic.name[:_NAME],
            message=visible(diagnostic.message)[:_TEXT],
            file=visible(finding.path)[:_TEXT],
            line=str(finding.place.line),
            SEVERITY=_SEVERITIES[diagnostic.severity],
        )


def _type(run: Run, diagnostic: Diagnostic) -> str:
    from html import escape

    rule = run.rules.get(diagnostic.name)
    summary = diagnostic.name if rule is None else rule.summary
    description = f"<html><body>{escape(visible(summary))}"
    address = url(run, diagnostic)
    if address is not None:
        description += f' <a href="{escape(address)}">{escape(address)}</a>'
    return _message(
        "inspectionType",
        id=diagnostic.name[:_NAME],
        name=f"{diagnostic.code} {diagnostic.name}"[:_NAME],
        category="TwiML",
        description=f"{description}</body></html>"[:_TEXT],
    )


def _message(kind: str, /, **values: str) -> str:
    listed = " ".join(f"{key}='{_escape(value)}'" for key, value in values.items())
    return f"##teamcity[{kind} {listed}]\n"


def _escape(text: str) -> str:
    return "".join([_ESCAPES.get(c) or (c if c.isascii() else _units(c)) for c in encodable(text)])


def _units(character: str) -> str:
    """A character as one or two UTF-16 code units: ``|0x00e9``."""
    raw = character.encode("utf-16-be")
    return "".join([f"|0x{raw[i : i + 2].hex()}" for i in range(0, len(raw), 2)])

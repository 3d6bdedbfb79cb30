"""The rules of a run as SARIF describes them: only those with findings, in the order of their codes."""

from __future__ import annotations

from typing import Any

from twimllint.engine.diagnostic import Diagnostic
from twimllint.engine.result import Run
from twimllint.engine.rule import RuleInfo
from twimllint.report.findings import LEVELS, url
from twimllint.report.options import RenderOptions

#: What GitHub calls the severity of findings that are no security alerts.
_PROBLEM_SEVERITIES = {"error": "error", "warning": "warning", "info": "recommendation"}


def descriptors(run: Run, options: RenderOptions) -> list[dict[str, Any]]:
    """One ``reportingDescriptor`` for each code among the findings."""
    reported: dict[str, Diagnostic] = {}
    for file in run.files:
        for diagnostic in file.diagnostics:
            reported.setdefault(diagnostic.code, diagnostic)
    return [_descriptor(run, reported[code], options) for code in sorted(reported)]


def _descriptor(run: Run, diagnostic: Diagnostic, options: RenderOptions) -> dict[str, Any]:
    rule = run.rules.get(diagnostic.name)
    severity = diagnostic.severity if rule is None else rule.severity
    summary = diagnostic.name if rule is None else rule.summary
    address = url(run, diagnostic)
    properties: dict[str, Any] = {
        "tags": ["twiml", *_family(rule)],
        "problem.severity": _PROBLEM_SEVERITIES[severity.value],
        "precision": "high",
    }
    number = diagnostic.twilio_code if rule is None else rule.twilio_code
    if number is not None:
        properties["twilioCode"] = number
    result = {
        "id": diagnostic.code,
        "name": diagnostic.name,
        "shortDescription": {"text": summary},
        "fullDescription": {"text": summary},
        "help": _help(diagnostic.name, summary, address, options),
        "defaultConfiguration": {"level": LEVELS[severity]},
        "properties": properties,
    }
    if address is not None:
        result["helpUri"] = address
    return result


def _help(name: str, summary: str, address: str | None, options: RenderOptions) -> dict[str, str]:
    text = summary if address is None else f"{summary}\n{address}"
    if options.describe is not None:
        return {"text": text, "markdown": options.describe(name)}
    return {"text": text, "markdown": summary if address is None else f"{summary}\n\n[{name}]({address})"}


def _family(rule: RuleInfo | None) -> list[str]:
    """The folder that a built-in rule lies in (``room``, ``speech`` ...)."""
    parts = [] if rule is None else rule.module.split(".")
    return [parts[2]] if parts[:2] == ["twimllint", "rules"] and len(parts) > 3 else []

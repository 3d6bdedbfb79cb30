"""The closing line for people, and the counts of each rule."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from twimllint.engine.basics import Severity
from twimllint.report.plain import count

if TYPE_CHECKING:
    from collections.abc import Iterator

    from twimllint.engine.result import Run

_NOUNS = ((Severity.ERROR, "error"), (Severity.WARNING, "warning"), (Severity.INFO, "info"))


class Statistic(NamedTuple):
    """How many findings one rule has; ``fixable`` counts those of its findings that carry a fix."""

    code: str
    name: str
    severity: Severity
    findings: int
    fixable: int


def summary(run: Run, verbose: bool = False) -> str:
    """One line such as ``12 files, 3 errors, 1 warning, 2 fixable (1 with --unsafe-fixes), 1 suppressed``.

    ``verbose`` adds how many files were skipped and why. There is no line end.
    """
    files = len(run.files)
    details = _details(run, verbose)
    if not files:
        head = "No TwiML found"
    elif run.findings:
        return ", ".join([count(files, "file"), *_severities(run), *_fixable(run), *details])
    else:
        head = f"No findings in {count(files, 'file')}"
    return f"{head} ({', '.join(details)})." if details else f"{head}."


def statistics(run: Run) -> list[Statistic]:
    """The rules with findings, the most frequent first, then by code."""
    by_rule: dict[str, Statistic] = {}
    for file in run.files:
        for diagnostic in file.diagnostics:
            old = by_rule.get(diagnostic.name)
            fixable = int(diagnostic.fix is not None)
            if old is None:
                severity = diagnostic.severity
                by_rule[diagnostic.name] = Statistic(diagnostic.code, diagnostic.name, severity, 1, fixable)
            else:
                severity = max(old.severity, diagnostic.severity, key=lambda one: one.rank)
                by_rule[diagnostic.name] = Statistic(
                    old.code, old.name, severity, old.findings + 1, old.fixable + fixable
                )
    return sorted(by_rule.values(), key=lambda one: (-one.findings, one.code))


def statistics_table(run: Run) -> Iterator[str]:
    """The statistics as aligned lines: number, code, name, and how many are fixable."""
    rows = statistics(run)
    if not rows:
        return
    numbers = max(len(str(row.findings)) for row in rows)
    names = max(len(row.name) for row in rows)
    for row in rows:
        fixable = f"  {row.fixable} fixable" if row.fixable else ""
        yield f"{row.findings:>{numbers}}  {row.code}  {row.name:<{names}}{fixable}".rstrip() + "\n"


def _severities(run: Run) -> list[str]:
    numbers = [(run.number(severity), noun) for severity, noun in _NOUNS]
    return [count(number, noun) for number, noun in numbers if number]


def _fixable(run: Run) -> list[str]:
    fixes = [d.fix for file in run.files for d in file.diagnostics if d.fix is not None]
    unsafe = sum(not fix.safe for fix in fixes)
    if not fixes:
        return []
    if unsafe == len(fixes):
        return [f"{unsafe} fixable with --unsafe-fixes"]
    return [f"{len(fixes)} fixable" + (f" ({unsafe} with --unsafe-fixes)" if unsafe else "")]


def _details(run: Run, verbose: bool) -> list[str]:
    parts = [(run.fixed, "fixed"), (run.suppressed, "suppressed"), (run.baselined, "in the baseline")]
    if verbose:
        parts += [(run.skipped, "not TwiML"), (run.excluded, "excluded")]
    details = [f"{number} {label}" for number, label in parts if number]
    if run.failures or any(file.failures for file in run.files):
        from twimllint.report.findings import failures

        details.append(count(len(failures(run)), "failure"))
    return details

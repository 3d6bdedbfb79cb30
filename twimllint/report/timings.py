"""The table of ``--timings``: where the time of a run went."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from twimllint.report.plain import count

if TYPE_CHECKING:
    from twimllint.engine.basics import RuleInfo
    from twimllint.engine.clock import Clock

#: So many rules are listed, the slowest first; the others are added up.
MAX_RULES = 20


def timings_table(clock: Clock, rules: Mapping[str, RuleInfo]) -> Iterator[str]:
    """Aligned lines: milliseconds and share of each phase, then milliseconds and calls of each rule."""
    slowest = sorted(clock.rules.items(), key=lambda item: (-item[1][1], item[0]))
    in_rules = sum(seconds for _, (_, seconds) in slowest)
    phases = {**clock.phases, "rules": in_rules} if slowest else dict(clock.phases)
    total = sum(phases.values())
    yield "Time by phase (ms):"
    for name, seconds in sorted(phases.items(), key=lambda item: -item[1]):
        yield f"{_milliseconds(seconds)}  {seconds / total if total else 0:4.0%}  {name}"
    yield f"{_milliseconds(total)}  100%  all"
    if not slowest:
        return
    yield "Time by rule (ms):"
    for name, (calls, seconds) in slowest[:MAX_RULES]:
        code = rules[name].code if name in rules else ""
        yield f"{_milliseconds(seconds)}  {code} {name}, {count(calls, 'call')}"
    if others := slowest[MAX_RULES:]:
        yield f"{_milliseconds(sum(seconds for _, (_, seconds) in others))}  {count(len(others), 'other rule')}"


def _milliseconds(seconds: float) -> str:
    return f"{seconds * 1000:10.1f}"

"""The small values that everything speaks in: severities, and what is known of a rule without importing it.

They lie apart from ``diagnostic.py`` and ``rule.py`` because every run needs them, and a run without findings needs
neither of these.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import IntEnum, StrEnum
from typing import Any, NamedTuple

from twimllint.source.span import Span as Span

DOCS = "https://twimllint.github.io/twimllint/rules/"


class Severity(StrEnum):
    """How bad it is at Twilio.

    ``ERROR``: Twilio rejects, drops or ignores what is written. ``WARNING``: it runs and will surprise.
    ``INFO``: a hint that depends on what the file cannot show.
    """

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """2 for an error, 1 for a warning, 0 for an info: comparable."""
        return _RANK[self.value]


class Tier(IntEnum):
    """How deep a finding goes: of findings on overlapping places, those of lower tiers are dropped.

    ``SYNTAX``: the document is not what Twilio can read. ``CONTENT``: what was written is not what belongs there, such
    as a placeholder or what a program left behind. ``VALUE``: the rest. ``STYLE``: a matter of taste.
    """

    SYNTAX = 4
    CONTENT = 3
    VALUE = 2
    STYLE = 1


class Condition(NamedTuple):
    """When a rule may have something to report: the name of a check in ``conditions.CHECKS``, and its argument."""

    name: str
    argument: Any = None


_RANK = {"error": 2, "warning": 1, "info": 0}


class RuleInfo(NamedTuple):
    """What is known of a rule without importing it: a row of the generated index, or read off a plugin's class.

    ``module`` is the module to import for the class named ``cls``; ``summary`` the docstring's first line.
    ``preview``, ``aliases`` and ``local`` are those of ``Rule``.
    """

    code: str
    name: str
    severity: Severity
    default: bool
    on: tuple[str, ...]
    twilio_code: int | None = None
    fixable: str | None = None
    supersedes: tuple[str, ...] = ()
    tier: Tier = Tier.VALUE
    needs: tuple[str, ...] = ()
    when: tuple[Condition, ...] = ()
    known: bool = True
    templated: bool = False
    implied_by_schema: bool = False
    runs_on_malformed: bool = False
    summary: str = ""
    module: str = ""
    cls: str = ""
    preview: bool = False
    aliases: tuple[str, ...] = ()
    local: bool = False

    @property
    def url(self) -> str:
        """The rule's page in the documentation."""
        return DOCS + self.name + "/"


def former_names(rules: Mapping[str, RuleInfo]) -> dict[str, frozenset[str]]:
    """The present names of rules by each former code and name, in lower case; one may stand for several rules."""
    by_alias: dict[str, frozenset[str]] = {}
    for name, info in rules.items():
        for alias in info.aliases:
            by_alias[alias.lower()] = by_alias.get(alias.lower(), frozenset()) | {name}
    return by_alias

"""The small values that everything speaks in: severities, and what is known of a rule without importing it.

They lie apart from ``diagnostic.py`` and ``rule.py`` because every run needs them, and a run without findings needs
neither of these.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

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


_RANK = {"error": 2, "warning": 1, "info": 0}


class RuleInfo(NamedTuple):
    """What is known of a rule without importing it: a row of the generated index, or read off a plugin's class.

    ``module`` is the module to import for the class named ``cls``; ``summary`` the docstring's first line.
    """

    code: str
    name: str
    severity: Severity
    default: bool
    on: tuple[str, ...]
    twilio_code: int | None
    fixable: str | None
    supersedes: tuple[str, ...]
    needs: tuple[str, ...]
    schema_backed: bool
    runs_on_malformed: bool
    summary: str
    module: str
    cls: str

    @property
    def url(self) -> str:
        """The rule's page in the documentation."""
        return DOCS + self.name + "/"

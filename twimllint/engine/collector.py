"""Findings while they are collected."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twimllint.engine.diagnostic import Diagnostic

#: The most findings of one rule in one document; what comes after is not looked for.
LIMIT = 1000


class Findings:
    """The findings of one document while its rules run.

    ``size`` is the number of characters of the document. A rule that has reached ``limit`` findings is not called any
    more, and ``limited`` names it; ``None`` is no limit.
    """

    __slots__ = ("_counts", "_kind", "all", "limit", "limited", "size")

    def __init__(self, size: int, limit: int | None = LIMIT) -> None:
        self.size = size
        self.limit = limit
        self.all: list[Diagnostic] = []
        self.limited: list[str] = []
        self._counts: dict[str, int] = {}
        self._kind: type[Diagnostic] | None = None

    def add(self, rule: str, diagnostic: Diagnostic) -> bool:
        """Collect what a rule yields; ``False`` where no more of this rule are wanted.

        Raises ``TypeError`` or ``ValueError`` for what is no finding here.
        """
        if self._kind is None:
            # a run without findings does not import this module
            from twimllint.engine.diagnostic import Diagnostic

            self._kind = Diagnostic
        _check(diagnostic, self._kind, self.size)
        count = self._counts[rule] = self._counts.get(rule, 0) + 1
        if self.limit is not None and count > self.limit:
            self.limited.append(rule)
            return False
        self.all.append(diagnostic)
        return True


def _check(diagnostic: object, kind: type[Diagnostic], size: int) -> None:
    if not isinstance(diagnostic, kind):
        raise TypeError(f"check() yielded {type(diagnostic).__name__}, not a Diagnostic")
    _, _, _, (start, end), title, fix, _, message_help, _, _, _, label, *_ = diagnostic
    if not (isinstance(start, int) and isinstance(end, int)):
        raise TypeError(f"check() yielded a finding at {start!r}..{end!r}")
    for part in (title, label, message_help or ""):
        if not isinstance(part, str):
            raise TypeError(f"check() yielded a finding with {type(part).__name__} as text")
    for (first, last), _ in fix.edits if fix is not None else ():
        if not 0 <= first <= last <= size:
            raise ValueError(f"check() yielded a fix at {first}..{last} of {size} characters")
    if not 0 <= start <= end <= size:
        raise ValueError(f"check() yielded a finding at {start}..{end} of {size} characters")

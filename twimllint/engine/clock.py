"""Where the time of a run goes, by phase and by rule: for ``--timings``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twimllint.engine.diagnostic import Diagnostic

_T = TypeVar("_T")
_P = ParamSpec("_P")


class Clock:
    """Adds up seconds. The time of a phase is without that of the phases and the rules inside it.

    ``phases`` has the seconds of each phase in the order in which they first ended; ``rules`` the calls and the seconds
    of each rule by its name.
    """

    def __init__(self) -> None:
        self.phases: dict[str, float] = {}
        self.rules: dict[str, tuple[int, float]] = {}
        #: for each open phase, the seconds that went into what is inside it
        self._inner: list[float] = []

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Measure a block as part of a phase."""
        self._inner.append(0.0)
        start = perf_counter()
        try:
            yield
        finally:
            elapsed = perf_counter() - start
            own_seconds = elapsed - self._inner.pop()
            self.phases[name] = self.phases.get(name, 0.0) + own_seconds
            self._count_nested(elapsed)

    def timed(self, phase: str, work: Callable[_P, _T], *args: _P.args, **options: _P.kwargs) -> _T:
        """Do some work as part of a phase."""
        with self.phase(phase):
            return work(*args, **options)

    def of_phase(self, phase: str, work: Callable[_P, _T]) -> Callable[_P, _T]:
        """The same work, measured as part of a phase."""

        def measured(*args: _P.args, **options: _P.kwargs) -> _T:
            return self.timed(phase, work, *args, **options)

        return measured

    def watched(
        self, rule: str, check: Callable[[Any, Any], Iterable[Diagnostic]]
    ) -> Callable[[Any, Any], Iterator[Diagnostic]]:
        """The check of a rule, measured; as lazy as before, so that a rule is stopped where it was stopped before."""

        def measured(item: Any, ctx: Any) -> Iterator[Diagnostic]:
            start = perf_counter()
            diagnostics = iter(check(item, ctx))
            calls = 1
            while True:
                try:
                    diagnostic = next(diagnostics)
                except StopIteration:
                    return
                finally:
                    self._add(rule, calls, perf_counter() - start)
                yield diagnostic
                start, calls = perf_counter(), 0

        return measured

    def _add(self, rule: str, calls: int, seconds: float) -> None:
        before = self.rules.get(rule, (0, 0.0))
        self.rules[rule] = (before[0] + calls, before[1] + seconds)
        self._count_nested(seconds)

    def _count_nested(self, seconds: float) -> None:
        if self._inner:
            self._inner[-1] += seconds

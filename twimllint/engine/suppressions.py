"""Which findings the comments of a document silence, and which comments silence nothing.

Both are answered by looking places up in sorted lists, so that thousands of comments cost no more than they should.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence

from twimllint.engine.diagnostic import Diagnostic
from twimllint.engine.directives import Selector, Suppression


def selects(selector: str, code: str, name: str, former: Mapping[str, frozenset[str]]) -> bool:
    """Whether a selector (code, prefix, name or ``ALL``, in any letter case) means this rule.

    ``former`` has the present names of rules by their former codes and names.
    """
    lower = selector.lower()
    if lower in ("all", name) or name in former.get(lower, ()):
        return True
    return any(letter.isdigit() for letter in lower) and code.lower().startswith(lower)


class SuppressionIndex:
    """The suppressions of one document, rule by rule; ``former`` is that of the registry."""

    def __init__(self, suppressions: Sequence[Suppression], former: Mapping[str, frozenset[str]]) -> None:
        self.suppressions = suppressions
        self._former = former
        self._stretches: dict[tuple[str, str], tuple[list[int], list[int]]] = {}
        self._selects: dict[tuple[str, str, str], bool] = {}

    def is_suppressed(self, diagnostic: Diagnostic) -> bool:
        """Whether some comment covers the finding."""
        rule = (diagnostic.code, diagnostic.name)
        starts, ends = self._stretches.get(rule) or self._stretches.setdefault(rule, self._covered(rule))
        index = bisect_right(starts, diagnostic.span.start) - 1
        return index >= 0 and diagnostic.span.start <= ends[index]

    def unused(self, findings: Iterable[Diagnostic]) -> Iterable[tuple[Suppression, list[Selector]]]:
        """The suppressions with those of their selectors that cover none of these findings."""
        places: dict[tuple[str, str], list[int]] = {}
        for diagnostic in findings:
            places.setdefault((diagnostic.code, diagnostic.name), []).append(diagnostic.span.start)
        for starts in places.values():
            starts.sort()
        for suppression in self.suppressions:
            unused = [
                selector
                for selector in suppression.selectors
                if not any(
                    self._means(selector, rule) and any(_any_between(starts, *cover) for cover in suppression.covers)
                    for rule, starts in places.items()
                )
            ]
            if unused:
                yield suppression, unused

    def _covered(self, rule: tuple[str, str]) -> tuple[list[int], list[int]]:
        """The stretches in which a rule is silenced: their starts and ends, sorted and without overlaps."""
        covers = sorted(
            cover
            for suppression in self.suppressions
            if any(self._means(selector, rule) for selector in suppression.selectors)
            for cover in suppression.covers
        )
        starts: list[int] = []
        ends: list[int] = []
        for start, end in covers:
            if ends and start <= ends[-1]:
                ends[-1] = max(ends[-1], end)
            else:
                starts.append(start)
                ends.append(end)
        return starts, ends

    def _means(self, selector: Selector, rule: tuple[str, str]) -> bool:
        key = (selector.text, *rule)
        cached = self._selects.get(key)
        if cached is None:
            cached = self._selects[key] = selects(*key, self._former)
        return cached


def _any_between(places: Sequence[int], start: int, end: int) -> bool:
    index = bisect_left(places, start)
    return index < len(places) and places[index] <= end

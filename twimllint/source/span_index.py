"""Many places in a text, asked whether any of them overlaps another one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate

from twimllint.source.span import Span


class SpanIndex:
    """A set of spans that answers ``Span.overlaps`` for all of them at once, in logarithmic time."""

    __slots__ = ("_points", "_reach", "_starts")

    def __init__(self, spans: Iterable[Span]) -> None:
        not_empty, self._points = [], []
        for span in sorted(spans):
            if span.start == span.end:
                self._points.append(span.start)
            else:
                not_empty.append(span)
        self._starts = [span.start for span in not_empty]
        #: how far the spans up to each one reach
        self._reach = list(accumulate([span.end for span in not_empty], max))

    def overlaps(self, span: Span) -> bool:
        """Whether one of the spans shares a character with this one, or is an empty place inside or at its edge."""
        start, end = span
        if bisect_left(self._points, start) < bisect_right(self._points, end):
            return True
        if start == end:
            before = bisect_right(self._starts, start)
            return before > 0 and self._reach[before - 1] >= start
        before = bisect_left(self._starts, end)
        return before > 0 and self._reach[before - 1] > start

"""The names in the text of a program, by where they are: all that is known of the parts that are not read."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property

from twimllint.source.span import Span

#: What variables of some languages begin with.
_SIGILS = "$@"
_NAME = re.compile(rf"[{_SIGILS}]*[^\W\d][\w$]*")


class Names:
    """The names in one text, with and without a sigil before them. The text is read when they are first asked for."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _in_order(self) -> tuple[list[int], list[str]]:
        """Where each name starts, and the names."""
        found = [(match.start(), match[0]) for match in _NAME.finditer(self._text)]
        return [start for start, _ in found], [name for _, name in found]

    @cached_property
    def _starts(self) -> dict[str, list[int]]:
        """Where each name is."""
        starts: defaultdict[str, list[int]] = defaultdict(list)
        for start, name in zip(*self._in_order, strict=True):
            starts[name].append(start)
        for name in [name for name in starts if name[0] in _SIGILS]:
            bare = starts[name.lstrip(_SIGILS)]
            bare += starts[name]
            bare.sort()
        return starts

    def within(self, span: Span) -> set[str]:
        """All names in a part of the text."""
        starts, names = self._in_order
        found = set(names[bisect_left(starts, span.start) : bisect_left(starts, span.end)])
        return found | {name.lstrip(_SIGILS) for name in found}

    def paths_within(self, span: Span, tables: Sequence[Collection[str]], members: Iterable[str]) -> list[str]:
        """The names in some tables, and the paths of members, whose first or last part is in a part of the text.

        The work is that of looking at the part or at the tables, whichever is less.
        """
        starts, _ = self._in_order
        if bisect_left(starts, span.end) - bisect_left(starts, span.start) > sum(map(len, tables)):
            paths = {
                path for table in tables for path in table if any(self._is_within(end, span) for end in _ends(path))
            }
        else:
            names = self.within(span)
            paths = {path for name in names for table in tables for path in (name, f"{name}()") if path in table}
            paths |= {path for path in members if not names.isdisjoint(_ends(path))}
        return sorted(paths)

    def _is_within(self, name: str, span: Span) -> bool:
        starts = self._starts.get(name, ())
        index = bisect_left(starts, span.start)
        return index < len(starts) and starts[index] < span.end


def _ends(path: str) -> tuple[str, str]:
    """The first and the last name of ``self.@response``, ``response.getWriter()``."""
    path = path.removesuffix("()")
    return path.partition(".")[0], path.rpartition(".")[2]

"""Which of many strings a text holds, found by looking at the text once.

Some hundred strings decide which rules a document concerns. Looking for each of them takes longer than all the rest of
a small document; so each string is filed under one rare pair of its letters, and only those strings are looked for
whose pair the text has.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Generic, TypeVar

T = TypeVar("T")

#: Common in documents and so of little use for telling them apart, the commonest first.
_COMMON = "etaoinsrhldcumpgfywbvk <>/=\"'.:-_"


class Needs(Generic[T]):
    """Strings, and what each of them stands for."""

    __slots__ = ("_letters", "_pairs")

    def __init__(self, needs: Mapping[str, Iterable[T]]) -> None:
        self._pairs: dict[tuple[str, str], list[tuple[str, tuple[T, ...]]]] = {}
        self._letters: list[tuple[str, tuple[T, ...]]] = []
        for need, meaning in needs.items():
            entry = (need, tuple(meaning))
            if len(need) < 2:
                self._letters.append(entry)
            else:
                pair = max(zip(need, need[1:], strict=False), key=_rarity)
                self._pairs.setdefault(pair, []).append(entry)

    def find(self, text: str) -> frozenset[T]:
        """What the strings in the text stand for."""
        found = {meaning for need, meanings in self._letters if need in text for meaning in meanings}
        for pair in self._pairs.keys() & set(zip(text, text[1:], strict=False)):
            for need, meanings in self._pairs[pair]:
                if need in text:
                    found.update(meanings)
        return frozenset(found)


def _rarity(pair: tuple[str, str]) -> int:
    return sum(len(_COMMON) if letter not in _COMMON else _COMMON.index(letter) for letter in pair)

"""Which rules a value concerns, by the strings that each of them needs to see.

The rules for one kind of value name up to two hundred strings between them. Looking for each in every value takes
longer than all the rest of a small document; so the strings are filed by one rare letter of theirs, and only those are
looked for whose letter the value has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twimllint.engine.plan import Slot

#: Letters that most values hold and that so tell little, the commonest first; all others count as rare.
_COMMON = " etaoinsrhldcumpgfywbv./:-,'0123456789PTSAICkMERNLDGB"
#: Filing takes as long as some twenty plain searches, and pays only after these.
_PLAIN = 20
#: Short values come again from document to document, so what they concern is kept, for so many of them.
_SHORT = 40
_MOST = 2000


class Needs:
    """The rules for one kind of value, all of which need to see something in it."""

    __slots__ = ("_filed", "_known", "_left", "_letters", "slots")

    def __init__(self, slots: Iterable[Slot]) -> None:
        self.slots = tuple(slots)
        self._left = _PLAIN
        self._filed: dict[str, list[tuple[str, Slot]]] = {}
        self._letters: frozenset[str] = frozenset()
        self._known: dict[str, list[Slot]] = {}

    def find(self, text: str) -> list[Slot]:
        """The rules that find what they need in ``text``, in their own order."""
        if not self._letters:
            if self._left:
                self._left -= 1
                return [slot for slot in self.slots if slot.wants(text)]
            self._file()
        known = self._known.get(text)
        if known is not None:
            return known
        found = {}
        for letter in self._letters.intersection(text):
            for need, slot in self._filed[letter]:
                if need in text:
                    found[slot] = True
        slots = [slot for slot in self.slots if slot in found] if found else []
        if len(text) < _SHORT and len(self._known) < _MOST:
            self._known[text] = slots
        return slots

    def _file(self) -> None:
        for slot in self.slots:
            for need in slot.needs:
                self._filed.setdefault(min(need, key=_commonness), []).append((need, slot))
        self._letters = frozenset(self._filed)


def _commonness(letter: str) -> int:
    place = _COMMON.find(letter)
    return 0 if place < 0 else len(_COMMON) - place

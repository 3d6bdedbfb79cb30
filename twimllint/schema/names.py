"""Which known name was meant by one that is not known."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

#: No name is longer, so nothing longer was meant to be one.
_LONGEST = 200
_LEFT_OUT = str.maketrans("", "", "_-: ")


def fold(name: str) -> str:
    """A name without letter case and joints: ``finish_on_key``, ``FinishOnKey``, ``finishonkey`` fold to one."""
    return name.translate(_LEFT_OUT).lower()


def nearest(name: str, candidates: Iterable[str], limit: int | None = None) -> str | None:
    """The candidate that was probably meant by ``name``, or ``None`` where none is near enough.

    Letter case and joints (``_``, ``-``) cost nothing. Up to ``limit`` letters may be wrong, missing, too many or
    swapped with their neighbour; without a limit a third of the name. Among equals the one with the longer common
    beginning wins, then the earlier one. Where no candidate is that near, one that continues the name, or that the
    name continues, is taken if it is the only one (``statusCall`` for ``statusCallback``).
    """
    return _nearest(name, tuple(candidates), limit) if len(name) <= _LONGEST else None


@lru_cache(maxsize=64)
def _folded(candidates: tuple[str, ...]) -> tuple[tuple[str, str, frozenset[str]], ...]:
    """Candidates, each folded and with its letters."""
    return tuple([(candidate, known := fold(candidate), frozenset(known)) for candidate in candidates])


@lru_cache(maxsize=1024)
def _nearest(name: str, candidates: tuple[str, ...], limit: int | None) -> str | None:
    wanted = fold(name)
    if len(wanted) < 2:  # one letter is near to anything short
        return None
    most = max(1, len(wanted) // 3) if limit is None else limit
    letters = frozenset(wanted)
    best: tuple[int, int] | None = None
    found = None
    prefixed: list[str] = []
    for candidate, known, known_letters in _folded(candidates):
        shared = _shared(wanted, known)
        if shared >= 4 and shared in (len(wanted), len(known)):
            prefixed.append(candidate)
        # A name of one or two letters is not near to everything that is as short.
        if abs(len(known) - len(wanted)) > most or most >= max(len(known), len(wanted)):
            distance = 0 if known == wanted else most + 1
        elif _lacking(wanted, letters, known) > most or _lacking(known, known_letters, wanted) > most:
            distance = most + 1  # each letter that the other does not have is a change
        else:
            distance = _distance(wanted, known, most)
        if distance <= most and (best is None or (distance, -shared) < best):
            best, found = (distance, -shared), candidate
    if found is None and len(prefixed) == 1:
        return prefixed[0]
    return found


def _lacking(one: str, letters: frozenset[str], other: str) -> int:
    """How many letters of a name another does not have, or not as often."""
    return sum([missing for letter in letters if (missing := one.count(letter) - other.count(letter)) > 0])


def _shared(one: str, other: str) -> int:
    """How many letters two names begin with in common."""
    if one[:1] != other[:1]:
        return 0
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _distance(one: str, other: str, most: int) -> int:
    """Damerau-Levenshtein distance (neighbours swapped once), or ``most + 1`` when it is over ``most``."""
    if one == other:
        return 0
    far = most + 1
    before: list[int] = []
    row = [min(j, far) for j in range(len(other) + 1)]
    for i, letter in enumerate(one, 1):
        older, before = before, row
        row = [far] * (len(other) + 1)
        row[0] = min(i, far)
        # further from the diagonal than that, the distance is too great already
        for j in range(max(1, i - most), min(len(other), i + most) + 1):
            against = other[j - 1]
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, older[j - 2] + 1)
            row[j] = cost
        if min(row) > most and (not before or min(before) > most):
            return far
    return min(row[-1], far)

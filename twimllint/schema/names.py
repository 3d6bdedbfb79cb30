"""Which known name was meant by one that is not known."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

#: No name is longer, so nothing longer was meant to be one.
_MAX_NAME_CHARACTERS = 200
#: A shorter name may be the beginning of many.
_MAX_ABBREVIATION = 5
_IGNORED_CHARACTERS = str.maketrans("", "", "_-: ")


def fold(name: str) -> str:
    """A name without letter case and joints: ``finish_on_key``, ``FinishOnKey``, ``finishonkey`` fold to one."""
    return name.translate(_IGNORED_CHARACTERS).lower()


def nearest(name: str, candidates: Iterable[str], limit: int | None = None) -> str | None:
    """The candidate that was probably meant by ``name``, or ``None`` where none is near enough.

    Letter case and joints (``_``, ``-``) cost nothing. Up to ``limit`` letters may be wrong, missing, too many or
    swapped with their neighbour; without a limit a third of the name. Among equals the one with the longer common
    beginning wins, then the earlier one. Where no candidate is that near, one that continues the name, or that the
    name continues, is taken if it is the only one (``statusCall`` for ``statusCallback``); a longer name is rather cut
    off than wrong in two letters (``master`` for ``mastercard``, not ``maestro``).
    """
    return _nearest(name, tuple(candidates), limit) if len(name) <= _MAX_NAME_CHARACTERS else None


@lru_cache(maxsize=64)
def _folded(candidates: tuple[str, ...]) -> tuple[tuple[str, str, frozenset[str]], ...]:
    """Candidates, each folded and with its letters."""
    return tuple([(candidate, folded := fold(candidate), frozenset(folded)) for candidate in candidates])


@lru_cache(maxsize=1024)
def _nearest(name: str, candidates: tuple[str, ...], limit: int | None) -> str | None:
    wanted = fold(name)
    if len(wanted) < 2:  # one letter is near to anything short
        return None
    max_distance = max(1, len(wanted) // 3) if limit is None else limit
    letters = frozenset(wanted)
    best: tuple[int, int] | None = None
    nearest_candidate = None
    prefixed: list[str] = []
    for candidate, folded, folded_letters in _folded(candidates):
        prefix = _common_prefix(wanted, folded)
        if prefix >= 4 and prefix in (len(wanted), len(folded)):
            prefixed.append(candidate)
        # A name of one or two letters is not near to everything that is as short.
        if abs(len(folded) - len(wanted)) > max_distance or max_distance >= max(len(folded), len(wanted)):
            distance = 0 if folded == wanted else max_distance + 1
        elif (
            _count_missing(wanted, letters, folded) > max_distance
            or _count_missing(folded, folded_letters, wanted) > max_distance
        ):
            distance = max_distance + 1  # each letter that the other does not have is a change
        else:
            distance = _distance(wanted, folded, max_distance)
        if distance <= max_distance and (best is None or (distance, -prefix) < best):
            best, nearest_candidate = (distance, -prefix), candidate
    if len(prefixed) == 1:
        cut_off = len(wanted) > _MAX_ABBREVIATION and fold(prefixed[0]).startswith(wanted)
        if best is None or (best[0] > 1 and cut_off):
            return prefixed[0]
    return nearest_candidate


def _count_missing(one: str, letters: frozenset[str], other: str) -> int:
    """How many letters of a name another does not have, or not as often."""
    return sum([missing for letter in letters if (missing := one.count(letter) - other.count(letter)) > 0])


def _common_prefix(one: str, other: str) -> int:
    """How many letters two names begin with in common."""
    if one[:1] != other[:1]:
        return 0
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


def _distance(one: str, other: str, max_distance: int) -> int:
    """Damerau-Levenshtein distance (neighbours swapped once), or ``most + 1`` when it is over ``most``."""
    if one == other:
        return 0
    far = max_distance + 1
    before: list[int] = []
    row = [min(j, far) for j in range(len(other) + 1)]
    for i, letter in enumerate(one, 1):
        older, before = before, row
        row = [far] * (len(other) + 1)
        row[0] = min(i, far)
        # further from the diagonal than that, the distance is too great already
        for j in range(max(1, i - max_distance), min(len(other), i + max_distance) + 1):
            against = other[j - 1]
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, older[j - 2] + 1)
            row[j] = cost
        if min(row) > max_distance and (not before or min(before) > max_distance):
            return far
    return min(row[-1], far)

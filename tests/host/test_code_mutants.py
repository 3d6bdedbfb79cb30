"""Mistakes planted in helper-library calls are found at their exact places, and nothing is said of the originals."""

from __future__ import annotations

from collections import Counter

import pytest

from support.checking import diagnostics, findings
from support.shapes import SHAPES, mutants, write

pytest.importorskip("tree_sitter")

LANGUAGES = ("javascript", "typescript", "ruby", "php")


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_originals_are_right(shape: str, language: str) -> None:
    code = write(SHAPES[shape], language).code
    assert findings(code, language) == [], code


@pytest.mark.parametrize("language", LANGUAGES)
def test_mutants_are_found_at_their_places(language: str) -> None:
    missed: list[tuple[str, str, tuple[str, ...], object]] = []
    count: Counter[bool] = Counter()
    for shape in SHAPES.values():
        for mutant in mutants(shape, language):
            found = diagnostics(mutant.code, language)
            hit = any(one.name in mutant.names and tuple(one.span) == mutant.place for one in found)
            count[hit] += 1
            if not hit:
                line = mutant.code.count("\n", 0, mutant.place[0])
                missed.append((mutant.kind, mutant.code.splitlines()[line], mutant.names,
                               [(one.name, mutant.code[slice(*one.span)]) for one in found]))  # fmt: skip
    assert count[True] >= 100
    assert count[True] >= 0.98 * count.total(), missed

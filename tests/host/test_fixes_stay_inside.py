"""A fix changes what is in a document and nothing around it, in whatever way the document is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.checking import diagnostics
from support.documents import many
from support.literal_kinds import KINDS, Kind, planted
from support.shapes import SHAPES, mutants, write
from twimllint.engine.fix import apply

pytest.importorskip("tree_sitter")

LANGUAGES = ("javascript", "typescript", "ruby", "php")


def fixed(program: str, language: str) -> list[str]:
    """What a program comes to by each fix that is offered."""
    return [apply(program, one.fix.edits) for one in diagnostics(program, language) if one.fix is not None]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@many(20)
@given(data=st.data())
def test_the_fix_of_a_literal_changes_its_mistake_only(kind: Kind, data: st.DataObject) -> None:
    program, (start, end) = data.draw(planted(kind))
    for after in fixed(program, kind.language):
        assert after == program[:start] + "voice" + program[end:]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_a_plain_mistake_in_a_literal_has_a_fix(kind: Kind) -> None:
    quote = '"' if '"' in kind.spell('"') else "'"
    if quote not in kind.spell(quote):
        pytest.skip("no quote is written plainly in it")
    body = f"<Response><Say voic={quote}alice{quote}>Hi</Say></Response>"
    program = kind.before + body + kind.after
    assert fixed(program, kind.language) == [program.replace("voic=", "voice=")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_fix_of_a_call_brings_the_right_call_back(language: str) -> None:
    count = 0
    for shape in SHAPES.values():
        original = write(shape, language).code
        for mutant in mutants(shape, language):
            at = slice(*mutant.place)
            for one in diagnostics(mutant.code, language):
                if one.fix is None or tuple(one.span) != mutant.place or mutant.kind not in ("misspelt", "wrong case"):
                    continue
                count += 1
                assert apply(mutant.code, one.fix.edits) == original, mutant.code[at]
    assert count > 10

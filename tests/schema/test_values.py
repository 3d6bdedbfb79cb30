"""Values judged by the types of the table."""

import re

import pytest

from twimllint.schema.grammar import load
from twimllint.schema.model import SimpleType, python_pattern

PATTERNS = sorted(
    {
        pattern
        for channel in ("voice", "messaging", "fax")
        for kind in load(channel).types()
        for values in [*[attribute.type for attribute in kind.attributes.values()], kind.text_type]
        if values is not None
        for pattern in values.patterns
    }
)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_a_pattern_is_judged_as_its_expression_says(pattern: str) -> None:
    kind, expression = SimpleType("", patterns=(pattern,)), re.compile(python_pattern(pattern))
    letters = [chr(code) for code in [*range(1, 0x3100), 0xFEFF, 0xE000, 0x1F600]]
    for value in ["", *letters, *[f"{a}{b}" for a in " \t\u2003a/" for b in "\r\x85\u3000z:"]]:
        assert kind.accepts(value) is (expression.fullmatch(value) is not None), repr(value)


def test_numbers_have_blanks_around_them_only() -> None:
    kind = SimpleType("", "integer", number="integer", collapse=True, minimum=1, maximum=10)
    assert [value for value in ("1", " 10\n", "+5", "007", "\t3") if not kind.accepts(value)] == []
    assert [value for value in ("", "0", "11", "1 0", "\u00a01", "1.0", "\u0663", "--1") if kind.accepts(value)] == []

"""Names of version 0.1 that were public still work, and say what they are called now."""

import pytest

import twimllint
from twimllint.source.parse import parse
from twimllint.source.text import Source

DOCUMENT = parse(Source.from_text('<Response {% a %}><Say voice="{{ v }}">{{ t }}</Say></Response'))


@pytest.mark.parametrize(
    ("owner", "old", "new"),
    [
        (DOCUMENT, "broken", "malformed"),
        (DOCUMENT, "problems", "errors"),
        (DOCUMENT.nodes[0], "dynamic_attrs", "templated_attrs"),
        (DOCUMENT.nodes[1], "dynamic", "templated"),
        (DOCUMENT.nodes[1].attrs[0], "dynamic", "templated"),
        (DOCUMENT.nodes[1].texts[0], "dynamic", "templated"),
        (twimllint, "Problem", "ParseError"),
    ],
    ids=lambda value: value if isinstance(value, str) else type(value).__name__,
)
def test_an_old_name_gives_the_same_value_and_a_warning(owner: object, old: str, new: str) -> None:
    with pytest.warns(DeprecationWarning, match=new):
        value = getattr(owner, old)
    assert value is getattr(owner, new)
    assert value

"""Small questions about the parts of a document."""

from __future__ import annotations

import pytest

from twimllint import has_template, static_text
from twimllint.source.parse import parse
from twimllint.source.text import Source


@pytest.mark.parametrize(
    ("inside", "has_text", "is_empty"),
    [
        ("", False, True),
        (" \n ", False, True),
        ("<!-- x -->", False, True),
        (" x ", True, False),
        ("<![CDATA[ ]]>", False, True),
        ("<p/>", False, False),
        ("{{ words }}", True, False),
        ("{% if x %}{% endif %}", False, False),
    ],
)
def test_what_an_element_holds(inside: str, has_text: bool, is_empty: bool) -> None:
    node = parse(Source.from_text(f"<Say>{inside}</Say>", "x.xml.j2")).nodes[0]
    assert (node.has_text, node.is_empty) == (has_text, is_empty)


def test_output_and_control_tags_are_distinguished() -> None:
    node = parse(Source.from_text('<Play digits="1{{ pin }}2" loop="3"/>', "x.xml.j2")).nodes[0]
    digits, loop = node.value("digits"), node.value("loop")
    assert (has_template(digits), static_text(digits)) == (True, "12")
    assert (has_template(loop), static_text(loop)) == (False, "3")

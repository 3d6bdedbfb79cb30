"""A tag in a text that is never closed: a forgotten end tag where it has the name of an element, else a placeholder."""

from __future__ import annotations

from twimllint.schema.data import data
from twimllint.schema.grammar import load
from twimllint.source.parse import parse
from twimllint.source.text import Source

TWIML = {name for channel in ("voice", "messaging") for name in load(channel).names}
#: HTML, SSML, what Twilio had once, and what helper libraries and Amazon's voices have.
OTHERS = {
    *data("dialects")["html"], *data("dialects")["ssml"], "Receive", "Fax", "ReferSip", "Event", "speak", "voice",
    "amazon:auto-breaths", "amazon:breath", "amazon:domain", "amazon:effect",
}  # fmt: skip
#: Names of elements that are as likely values to be filled in.
PLACEHOLDERS = {
    "abbr", "area", "article", "aside", "base", "big", "button", "canvas", "caption", "cite", "col", "colgroup",
    "del", "desc", "embed", "group", "headers", "label", "lexicon", "lookup", "metadata", "noscript", "object",
    "par", "param", "q", "select", "seq", "source", "strike", "sup", "textarea", "tfoot", "token", "track", "tt",
    "uri", "video", "wbr",
}  # fmt: skip
#: Words that are no elements.
WORDS = {"name", "user", "phone-number", "your_url", "x", "date", "amount", "city", "Name", "NUMBER_HERE"}


def kind(name: str) -> str:
    (error,) = parse(Source.from_text(f"<Response><Say>Hello <{name}> there</Say></Response>", "x.twiml")).errors
    return error.kind


def test_the_name_of_an_element_is_a_forgotten_end_tag() -> None:
    for spelled in (str, str.lower, str.upper):
        names = {spelled(name) for name in TWIML | OTHERS}
        assert {name.lower() for name in names if kind(name) != "mismatched-end-tag"} == PLACEHOLDERS


def test_another_name_is_a_placeholder() -> None:
    assert {kind(word) for word in WORDS} == {"unescaped-angle-bracket"}

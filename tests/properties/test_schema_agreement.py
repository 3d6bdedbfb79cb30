"""Rules and XSD agree: what the schema rejects some rule reports, and a schema-backed rule never speaks without it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.documents import CHANNELS, El, documents, many, styled, written
from support.grammar_documents import WILD
from support.linting import BACKED, REGISTRY, accepted, channel_of, lint, lint_ungated, read, severe, summarized
from support.mutations import NUMBERS, TEXTS, spoiled
from support.realistic import everywhere
from twimllint.engine.diagnostic import Diagnostic
from twimllint.engine.dispatcher import Dispatcher
from twimllint.engine.rule import Rule
from twimllint.schema.grammar import load
from twimllint.schema.model import ElementType
from twimllint.schema.net import is_valid
from twimllint.source.tree import Document

#: What the schema rejects and only ``schema-violation`` reports: the beginning of its message, and why no rule has it.
LEFT_TO_THE_NET = {
    "callReason is longer than 50": "a length of its own that no rule is about; the net's words say it all",
    "the text of <BillingReferenceTag> is longer than 128": "as above",
    "the text of <Identity> is longer than 256": "as above",
}
#: What the schema rejects and nobody reports: a pattern of the text, and why.
UNTOLD = {
    r"(?m)(^|>|\[)[ \t]*[@#][A-Za-z{]": "a line that begins like a tag of Blade, Velocity or Razor, which have no brackets",
}


def check(text: str, judge: Callable[[Document, Any], bool] = accepted) -> None:
    """One document: the XSD's word changes nothing of what rules say, and they say the same as it does."""
    found, everything = lint(text), lint_ungated(text)
    assert not found.failures
    assert found.diagnostics == everything.diagnostics, "the XSD's word changes what rules say"
    document, xml = read(text)
    if xml is None:
        return
    if judge(document, xml):
        # an attribute that no page of Twilio describes is reported though the XSD has it
        assert summarized(d for d in everything.diagnostics if d.name in BACKED and d.id != "unlisted") == []
        return
    speaking = [d for d in severe(found.diagnostics) if d.name != "schema-violation"]
    net = [d for d in found.diagnostics if d.name == "schema-violation" and not excused(d)]
    assert summarized(net) == []
    if not speaking and not any(excused(d) for d in found.diagnostics):
        assert any(re.search(pattern, text) for pattern in UNTOLD), f"nobody objects to {text}"


def excused(diagnostic: Diagnostic) -> bool:
    return diagnostic.name == "schema-violation" and diagnostic.label.startswith(tuple(LEFT_TO_THE_NET))


@pytest.mark.parametrize("channel", CHANNELS)
@many(250)
@given(st.data())
def test_generated_and_spoiled_documents(channel: str, data: st.DataObject) -> None:
    root = data.draw(documents(channel))
    if data.draw(st.integers(0, 4)):
        root = data.draw(spoiled(root, load(channel)))
    check(data.draw(styled(root)) if data.draw(st.booleans()) else written(root))


def values_for(kind: Any) -> Iterator[str]:
    """Odd values, those first that distinguish types; some are right."""
    some = [*WILD, *NUMBERS, *TEXTS][::6]
    yield from dict.fromkeys([*kind.values[:2], "", " ", "x", "-1", "1.5", "True", "a b", *some])


@pytest.mark.parametrize("channel", CHANNELS)
def test_every_attribute_of_every_element(channel: str) -> None:
    """Each attribute once with each of some values, each required one left out, each element with odd texts."""
    for kind, root, element in everywhere(load(channel)):
        for _ in variants(kind, element):
            # only libxml2, as the processors were seen to agree above
            check(written(root), lambda document, xml: is_valid(xml, channel_of(document)))


def variants(kind: ElementType, element: El) -> Iterator[None]:
    attrs, items = element.attrs, element.items
    for name, attribute in kind.attributes.items():
        for value in values_for(attribute.type):
            element.attrs = [*((known, old) for known, old in attrs if known != name), (name, value)]
            yield
    for name in kind.required:
        element.attrs = [(known, old) for known, old in attrs if known != name]
        yield
    element.attrs = attrs
    for text in TEXTS:
        element.items = [text, *(item for item in items if not isinstance(item, str))]
        yield
    element.items = []
    yield
    element.items = items


class Talkative(Rule):
    """Rule for these tests that breaks its promise."""

    code, name, source = "TEST001", "talkative", "here"
    on = ("Say",)
    implied_by_schema = True

    def check(self, node: Any, ctx: Any) -> Iterator[Diagnostic]:
        yield self.report(node, "here I am")


def test_a_broken_promise_would_be_seen() -> None:
    dispatcher = Dispatcher(REGISTRY.extended([Talkative]), ["talkative"])
    assert not lint("<Response><Say>Hi</Say></Response>", dispatcher=dispatcher).diagnostics
    assert lint_ungated("<Response><Say>Hi</Say></Response>", dispatcher=dispatcher).diagnostics


@pytest.mark.parametrize("channel", CHANNELS)
def test_a_name_is_a_url_everywhere_or_nowhere(channel: str) -> None:
    """The dispatcher finds the rules for URLs only by the names of element and attribute."""
    kinds: dict[str, set[bool]] = {}
    for kind in load(channel).types():
        for name, attribute in kind.attributes.items():
            kinds.setdefault(f"{kind.name}@{name}", set()).add(attribute.type.kind.endswith("url"))
        if kind.text_type is not None:
            kinds.setdefault(f"{kind.name}/text", set()).add(kind.text_type.kind.endswith("url"))
    assert [place for place, found in kinds.items() if len(found) > 1] == []

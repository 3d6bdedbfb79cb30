"""One finding for each mistake: of errors and warnings a single mutation brings one, and it is where the mutation is."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from support.documents import El, many
from support.linting import lint, read, severe, summarized
from support.single_mutations import (
    ANYWHERE,
    ELEMENT,
    INSIDE,
    MUTATIONS,
    NEW,
    OF_ATTRIBUTES,
    Mutation,
    base,
    broken,
    text_of,
)
from twimllint.engine.diagnostic import Diagnostic, Span
from twimllint.source.tree import Node

#: Rules that may both report one mutation, and why that is right.
TOGETHER = {
    frozenset(("websocket-url-scheme", "url-whitespace")): "another scheme and white space: two things to fix",
    frozenset(("websocket-url-scheme", "url-local-host")): "fixing the scheme leaves the host out of reach",
    frozenset(("websocket-url-scheme", "stream-query-string")): "fixing the scheme leaves the query string",
    frozenset(("deprecated-attribute", "invalid-boolean")): "an old setting, and a value that it does not take",
}
#: Rules of which one may report several findings: once for each wrong word of a list.
WORDS = {"invalid-enum-value", "not-an-integer", "integer-out-of-range", "unknown-callback-event"}
#: Mutations that the schema takes, or that are none: nothing has to be said.
WITHOUT_FINDING = {"odd_value", "odd_text"}

SEEDS = st.integers(0, 2**48)


def one(found: list[Diagnostic]) -> bool:
    """Whether the findings are about one mistake."""
    names = frozenset(diagnostic.name for diagnostic in found)
    return len(found) <= 1 or names in TOGETHER or (len(names) == 1 and names <= WORDS)


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.__name__)
@many(200)
@given(SEEDS)
def test_a_mutation_brings_one_finding(mutation: Mutation, seed: int) -> None:
    rng = Random(seed)
    made = base(rng)
    if severe(lint(text_of(made)).diagnostics) or (mutation in OF_ATTRIBUTES and not made.element.attrs):
        return
    before = set(map(id, made.root.walk()))
    place = mutation(rng, made)
    if place is None:
        return
    text = text_of(made)
    found = severe(lint(text).diagnostics)
    assert one(found), (text, summarized(found))
    if not found:
        assert mutation.__name__ in WITHOUT_FINDING or made.kind.open, text
        return
    new = next((element for element in made.root.walk() if id(element) not in before), made.element)
    wanted = place_of(text, made.root, new if place == NEW else made.element, place)
    assert any(span.overlaps(wanted) for d in found for span in (d.span, *d.covers)), (text, summarized(found))


@many(300)
@given(SEEDS)
def test_what_xml_refuses_brings_one_finding(seed: int) -> None:
    rng = Random(seed)
    made = base(rng)
    text = text_of(made)
    if severe(lint(text).diagnostics):
        return
    text = broken(rng, text) or text
    found = severe(lint(text).diagnostics)
    assert len(found) == 1, (text, summarized(found))


def place_of(text: str, root: El, element: El, place: str) -> Span:
    """Where the finding belongs."""
    if place == ANYWHERE:
        return Span(0, len(text))
    document, _ = read(text)
    assert document.root is not None
    node = node_of(root, element, document.root)
    assert node is not None
    if place in (ELEMENT, NEW, INSIDE):
        return node.span
    attr = node.attr(place[1:])
    assert attr is not None
    return attr.span


def node_of(at: El, element: El, node: Node) -> Node | None:
    if at is element:
        return node
    below = (node_of(child, element, inner) for child, inner in zip(at.children, node.children, strict=False))
    return next((found for found in below if found is not None), None)

"""Values as people write them, place by place: what is drawn with them has nothing in it that Twilio refuses."""

from __future__ import annotations

from collections.abc import Iterator

from hypothesis import strategies as st

from support.documents import El, Table
from twimllint.schema.grammar import Grammar
from twimllint.schema.model import ElementType, SimpleType

#: Values by place (``Gather@hints``, ``Play/text``) or by kind of value.
EXAMPLES: dict[str, list[str]] = {
    "url": ["https://app.acme.test/next", "/next", "menu.xml", "../menu", "https://app.acme.test/a?b=1&c=2"],
    "absolute-url": ["https://app.acme.test/events", "https://cdn.acme.test/cat.png"],
    "ws-url": ["wss://media.acme.test/in", "wss://relay.acme.test:8443/a/b"],
    "Play/text": ["https://cdn.acme.test/hold.mp3", "/sounds/hello.wav"],
    "voice": ["Polly.Joanna", "Polly.Joanna-Neural", "Google.en-US-Neural2-C"],
    "language": ["en-US"],
    "lang@xml:lang": ["fr-FR", "de-DE"],
    "phone-number": ["+14155550100", "+442079460958", "+33142278186", "415-555-0100"],
    "caller-id": ["+14155550199"],
    "client-identity": ["amy", "joe.smith"],
    "conference-name": ["town", "Team Call"],
    "currency": ["usd", "eur"],
    "amount": ["10", "10.50", "0"],
    "dtmf": ["1", "ww12#", "W9*"],
    "duration": ["500ms", "1.5s"],
    "json": ['{"skill":"sales"}', '{"a":{"b":[1,2]}}'],
    "message-text": ["Thanks, we will write back.", "Your code is 1234"],
    "message-address": ["+14155550101"],
    "spoken-text": ["Hello, welcome to Acme.", "Press 1 for sales", "Bonjour à tous"],
    "participant-identity": ["al", "guest-7"],
    "participant-label": ["al", "agent 7"],
    "queue-name": ["support", "Front Desk"],
    "room-name": ["Standup", "Daily Care"],
    "sip-uri": ["sip:amy@pbx.acme.test", "sip:+14155550100@pbx.acme.test;transport=tls", "amy@pbx.acme.test"],
    "list": ["yes,no", "sales, support, billing"],
    "string": ["Acme", "note 7"],
    "integer": ["1", "5", "10", "20", "60", "500", "1000"],
    "decimal": ["0.5", "0.7", "0.9"],
    "Response@version": ["1.0"],
    "Header@name": ["X-Case", "x-team"],
    "ConversationRelay@voice": ["UgBBYS2sOqTuMpoF3BR0"],
    "Language@voice": ["UgBBYS2sOqTuMpoF3BR0"],
    "Task/text": ['{"skill":"sales"}'],
}
#: Values for kinds that no line above is about.
PLAIN = ("Acme", "5", "20", "true", "+10%", "1000", "3000")
REALISTIC: Table = {key: st.sampled_from(values) for key, values in EXAMPLES.items()}


def example(place: str, kind: SimpleType) -> str:
    """One value for a place."""
    tries = [*EXAMPLES.get(place, ()), *EXAMPLES.get(kind.kind, ()), *kind.values, *PLAIN]
    if kind.sid_prefix:
        tries.append(kind.sid_prefix + "9f2c7ab14e6d40c58b1e0a3d7c6f5e21")
    return next(value for value in tries if kind.accepts(value))


def smallest(grammar: Grammar, kind: ElementType) -> El:
    """An element of a type with nothing but what it needs."""
    element = El(
        kind.name, [(name, example(f"{kind.name}@{name}", kind.attributes[name].type)) for name in kind.required]
    )
    if kind.min_children:
        child = grammar.child(kind, next(iter(kind.children)))
        assert child is not None
        element.items.append(smallest(grammar, child))
    elif kind.text_type is not None:
        element.items.append(example(f"{kind.name}/text", kind.text_type))
    return element


def everywhere(grammar: Grammar) -> Iterator[tuple[ElementType, El, El]]:
    """Every element type once, with the smallest document that holds it: the type, the root, and the element."""
    seen: set[str] = set()
    queue: list[tuple[ElementType, tuple[ElementType, ...]]] = [(grammar.root, ())]
    for kind, path in queue:
        if kind.key in seen:
            continue
        seen.add(kind.key)
        inner = root = smallest(grammar, kind)
        for outer in reversed(path):
            attrs = [(name, example(f"{outer.name}@{name}", outer.attributes[name].type)) for name in outer.required]
            root = El(outer.name, attrs, [root])
        yield kind, root, inner
        for name in kind.children:
            child = grammar.child(kind, name)
            assert child is not None
            queue.append((child, (*path, kind)))

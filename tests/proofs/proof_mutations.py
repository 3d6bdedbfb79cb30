"""Mistakes put into right documents, each known by its place."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from grammar_documents import WILD
from hypothesis import strategies as st
from proof_documents import El, Raw

from twimllint.grammar.read import Grammar

FOREIGN = (
    "Foo", "Speak", "GetDigits", "PlayAudio", "br", "b", "div", "Speek", "Gater", "Mesage", "tw:Say", "prompt", "block",
    "Dail", "say", "SAY", "gather", "dial", "room", "ROOM", "sAy", "response", "Response", "P", "Break", "Body", "Text",
)  # fmt: skip
STRANGE = (
    "foo", "Action", "numdigits", "num_digits", "timeOut", "Timeout", "url", "name", "id", "class", "type", "xml:lang",
    "statusCallback", "status_callback", "loop", "voice", "action", "method", "record", "roomName", "waitUrl", "x:y",
    "maxLength", "rate", "whisper", "targetTask", "hangupOnStar", "lenght", "actoin", "participantidentity", "xmlns:x",
)  # fmt: skip
TEXTS = (
    "", " ", "Hello", "hi there", "x" * 130, "/next", "https://app.acme.test/a?b=1&c=2", "+14155550100", "415-555",
    "alice@acme.test", "sip:alice@acme.test", "\u00a0", "{ }", "{\"a\": 1}", "#if", "@foreach", "Say>", "\u7535" * 70, "é",
    "\n  Standup\n", "true", "AP" + "0" * 32, "]]>",
)  # fmt: skip
NUMBERS = ("0", "-1", "1.5", "5s", "99999999", "0x10", "1e3", "", " ", "five", "+3", "007", " 5 ", "٣", "1" * 400)


@dataclass(frozen=True)
class Place:
    """Where a mistake stands: the element, by its steps from the root, and the attribute, or its text."""

    steps: tuple[int, ...]
    attribute: str | None = None


def steps_to(root: El, element: El) -> tuple[int, ...]:
    """The way to an element: which child, which child of that, and so on."""
    for index, child in enumerate(root.children):
        if child is element:
            return (index,)
        below = steps_to(child, element)
        if below or any(inner is element for inner in child.walk()):
            return (index, *below)
    return ()


Deed = Callable[[st.DrawFn, Grammar, El], tuple[El, str | None] | None]


def some_element(draw: st.DrawFn, root: El) -> El:
    return draw(st.sampled_from(list(root.walk())))


def other_value(draw: st.DrawFn, grammar: Grammar, root: El) -> tuple[El, str | None] | None:
    element = some_element(draw, root)
    if not element.attrs:
        return None
    at = draw(st.integers(0, len(element.attrs) - 1))
    name, old = element.attrs[at]
    new = draw(
        st.sampled_from(WILD)
        | st.sampled_from(NUMBERS)
        | st.sampled_from(TEXTS)
        | st.just(old.upper())
        | st.just(old.title())
    )
    element.attrs[at] = (name, new)
    return element, name


def other_name(draw: st.DrawFn, grammar: Grammar, root: El) -> tuple[El, str | None] | None:
    element = some_element(draw, root)
    if not element.attrs:
        return None
    at = draw(st.integers(0, len(element.attrs) - 1))
    name, old = element.attrs[at]
    new = draw(
        st.sampled_from(STRANGE) | st.sampled_from([name.lower(), name.title(), name.upper(), name[:-1], name + "s"])
    )
    if not new or any(known == new for known, _ in element.attrs):
        return None
    element.attrs[at] = (new, old)
    return element, new


def more_attribute(draw: st.DrawFn, grammar: Grammar, root: El) -> tuple[El, str | None] | None:
    element = some_element(draw, root)
    kind = grammar.named(element.name)
    known = sorted(kind.attributes) if kind is not None else []
    name = draw(st.sampled_from([*STRANGE, *known]))
    if any(other == name for other, _ in element.attrs):
        return None
    element.attrs.append((name, draw(st.sampled_from(WILD))))
    return element, name


def less_attribute(draw: st.DrawFn, grammar: Grammar, root: El) -> tuple[El, str | None] | None:
    element = some_element(draw, root)
    if not element.attrs:
        return None
    element.attrs.pop(draw(st.integers(0, len(element.attrs) - 1)))
    return element, None


def other_element(draw: st.DrawFn, grammar: Grammar, root: El) -> tuple[El, str | None] | None:
    element = some_element(draw, root)
    old = element.name
    element.name = draw(
        st.sampled_from(FOREIGN)
        | st.sampled_from(sorted(grammar.names))
        | st.sampled_from([old.lower(), old.upper(), old + "s", old[:-1] or "x"])
    )
    return element, None


def more_element(draw: st.DrawFn, grammar: Grammar, root: El) -> tuple[El, str | None] | None:
    element = some_element(draw, root)
    name = draw(st.sampled_from(FOREIGN) | st.sampled_from(sorted(grammar.names)))
    new = El(name, [], [draw(st.sampled_from(TEXTS))] if draw(st.booleans()) else [])
    element.items.insert(draw(st.integers(0, len(element.items))), new)
    return new, None


def less_element(draw: st.DrawFn, grammar: Grammar, root: El) -> tuple[El, str | None] | None:
    element = some_element(draw, root)
    if not element.children:
        return None
    gone = draw(st.sampled_from(element.children))
    element.items = [item for item in element.items if item is not gone]
    return element, None


def double_element(draw: st.DrawFn, grammar: Grammar, root: El) -> tuple[El, str | None] | None:
    element = some_element(draw, root)
    if not element.children:
        return None
    twin = draw(st.sampled_from(element.children))
    copy = El(twin.name, list(twin.attrs), list(twin.items))
    element.items.append(copy)
    return copy, None


def moved_element(draw: st.DrawFn, grammar: Grammar, root: El) -> tuple[El, str | None] | None:
    parent = some_element(draw, root)
    if not parent.children:
        return None
    moved = draw(st.sampled_from(parent.children))
    parent.items = [item for item in parent.items if item is not moved]
    to = some_element(draw, root)
    to.items.append(moved)
    return moved, None


def other_text(draw: st.DrawFn, grammar: Grammar, root: El) -> tuple[El, str | None] | None:
    element = some_element(draw, root)
    element.items = [item for item in element.items if not isinstance(item, str)]
    element.items.insert(draw(st.integers(0, len(element.items))), draw(st.sampled_from(TEXTS)))
    return element, None


def comment(draw: st.DrawFn, grammar: Grammar, root: El) -> tuple[El, str | None] | None:
    element = some_element(draw, root)
    new = Raw(
        draw(st.sampled_from(["<!-- c -->", "<![CDATA[]]>", "<![CDATA[ x ]]>", "<?pi x?>", "&#32;", "&#9;", "&amp;"]))
    )
    element.items.insert(draw(st.integers(0, len(element.items))), new)
    return element, None


DEEDS: dict[str, Deed] = {
    deed.__name__: deed
    for deed in (
        other_value, other_name, more_attribute, less_attribute, other_element, more_element, less_element,
        double_element, moved_element, other_text, comment,
    )
}  # fmt: skip


@st.composite
def spoiled(draw: st.DrawFn, root: El, grammar: Grammar, most: int = 3) -> El:
    """The document with something done to it, once or several times."""
    for _ in range(draw(st.integers(1, most))):
        DEEDS[draw(st.sampled_from(sorted(DEEDS)))](draw, grammar, root)
    return root

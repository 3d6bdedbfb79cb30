"""Things done to documents: some are mistakes, some are right in another way."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy

from hypothesis import strategies as st

from support.documents import El, Raw
from support.grammar_documents import WILD
from twimllint.schema.grammar import Grammar

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
    "alice@acme.test", "sip:alice@acme.test", "\u00a0", "{ }", '{"a": 1}', "#if", "@foreach", "Say>", "\u7535" * 70,
    "é", "\n  Standup\n", "true", "AP" + "0" * 32, "]]>",
)  # fmt: skip
NUMBERS = (
    "0", "-1", "1.5", "5s", "99999999", "0x10", "1e3", "", " ", "five", "+3", "007", " 5 ", "\u0663", "1" * 400,
)  # fmt: skip
RAW = ("<!-- c -->", "<![CDATA[]]>", "<![CDATA[ x ]]>", "<?pi x?>", "&#32;", "&#9;", "&amp;")

Deed = Callable[[st.DrawFn, Grammar, El], None]


def some_element(draw: st.DrawFn, root: El) -> El:
    return draw(st.sampled_from(list(root.walk())))


def some_place(draw: st.DrawFn, element: El) -> int:
    return draw(st.integers(0, len(element.items)))


def other_value(draw: st.DrawFn, grammar: Grammar, root: El) -> None:
    element = some_element(draw, root)
    if element.attrs:
        at = draw(st.integers(0, len(element.attrs) - 1))
        name, old = element.attrs[at]
        element.attrs[at] = (name, draw(st.sampled_from([*WILD, *NUMBERS, *TEXTS, old.upper(), old.title()])))


def other_name(draw: st.DrawFn, grammar: Grammar, root: El) -> None:
    element = some_element(draw, root)
    if element.attrs:
        at = draw(st.integers(0, len(element.attrs) - 1))
        name, value = element.attrs[at]
        new = draw(st.sampled_from([*STRANGE, name.lower(), name.title(), name.upper(), name[:-1] or "x", name + "s"]))
        if new not in [known for known, _ in element.attrs]:
            element.attrs[at] = (new, value)


def more_attribute(draw: st.DrawFn, grammar: Grammar, root: El) -> None:
    element = some_element(draw, root)
    kind = grammar.named(element.name)
    name = draw(st.sampled_from([*STRANGE, *(sorted(kind.attributes) if kind is not None else ())]))
    if name not in [known for known, _ in element.attrs]:
        element.attrs.append((name, draw(st.sampled_from(WILD))))


def less_attribute(draw: st.DrawFn, grammar: Grammar, root: El) -> None:
    element = some_element(draw, root)
    if element.attrs:
        element.attrs.pop(draw(st.integers(0, len(element.attrs) - 1)))


def other_element(draw: st.DrawFn, grammar: Grammar, root: El) -> None:
    element = some_element(draw, root)
    old = element.name
    names = [*FOREIGN, *sorted(grammar.names), old.lower(), old.upper(), old + "s", old[:-1] or "x"]
    element.name = draw(st.sampled_from(names))


def more_element(draw: st.DrawFn, grammar: Grammar, root: El) -> None:
    element = some_element(draw, root)
    name = draw(st.sampled_from([*FOREIGN, *sorted(grammar.names)]))
    words = [draw(st.sampled_from(TEXTS))] if draw(st.booleans()) else []
    element.items.insert(some_place(draw, element), El(name, [], [*words]))


def less_element(draw: st.DrawFn, grammar: Grammar, root: El) -> None:
    element = some_element(draw, root)
    if element.children:
        gone = draw(st.sampled_from(element.children))
        element.items = [item for item in element.items if item is not gone]


def double_element(draw: st.DrawFn, grammar: Grammar, root: El) -> None:
    element = some_element(draw, root)
    if element.children:
        # a copy all the way down: a shared child could be moved into itself
        element.items.append(deepcopy(draw(st.sampled_from(element.children))))


def moved_element(draw: st.DrawFn, grammar: Grammar, root: El) -> None:
    parent = some_element(draw, root)
    if parent.children:
        moved = draw(st.sampled_from(parent.children))
        parent.items = [item for item in parent.items if item is not moved]
        some_element(draw, root).items.append(moved)


def other_text(draw: st.DrawFn, grammar: Grammar, root: El) -> None:
    element = some_element(draw, root)
    element.items = [item for item in element.items if not isinstance(item, str)]
    element.items.insert(some_place(draw, element), draw(st.sampled_from(TEXTS)))


def markup(draw: st.DrawFn, grammar: Grammar, root: El) -> None:
    element = some_element(draw, root)
    element.items.insert(some_place(draw, element), Raw(draw(st.sampled_from(RAW))))


DEEDS: tuple[Deed, ...] = (
    other_value, other_name, more_attribute, less_attribute, other_element, more_element, less_element, double_element,
    moved_element, other_text, markup,
)  # fmt: skip


@st.composite
def spoiled(draw: st.DrawFn, root: El, grammar: Grammar, most: int = 3) -> El:
    """The document with something done to it, once or several times."""
    for _ in range(draw(st.integers(1, most))):
        draw(st.sampled_from(DEEDS))(draw, grammar, root)
    return root

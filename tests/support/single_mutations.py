"""Single mutations: a right document that rules have nothing to say about, and one thing done to it.

A mutation gives the place where its finding belongs, ``ATTRIBUTE:name`` or one of the words below, or ``None`` where the
document does not lend itself to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random
from typing import NamedTuple

from support.documents import CHANNELS, El, Raw, written
from support.grammar_documents import WILD
from support.mutations import NUMBERS, STRANGE, TEXTS
from support.realistic import EXAMPLES, everywhere, example, smallest
from twimllint.schema.grammar import Grammar, load
from twimllint.schema.model import ElementType, SimpleType

ELEMENT, NEW, INSIDE, ANYWHERE = "the element", "the new element", "inside the element", "anywhere"
PLACES = {channel: list(everywhere(load(channel))) for channel in CHANNELS}
VALUES = list(dict.fromkeys([*WILD, *NUMBERS, *TEXTS]))
UNKNOWN = ("Foo", "Speak", "GetDigits", "div", "br", "Menu", "tw:Say", "sai")


class Base(NamedTuple):
    """A right document: the element of interest in its root, and its type."""

    grammar: Grammar
    kind: ElementType
    root: El
    element: El

    @property
    def values(self) -> list[str]:
        """The names of the attributes that the schema gives a type."""
        return [name for name, _ in self.element.attrs if name in self.kind.attributes]


def base(rng: Random) -> Base:
    """A small document around some element, with some attributes and a child perhaps."""
    channel = rng.choice(["voice"] * 4 + ["messaging"])
    grammar = load(channel)
    kind, pattern, inner = rng.choice(PLACES[channel])
    copies: dict[int, El] = {}
    root = clone(pattern, copies)
    element = copies[id(inner)]
    optional = [name for name in kind.attributes if name not in kind.required]
    for name in rng.sample(optional, min(len(optional), rng.randint(0, 3))):
        element.attrs.append((name, right_value(rng, f"{kind.name}@{name}", kind.attributes[name].type)))
    words = any(isinstance(item, str) for item in element.items)
    if kind.children and kind.name != "Response" and not words and rng.random() < 0.6:
        child = grammar.child(kind, rng.choice(list(kind.children)))
        assert child is not None
        element.items.append(smallest(grammar, child))
    if channel == "voice" and rng.random() < 0.5:
        root.items.append(El("Say", [], ["Bye"]))
    return Base(grammar, kind, root, element)


def clone(element: El, copies: dict[int, El]) -> El:
    items = [clone(item, copies) if isinstance(item, El) else item for item in element.items]
    copies[id(element)] = new = El(element.name, list(element.attrs), items)
    return new


def right_value(rng: Random, place: str, kind: SimpleType) -> str:
    tries = [*EXAMPLES.get(place, ()), *EXAMPLES.get(kind.kind, ()), *kind.values]
    return rng.choice([value for value in tries if kind.accepts(value)] or [example(place, kind)])


# -- mutations of the tree


def attribute_case(rng: Random, base: Base) -> str | None:
    at = rng.randrange(len(base.element.attrs))
    name, value = base.element.attrs[at]
    snake = re.sub("[A-Z]", lambda letter: "_" + letter[0].lower(), name)
    other = rng.choice([name.lower(), name.upper(), name[0].upper() + name[1:], snake])
    base.element.attrs[at] = (other, value)
    return None if other == name else "@" + other


def attribute_typo(rng: Random, base: Base) -> str | None:
    at = rng.randrange(len(base.element.attrs))
    name, value = base.element.attrs[at]
    if len(name) < 5:
        return None
    base.element.attrs[at] = (other := typo(rng, name), value)
    return None if other in base.kind.attributes else "@" + other


def wrong_value(rng: Random, base: Base) -> str | None:
    if not base.values:
        return None
    name = rng.choice(base.values)
    wrong = [value for value in VALUES if not base.kind.attributes[name].type.accepts(value)]
    return set_value(base, name, rng.choice(wrong)) if wrong else None


def odd_value(rng: Random, base: Base) -> str | None:
    return set_value(base, rng.choice(base.values), rng.choice(VALUES)) if base.values else None


def strange_attribute(rng: Random, base: Base) -> str | None:
    name = rng.choice(["foo", "class", "speed", *STRANGE])
    if base.kind.open or name in base.kind.attributes or name.startswith("xmlns"):
        return None
    base.element.attrs.insert(rng.randint(0, len(base.element.attrs)), (name, "1"))
    return "@" + name


def attribute_left_out(rng: Random, base: Base) -> str | None:
    if not base.kind.required:
        return None
    gone = rng.choice(base.kind.required)
    base.element.attrs = [(name, value) for name, value in base.element.attrs if name != gone]
    return ELEMENT


def element_case(rng: Random, base: Base) -> str | None:
    name = base.element.name
    base.element.name = rng.choice([name.lower(), name.upper(), name.swapcase()])
    return None if base.element.name == name else ELEMENT


def element_typo(rng: Random, base: Base) -> str | None:
    if len(base.element.name) < 4:
        return None
    base.element.name = typo(rng, base.element.name)
    return None if base.element.name in base.grammar.names else ELEMENT


def other_element(rng: Random, base: Base) -> str | None:
    base.element.name = rng.choice(UNKNOWN)
    return ELEMENT


def more_element(rng: Random, base: Base) -> str | None:
    return insert(rng, base, El(rng.choice(UNKNOWN), [], rng.choice([[], ["x"]])))


def misplaced_element(rng: Random, base: Base) -> str | None:
    names = base.grammar.names - set(base.kind.children) - {"Response"}
    kind = base.grammar.named(rng.choice(sorted(names)))
    assert kind is not None
    return insert(rng, base, smallest(base.grammar, kind))


def stray_text(rng: Random, base: Base) -> str | None:
    if base.kind.text != "none":
        return None
    base.element.items.insert(rng.randint(0, len(base.element.items)), "stray words")
    return INSIDE


def odd_text(rng: Random, base: Base) -> str | None:
    if base.kind.text_type is None or base.element.children:
        return None
    base.element.items = [rng.choice(TEXTS)]
    return INSIDE


def emptied(rng: Random, base: Base) -> str | None:
    if not (base.kind.text == "required" or base.kind.min_children):
        return None
    base.element.items = []
    return ELEMENT


def typo(rng: Random, name: str) -> str:
    at = rng.randrange(1, len(name) - 1)
    return rng.choice([name[:at] + name[at + 1 :], name[:at] + name[at + 1] + name[at] + name[at + 2 :], name + "s"])


def set_value(base: Base, name: str, value: str) -> str:
    base.element.attrs[:] = [(known, value if known == name else old) for known, old in base.element.attrs]
    return "@" + name


def insert(rng: Random, base: Base, new: El) -> str | None:
    if base.kind.open:
        return None
    base.element.items.insert(rng.randint(0, len(base.element.items)), new)
    return NEW


# -- mutations of the text


def breach(rng: Random, base: Base) -> str | None:
    """A breach of XML inside the element's text."""
    if base.kind.text_type is None or base.kind.text_type.kind not in (
        "spoken-text",
        "message-text",
        "conference-name",
    ):
        return None
    base.element.items.insert(0, Raw(rng.choice(["a & b ", "a < b ", "caf&eacute; ", "a&#11;b ", "\x0b"])))
    return ANYWHERE


def broken(rng: Random, text: str) -> str | None:
    """A document that XML refuses: a tag cut, turned or left out, quotes gone, something before or behind it."""
    end, attribute = text.rfind("</"), re.search(r' [A-Za-z:]+="[^"<> ]*"', text)
    ways = [
        text[: rng.randrange(4, len(text) - 1)],
        text + rng.choice(["ok", "<Response/>", "\nwarning: x", "</Response>"]),
        rng.choice(["oops ", "\n<?xml version='1.0'?>", "\ufeff\ufeff"]) + text,
    ]
    if end >= 0:
        ways += [text[: end + 2] + "X" + text[end + 2 :], text[:end] + text[text.index(">", end) + 1 :]]
    if attribute is not None:
        start, stop = attribute.span()
        whole = attribute[0]
        changes = [whole.replace('"', ""), "," + whole, whole.partition("=")[0], whole + whole]
        ways += [text[:start] + change + text[stop:] for change in changes]
    return rng.choice(ways)


Mutation = Callable[[Random, Base], str | None]
MUTATIONS: tuple[Mutation, ...] = (
    attribute_case, attribute_typo, wrong_value, odd_value, strange_attribute, attribute_left_out, element_case,
    element_typo, other_element, more_element, misplaced_element, stray_text, odd_text, emptied, breach,
)  # fmt: skip
OF_ATTRIBUTES: tuple[Mutation, ...] = (attribute_case, attribute_typo)


def text_of(base: Base) -> str:
    return written(base.root)

"""Elements that an element may be in, for parts of documents that are written by themselves."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from twimllint.schema.grammar import Grammar, load

#: No path from an element up to the root is longer.
_STEPS = 8
#: What nothing is known of: any attribute may be there.
ANY: frozenset[str] = frozenset()


@cache
def frame_of(element: str, channel: str, attributes: frozenset[str] = ANY) -> tuple[str, str]:
    """The start tags that must come before an element to make a document of it, and the end tags after it.

    ``attributes`` are those that the element has.
    """
    return frame(path_to(element, channel, attributes) or ["Response"])


def frame(path: Sequence[str]) -> tuple[str, str]:
    """The start tags of some elements, each in the one before, and their end tags."""
    return "".join([f"<{name}>" for name in path]), "".join([f"</{name}>" for name in reversed(path)])


@cache
def path_to(element: str, channel: str, attributes: frozenset[str] = ANY) -> list[str] | None:
    """The elements around one, from the root down, on a way that the schema allows; ``None`` where there is none."""
    grammar = load("messaging" if channel == "messaging" else "voice")
    path: list[str] = []
    name = element
    for _ in range(_STEPS):
        parents = grammar.parents(name)
        if not parents:
            return None
        name = _parent(parents, element, attributes, grammar) if not path and attributes else _first(parents)
        path.insert(0, name)
        if name == "Response":
            return path
    return None


def _first(parents: tuple[str, ...]) -> str:
    return "Response" if "Response" in parents else parents[0]


def _parent(parents: tuple[str, ...], element: str, attributes: frozenset[str], grammar: Grammar) -> str:
    """The first parent in which an element needs no more attributes than it has: ``<Stream name>`` is in ``<Stop>``."""
    first = _first(parents)
    for parent in dict.fromkeys((first, *parents)):
        owner = grammar.named(parent)
        kind = None if owner is None else grammar.child(owner, element)
        if kind is not None and attributes.issuperset(kind.required) and attributes <= kind.attributes.keys():
            return parent
    return first

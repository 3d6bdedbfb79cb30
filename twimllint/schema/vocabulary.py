"""Every name that the schemas know, for checking the names that rules and plugins use."""

from __future__ import annotations

from functools import cache

from twimllint.schema import places
from twimllint.schema.grammar import load

CHANNELS = ("voice", "messaging", "fax")


@cache
def element_names() -> frozenset[str]:
    """The names of the elements of all channels, SSML included."""
    return frozenset([name for channel in CHANNELS for name in load(channel).names])


@cache
def attribute_names(element: str | None = None) -> frozenset[str]:
    """The names of the attributes of an element in any channel and place, or of all elements."""
    return frozenset(
        [
            name
            for channel in CHANNELS
            for kind in load(channel).types()
            if element in (None, kind.name)
            for name in (*kind.attributes, *kind.legacy)
        ]
    )


def type_names() -> frozenset[str]:
    """The names of the types of values."""
    return places.types()


def statuses() -> frozenset[str]:
    """The names of the statuses of elements and attributes."""
    return places.statuses()

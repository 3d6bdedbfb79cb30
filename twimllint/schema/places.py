"""Places by what the schema says of them: where URLs, SIDs or spoken text belong, what is deprecated.

A place is an element (``Sms``), an attribute of an element (``Gather@action``) or the text of an element
(``Redirect/text``). Elements that share a name share a place, so a place has every type and status that one of them
has. The answers come from the generated table: no schema is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from twimllint.schema import _table

Index = Mapping[str, Mapping[str, str]]


def types() -> frozenset[str]:
    """The names of all types of values, such as ``url``, ``sid``, ``language`` or ``spoken-text``."""
    return _all_keys(_table.PLACES_BY_TYPE)


def statuses() -> frozenset[str]:
    """The names of all statuses, such as ``deprecated``; ``current`` is none of them."""
    return _all_keys(_table.PLACES_BY_STATUS)


@cache
def places_of_type(kind: str, channel: str | None = None) -> frozenset[str]:
    """The attributes and texts whose values have a type, in one channel or in both; none for an unknown type."""
    return _places(_table.PLACES_BY_TYPE, kind, channel)


@cache
def places_with_status(status: str, channel: str | None = None) -> frozenset[str]:
    """The elements and attributes of a status, in one channel or in both; none for an unknown status.

    Besides the statuses of the schema these are ``removed``, ``renamed`` and ``misspelt`` attributes, which Twilio
    once accepted or which are a known mistake.
    """
    return _places(_table.PLACES_BY_STATUS, status, channel)


def types_at(place: str, channel: str | None = None) -> tuple[str, ...]:
    """The types that the value at a place may have, in the order of their names."""
    return _inverse("type", channel).get(place, ())


def statuses_at(place: str, channel: str | None = None) -> tuple[str, ...]:
    """The statuses other than ``current`` of an element or attribute, in the order of their names."""
    return _inverse("status", channel).get(place, ())


def last_word(name: str) -> str:
    """The last word of a name in camel case, with its capital: ``Event`` of ``statusCallbackEvent``; else nothing."""
    start = next((index for index in range(len(name) - 1, 0, -1) if name[index].isupper()), len(name))
    return name[start:]


@cache
def _inverse(by: str, channel: str | None) -> dict[str, tuple[str, ...]]:
    index = _table.PLACES_BY_TYPE if by == "type" else _table.PLACES_BY_STATUS
    keys_by_place: dict[str, tuple[str, ...]] = {}
    for key in sorted(_all_keys(index)):
        for place in _places(index, key, channel):
            keys_by_place[place] = (*keys_by_place.get(place, ()), key)
    return keys_by_place


def _all_keys(index: Index) -> frozenset[str]:
    return frozenset([key for table in index.values() for key in table])


def _places(index: Index, key: str, channel: str | None) -> frozenset[str]:
    tables = index.values() if channel is None else [index["messaging" if channel == "messaging" else "voice"]]
    return frozenset([place for table in tables for place in table.get(key, "").split()])

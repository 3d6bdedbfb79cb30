"""Values of attributes against the grammar: what is wrong with each.

Every rule about values speaks about one ``Fault``, so that no value gets two of their findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from twimllint.engine.diagnostic import Span
from twimllint.source.tree import Attr
from twimllint.twiml.placement import type_of

if TYPE_CHECKING:
    from twimllint.engine.context import Context
    from twimllint.schema.model import AttributeType, SimpleType

_INTEGER = re.compile(r"[+-]?[0-9]+")
_DECIMAL = re.compile(r"[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)")
_ITEM = re.compile(r"[^ \t\r\n]+")
_SEPARATED = re.compile(r"[^\s,;|]+")


class Fault(Enum):
    """What is wrong with a value."""

    EMPTY = auto()
    #: listed, but in other letter case
    CASE = auto()
    #: not in the list
    ENUM = auto()
    #: not in the list of a callback's events
    EVENT = auto()
    #: words of a list joined by commas
    SEPARATOR = auto()
    BOOLEAN = auto()
    #: no number, or none of the kind asked for
    NUMBER = auto()
    RANGE = auto()
    SID = auto()


class Wrong(NamedTuple):
    """A fault and its place: ``value`` is the part of the value at ``span``, ``type`` what it should be."""

    fault: Fault
    value: str
    span: Span
    type: SimpleType


def attribute_type(attr: Attr, ctx: Context) -> AttributeType | None:
    """The type of an attribute, or ``None`` where its element or its name is not known."""
    kind = type_of(attr.parent, ctx)
    return None if kind is None else kind.attributes.get(attr.name)


def faults(attr: Attr, ctx: Context) -> tuple[Wrong, ...]:
    """What is wrong with the value of a known attribute; nothing where a template writes part of it."""
    if attr.templated:
        return ()
    known: dict[Attr, tuple[Wrong, ...]] = ctx.shared("faults", dict)
    found = known.get(attr)
    if found is None:
        kind = attribute_type(attr, ctx)
        wrong = kind is not None and not kind.type.accepts(attr.value)
        found = known[attr] = tuple(_judge(attr, kind.type)) if wrong and kind is not None else ()
    return found


def of_fault(attr: Attr, fault: Fault, ctx: Context) -> list[Wrong]:
    """The faults of one kind."""
    return [wrong for wrong in faults(attr, ctx) if wrong.fault is fault]


def right_word(value: str, type: SimpleType) -> str | None:
    """The listed word that a value is but for its letter case."""
    folded = value.strip().lower()
    return next((word for word in type.values if word.lower() == folded), None)


def _judge(attr: Attr, type: SimpleType) -> Iterator[Wrong]:
    value, whole = attr.value, attr.value_span
    if not value.strip():
        yield Wrong(Fault.EMPTY, value, whole, type)
    elif type.kind == "boolean":
        yield Wrong(Fault.BOOLEAN, value, whole, type)
    elif type.kind == "sid":
        yield Wrong(Fault.SID, value, whole, type)
    elif type.item is not None:
        yield from _judge_list(attr, type, type.item)
    elif _numeric(type):
        yield Wrong(_number_fault(value, type), value, whole, type)
    elif type.values and type.kind == "enum":
        yield Wrong(Fault.CASE if right_word(value, type) else Fault.ENUM, value, whole, type)


def _judge_list(attr: Attr, type: SimpleType, item: SimpleType) -> Iterator[Wrong]:
    if re.search(r"[,;|]", attr.value):
        yield Wrong(Fault.SEPARATOR, attr.value, attr.value_span, type)
        return
    for match in _ITEM.finditer(attr.value):
        word = match[0]
        if item.accepts(word):
            continue
        if item.number:
            fault = _number_fault(word, item)
        elif right_word(word, item):
            fault = Fault.CASE
        else:
            fault = Fault.EVENT if attr.name.endswith("Event") else Fault.ENUM
        yield Wrong(fault, word, attr.part(*match.span()), item)


def separated(wrong: Wrong) -> str | None:
    """The words of a list with blanks between them; ``None`` where one of them is not known."""
    item = wrong.type.item
    words = _SEPARATED.findall(wrong.value)
    if item is None or not words:
        return None
    meant = [word if item.accepts(word) else right_word(word, item) for word in words]
    return None if None in meant else " ".join([word for word in meant if word])


def _numeric(type: SimpleType) -> bool:
    return bool(type.number) or any(member.number for member in type.members)


def _number_fault(value: str, type: SimpleType) -> Fault:
    """Not a number, or one out of bounds; 0 and less where only counting numbers make sense are no numbers either."""
    plain = value.strip()
    if right_word(plain, type):
        return Fault.CASE
    integer = (type.number or next((member.number for member in type.members if member.number), "")) == "integer"
    if (_INTEGER if integer else _DECIMAL).fullmatch(plain) is None:
        return Fault.NUMBER
    number = float(plain)
    lowest = type.minimum
    if integer and lowest is not None and (number < 0 <= lowest or (number == 0 and lowest == 1)):
        return Fault.NUMBER
    return Fault.RANGE


def asked_for(type: SimpleType) -> str:
    """The numbers that a type takes, in words: ``a whole number of seconds from 5 to 600``."""
    integer = (type.number or next((member.number for member in type.members if member.number), "")) == "integer"
    words = "a whole number" if integer else "a number"
    if type.unit:
        words += f" of {type.unit}"
    low, high = type.minimum, type.maximum
    if low is not None and high is not None:
        words += f" from {low:,} to {high:,}"
    elif low is not None:
        words += f" from {low:,} up"
    elif high is not None:
        words += f" up to {high:,}"
    return words + "".join([f' or "{word}"' for word in type.values])


def subject(attr: Attr) -> str:
    """An attribute as the subject of a message."""
    return f"{attr.name} of <{attr.parent.name}>"


def error_of(attr: Attr, ctx: Context) -> int | None:
    """The number that Twilio logs for a wrong value of this attribute."""
    kind = attribute_type(attr, ctx)
    return None if kind is None else kind.about.error


def is_list(attr: Attr, ctx: Context) -> bool:
    """Whether the attribute takes several words."""
    kind = attribute_type(attr, ctx)
    return kind is not None and kind.type.item is not None


#: Callbacks that are not named as their method is: waitMethod belongs to waitUrl.
_CALLBACKS = {"referMethod": "referUrl", "waitMethod": "waitUrl", "waitUrlMethod": "waitUrl"}


def callback_of(attr: Attr, ctx: Context) -> str | None:
    """The attribute with the URL that an event list or a method is about; ``None`` where the element has none."""
    kind = type_of(attr.parent, ctx)
    name = _CALLBACKS.get(attr.name) or attr.name.removesuffix("Event").removesuffix("Method")
    if kind is None:
        return None
    return next((known for known in (name, name + "Url") if known in kind.attributes), None)

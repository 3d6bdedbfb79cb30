"""Values of attributes against the grammar: what is wrong with each.

Every rule about values reports one ``Kind``, so that no value gets two of their findings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import TYPE_CHECKING, NamedTuple

from twimllint.engine.diagnostic import Span
from twimllint.renamed import renamed_names
from twimllint.source.tree import Attr, Node, Text
from twimllint.twiml.placement import type_of

if TYPE_CHECKING:
    from twimllint.engine.context import Context
    from twimllint.schema.model import AttributeType, SimpleType

_INTEGER = re.compile(r"[+-]?[0-9]+")
_DECIMAL = re.compile(r"[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)")
_SEPARATOR = re.compile(r"[,;|+&/]")
_ITEM = re.compile(r"[^ \t\r\n]+")
_SEPARATED = re.compile(r"[^\s,;|+&/\[\]\"']+")


#: What Twilio logs for a value that is no number where no page gives another number: its schema knows whole numbers and
#: else only strings, so that for other values it logs nothing (0).
_NO_NUMBER, _NO_ERROR = 12200, 0


class Kind(Enum):
    """What is wrong with a value."""

    EMPTY = auto()
    #: listed, but in other letter case
    CASE = auto()
    #: not in the list
    ENUM = auto()
    #: not in the list of a callback's events
    EVENT = auto()
    #: words of a list that are not separated by spaces
    SEPARATOR = auto()
    BOOLEAN = auto()
    #: no number, or none of the kind that is expected
    NUMBER = auto()
    RANGE = auto()
    SID = auto()


class InvalidValue(NamedTuple):
    """An invalid value and its place.

    ``value`` is the part of the attribute's value at ``span``, ``type`` what it should be; ``error`` is the number that
    Twilio logs for it.
    """

    kind: Kind
    value: str
    span: Span
    type: SimpleType
    error: int


def attribute_type(attr: Attr, ctx: Context) -> AttributeType | None:
    """The type of an attribute, or ``None`` where its element or its name is not known."""
    kind = type_of(attr.parent, ctx)
    return None if kind is None else kind.attributes.get(attr.name)


def value_type(item: Attr | Text, ctx: Context) -> SimpleType | None:
    """The type of an attribute's value or of a text, or ``None`` where the schema does not know it."""
    if isinstance(item, Attr):
        attribute = attribute_type(item, ctx)
        return None if attribute is None else attribute.type
    element = None if item.parent is None else type_of(item.parent, ctx)
    return None if element is None else element.text_type


def error_of(item: Attr | Text, ctx: Context, fault: str = "") -> int | None:
    """The number that Twilio logs for a wrong value of an attribute, if it logs any; ``None`` for a text.

    ``fault`` asks for the number of a certain fault, such as ``scheme`` of a URL, where that has one of its own.
    """
    kind = attribute_type(item, ctx) if isinstance(item, Attr) else None
    return None if kind is None else kind.about.errors.get(fault, kind.about.error)


def element_error(node: Node, fault: str, ctx: Context) -> int | None:
    """The number that Twilio logs for a fault of an element, such as ``child`` or ``empty`` (``tw:errors``)."""
    kind = type_of(node, ctx)
    return None if kind is None else kind.about.errors.get(fault)


def place(item: Attr | Text) -> str:
    """Where a value is: ``Enqueue@workflowSid`` for an attribute, ``Application`` for the text of an element."""
    owner = item.parent.name if item.parent is not None else ""
    return f"{owner}@{item.name}" if isinstance(item, Attr) else owner


def subject(item: Attr | Text) -> str:
    """A value as the subject of a title: ``workflowSid``, or ``text of <Application>``."""
    return item.name if isinstance(item, Attr) else f"text of <{place(item)}>"


def check_value(attr: Attr, ctx: Context) -> tuple[InvalidValue, ...]:
    """What is wrong with the value of a known attribute; nothing where a template writes part of it."""
    if attr.templated:
        return ()
    cache: dict[Attr, tuple[InvalidValue, ...]] = ctx.shared("invalid values", dict)
    invalid = cache.get(attr)
    if invalid is None:
        kind = attribute_type(attr, ctx)
        valid = kind is None or kind.type.accepts(attr.value)
        invalid = cache[attr] = () if valid or kind is None else tuple(_check(attr, kind.type, kind.about.error))
    return invalid


def invalid_values(attr: Attr, kind: Kind, ctx: Context) -> list[InvalidValue]:
    """What is wrong with a value in one way; several parts where the value is a list."""
    return [invalid for invalid in check_value(attr, ctx) if invalid.kind is kind]


def canonical_value(value: str, type: SimpleType) -> str | None:
    """The listed value that differs in letter case only."""
    folded = value.strip().lower()
    return next((word for word in type.values if word.lower() == folded), None)


def _check(attr: Attr, type: SimpleType, error: int | None) -> Iterator[InvalidValue]:
    value = attr.value
    if type.item is not None and value.strip():
        yield from _check_list(attr, type, type.item, error)
        return
    kind = _kind(value, type)
    if kind is not None:
        yield InvalidValue(kind, value, attr.value_span, type, error or _logged(kind))


def _logged(kind: Kind) -> int:
    return _NO_NUMBER if kind is Kind.NUMBER else _NO_ERROR


def _kind(value: str, type: SimpleType) -> Kind | None:
    if not value.strip():
        return Kind.EMPTY
    if type.kind == "boolean":
        return Kind.BOOLEAN
    if type.kind == "sid":
        return Kind.SID
    if _is_number(type):
        return _number_kind(value, type)
    if type.values and type.kind == "enum":
        return Kind.CASE if canonical_value(value, type) else Kind.ENUM
    return None


def _check_list(attr: Attr, type: SimpleType, item: SimpleType, error: int | None) -> Iterator[InvalidValue]:
    if _SEPARATOR.search(attr.value):
        yield InvalidValue(Kind.SEPARATOR, attr.value, attr.value_span, type, error or _NO_ERROR)
        return
    event = attr.name.endswith("Event")
    for match in _ITEM.finditer(attr.value):
        word = match[0]
        if item.accepts(word):
            continue
        if item.number:
            kind = _number_kind(word, item)
        elif canonical_value(word, item):
            kind = Kind.CASE
        else:
            kind = Kind.EVENT if event else Kind.ENUM
        yield InvalidValue(kind, word, attr.part(*match.span()), item, error or _logged(kind))


def separate_by_spaces(invalid: InvalidValue) -> str | None:
    """The words of a list with spaces between them; ``None`` where one of them is not known."""
    item = invalid.type.item
    words = _SEPARATED.findall(invalid.value)
    if item is None or not words:
        return None
    canonical = [word if item.accepts(word) else canonical_value(word, item) for word in words]
    return None if None in canonical else " ".join([word for word in canonical if word])


def number_kind(type: SimpleType) -> str | None:
    """``integer`` or ``decimal`` for a type that allows numbers, itself or as one of its members."""
    return type.number or next((member.number for member in type.members if member.number), None)


def _is_number(type: SimpleType) -> bool:
    return number_kind(type) is not None


def _number_kind(value: str, type: SimpleType) -> Kind:
    """Not a number, or one out of bounds; 0 and less where only counting numbers make sense are no numbers either."""
    plain = value.strip()
    if canonical_value(plain, type):
        return Kind.CASE
    integer = number_kind(type) == "integer"
    if (_INTEGER if integer else _DECIMAL).fullmatch(plain) is None:
        return Kind.NUMBER
    number = float(plain)
    lowest = type.minimum
    if integer and lowest is not None and (number < 0 <= lowest or (number == 0 and lowest == 1)):
        return Kind.NUMBER
    return Kind.RANGE


def callback_of(attr: Attr, ctx: Context) -> str | None:
    """The attribute with the URL that an event list or a method is about; ``None`` where the element has none."""
    kind = type_of(attr.parent, ctx)
    # waitMethod and waitUrlMethod belong to waitUrl
    name = attr.name.removesuffix("Event").removesuffix("Method")
    if kind is None:
        return None
    return next((url for url in (name, name + "Url") if url in kind.attributes), None)


if not TYPE_CHECKING:
    __getattr__ = renamed_names(
        __name__,
        {
            "Fault": "Kind",
            "Wrong": "InvalidValue",
            "faults": "check_value",
            "of_fault": "invalid_values",
            "right_word": "canonical_value",
            "separated": "separate_by_spaces",
        },
    )

"""What TwiML allows, as small values: elements, attributes, types of values, and what is known about each.

They are filled by ``read.py`` from the XSD files and only read afterwards. Plain slotted classes, since a run of
one small document makes some hundred of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Literal

from twimllint.schema.names import fold

TextRule = Literal["none", "optional", "required", "mixed", "any"]

NOTHING: Mapping[str, str] = MappingProxyType({})

# XSD knows four blanks; Python's idea of white space is wider.
_BLANKS = re.compile("[ \t\r\n]+")
_SEPARATORS = " \xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
_INTEGER = re.compile("[+-]?[0-9]+")
_DECIMAL = re.compile("[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)")


def python_pattern(pattern: str) -> str:
    """A pattern of the schemas for ``re``: they keep to what both languages share, but for the separators."""
    return pattern.replace("\\p{Z}", _SEPARATORS)


class About:
    """What is known of an element or attribute besides its form.

    ``status`` is ``current``, ``deprecated`` (still works, has a successor), ``retired`` (the product is gone),
    ``legacy`` (old, off Twilio's pages), ``new``, ``undocumented`` (helper libraries or error list only),
    ``private-beta``, or for withdrawn attributes ``removed``, ``renamed``, ``misspelt``. ``page`` is the address of
    Twilio's page, ``error`` the number that Twilio logs for a wrong value or content, ``replacement`` what to use
    instead, ``doc`` the description in plain words. ``flow`` holds what a verb does to the course of the call (see
    ``docs`` of the schema's ``tw:flow``), empty for everything else.
    """

    __slots__ = ("doc", "error", "flow", "page", "replacement", "status")

    def __init__(
        self,
        status: str = "current",
        page: str | None = None,
        error: int | None = None,
        replacement: str | None = None,
        doc: str = "",
        flow: Mapping[str, str] = NOTHING,
    ) -> None:
        self.status = status
        self.page = page
        self.error = error
        self.replacement = replacement
        self.doc = doc
        self.flow = flow

    def __repr__(self) -> str:
        return f"About({self.status}, {self.page})"


class SimpleType:
    """The values that an attribute or a text may have.

    ``kind`` says what they mean: ``boolean``, ``enum``, ``enum-list`` (words separated by blanks), ``integer``,
    ``integer-list``, ``decimal``, ``list`` (separated by ``separator``), ``string``, or one of the meanings that the
    schemas name: ``url``, ``absolute-url``, ``ws-url``, ``language``, ``voice``, ``phone-number``, ``caller-id``,
    ``sip-uri``, ``sid``, ``dtmf``, ``keys``, ``duration``, ``room-name``, ``conference-name``, ``queue-name``,
    ``client-identity``, ``participant-identity``, ``participant-label``, ``message-address``, ``message-text``,
    ``spoken-text``, ``amount``, ``currency``, ``json``.

    ``values`` are the words of a list (for a number: words that stand beside it, such as ``auto``); ``open`` says
    that others are tolerated. ``minimum`` and ``maximum`` belong to numbers (``unit`` says of what), the lengths to
    text in characters or to lists in items. ``item`` is the type of a list's items, ``members`` the types of a union.
    """

    __slots__ = (
        "_matchers", "case_sensitive", "collapse", "doc", "item", "kind", "max_item_length", "max_items", "max_length",
        "maximum", "members", "min_length", "minimum", "name", "number", "open", "patterns", "separator", "sid_prefix",
        "unit", "values",
    )  # fmt: skip

    def __init__(self, name: str, kind: str = "string") -> None:
        self.name = name
        self.kind = kind
        self.doc = ""
        self.values: tuple[str, ...] = ()
        self.patterns: tuple[str, ...] = ()
        self.minimum: float | None = None
        self.maximum: float | None = None
        self.min_length: int | None = None
        self.max_length: int | None = None
        self.max_items: int | None = None
        self.max_item_length: int | None = None
        self.unit: str | None = None
        self.separator = " "
        self.sid_prefix: str | None = None
        self.open = False
        self.case_sensitive = True
        self.collapse = False
        self.number: Literal["", "integer", "decimal"] = ""
        self.item: SimpleType | None = None
        self.members: tuple[SimpleType, ...] = ()
        self._matchers: tuple[re.Pattern[str], ...] | None = None

    def derived(self, name: str) -> SimpleType:
        """A copy under another name, to be narrowed."""
        copy = SimpleType(name)
        for slot in SimpleType.__slots__:
            setattr(copy, slot, getattr(self, slot))
        copy.name = name
        copy._matchers = None
        return copy

    @property
    def pattern(self) -> str | None:
        """The narrowest pattern, as the schema writes it."""
        return self.patterns[-1] if self.patterns else None

    @property
    def empty_allowed(self) -> bool:
        """Whether an empty value has a meaning."""
        return self.accepts("")

    def accepts(self, value: str) -> bool:
        """Whether the schema takes the value, white space treated as an XSD processor does."""
        if self.members:
            return any(member.accepts(value) for member in self.members)
        if self.item is not None:
            item, items = self.item, [part for part in _BLANKS.split(value) if part]
            return len(items) >= (self.min_length or 0) and all(item.accepts(part) for part in items)
        if self.collapse:
            value = _BLANKS.sub(" ", value).strip(" ")
        if self.number:
            return self._accepts_number(value)
        if self.values and value not in self.values:
            return False
        if self.min_length is not None and len(value) < self.min_length:
            return False
        if self.max_length is not None and len(value) > self.max_length:
            return False
        return not self.patterns or all(matcher.fullmatch(value) for matcher in self._compiled())

    def _accepts_number(self, value: str) -> bool:
        if (_INTEGER if self.number == "integer" else _DECIMAL).fullmatch(value) is None:
            return False
        number = float(value)  # which also takes thousands of digits, and is exact where the limits lie
        return (self.minimum is None or number >= self.minimum) and (self.maximum is None or number <= self.maximum)

    def _compiled(self) -> tuple[re.Pattern[str], ...]:
        if self._matchers is None:
            self._matchers = tuple([re.compile(python_pattern(pattern)) for pattern in self.patterns])
        return self._matchers

    def __repr__(self) -> str:
        return f"SimpleType({self.name or 'unnamed'}, {self.kind})"


class AttributeType:
    """An attribute of an element type. ``type`` and ``about`` are read from the schema when first asked for."""

    __slots__ = ("_about", "_make_about", "_make_type", "_type", "default", "name", "required")

    def __init__(
        self,
        name: str,
        required: bool,
        default: str | None,
        make_type: Callable[[], SimpleType],
        make_about: Callable[[], About],
    ) -> None:
        self.name = name
        self.required = required
        self.default = default
        self._make_type = make_type
        self._make_about = make_about
        self._type: SimpleType | None = None
        self._about: About | None = None

    @property
    def type(self) -> SimpleType:
        """The values it takes."""
        if self._type is None:
            self._type = self._make_type()
        return self._type

    @property
    def about(self) -> About:
        """What is known of it; ``page`` is the element's where it has none of its own."""
        if self._about is None:
            self._about = self._make_about()
        return self._about

    def __repr__(self) -> str:
        return f"AttributeType({self.name})"


class ElementType:
    """An element at its place: ``Sip`` in ``Dial`` is one type, ``Sip`` in ``Refer`` another.

    ``attributes`` maps names to attribute types, ``children`` names of elements to the keys of their types, at least
    ``min_children`` of which must stand inside. ``text`` says whether text stands directly inside: ``none``,
    ``optional`` (it or elements), ``required``, ``mixed`` (with elements between), ``any``; ``text_type`` what it
    holds. ``open`` elements take any attribute and any content. ``legacy`` lists attributes that Twilio took once
    and takes no more.
    """

    __slots__ = (
        "_folded", "about", "attributes", "children", "key", "legacy", "min_children", "name", "open", "text",
        "text_type",
    )  # fmt: skip

    def __init__(
        self,
        name: str,
        key: str,
        about: About,
        attributes: Mapping[str, AttributeType],
        children: Mapping[str, str],
        min_children: int,
        text: TextRule,
        text_type: SimpleType | None,
        open: bool,
        legacy: Mapping[str, About],
    ) -> None:
        self.name = name
        self.key = key
        self.about = about
        self.attributes = attributes
        self.children = children
        self.min_children = min_children
        self.text = text
        self.text_type = text_type
        self.open = open
        self.legacy = legacy
        self._folded: dict[str, str] | None = None

    @property
    def required(self) -> tuple[str, ...]:
        """The names of the attributes that must be there."""
        return tuple([name for name, attribute in self.attributes.items() if attribute.required])

    def folded(self, name: str) -> str | None:
        """The attribute that ``name`` is but for letter case and joints: ``finish_on_key`` is ``finishOnKey``."""
        if self._folded is None:
            self._folded = {fold(known): known for known in self.attributes}
        return self._folded.get(fold(name))

    def __repr__(self) -> str:
        return f"ElementType({self.key})"

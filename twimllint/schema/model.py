"""What TwiML allows, as small values: elements, attributes, types of values, and what is known about each.

``grammar.py`` makes them from the rows of the generated table when they are first asked for, and nobody changes them.
Plain slotted classes, since a run of one small document makes some hundred of them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar, Literal

from twimllint.schema.names import fold
from twimllint.source.tree import WHITE_SPACE

if TYPE_CHECKING:
    from twimllint.source.tree import Node, Reading, StartTag

TextRule = Literal["none", "optional", "required", "mixed", "any"]

#: Of so many start tags it is remembered whether an element type takes their attributes, and of so many elements that
#: it takes them.
_MAX_REMEMBERED = 1000

NOTHING: Mapping[str, str] = MappingProxyType({})
NO_ERRORS: Mapping[str, int] = MappingProxyType({})

# XSD knows four blanks; Python's idea of white space is wider.
_BLANKS = "[ \t\r\n]+"
_SEPARATORS = (
    " \xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
)
#: All that the patterns call white space, and the patterns of what is not only white space and of what has none.
_WHITE = _SEPARATORS + "\t\r\n\x85"
_NOT_BLANK = "[\\s\\S]*[^\\p{Z}\\t\\r\\n\x85][\\s\\S]*"
_NO_WHITE = "[^\\p{Z}\\t\\r\\n\x85]+"
_WHITE_CHARACTERS = frozenset(_WHITE)
_INTEGER = "[+-]?[0-9]+"
_DECIMAL = "[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)"


def python_pattern(pattern: str) -> str:
    """A pattern of the schemas for ``re``: they keep to what both languages share, but for the separators."""
    return pattern.replace("\\p{Z}", _SEPARATORS)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    """Compiled when first needed: most documents hold no number that takes a closer look."""
    return re.compile(pattern)


@cache
def _matcher(pattern: str) -> Callable[[str], bool]:
    """Whether a value matches a pattern of the schemas."""
    if pattern == _NOT_BLANK:
        return lambda value: value.strip(_WHITE) != ""
    if pattern == _NO_WHITE:
        return lambda value: value != "" and _WHITE_CHARACTERS.isdisjoint(value)
    match = re.compile(python_pattern(pattern)).fullmatch
    return lambda value: match(value) is not None


class About:
    """What is known of an element or attribute besides its form.

    ``status`` is ``current``, ``deprecated`` (still works, has a successor), ``retired`` (the product is gone),
    ``legacy`` (old, off Twilio's pages), ``new``, ``undocumented`` (helper libraries or error list only),
    ``unlisted`` (Twilio's own schema of 2018 to 2023 only), ``private-beta``, or for attributes that Twilio does not
    take ``removed``, ``renamed``, ``misspelt``, ``api-only`` (a parameter of the REST API). ``replacement`` is what to
    use instead.

    ``error`` is the number that Twilio logs for a wrong value of an attribute, or for the first fault of an element;
    ``errors`` are the numbers by fault (the schema's ``tw:errors``: ``child``, ``empty``, ``long`` ...). ``role`` says
    of a noun of Dial whether it is rung (``target``) or is where the call goes (``place``). ``flow`` holds what a verb
    does to the course of the call (the schema's ``tw:flow``), empty for everything else.
    """

    __slots__ = ("_place", "error", "errors", "flow", "replacement", "role", "status")

    def __init__(
        self,
        place: tuple[str, str],
        status: str = "current",
        error: int | None = None,
        replacement: str | None = None,
        role: str | None = None,
        errors: Mapping[str, int] = NO_ERRORS,
        flow: Mapping[str, str] = NOTHING,
    ) -> None:
        self._place = place
        self.status = status
        self.error = error
        self.replacement = replacement
        self.role = role
        self.errors = errors
        self.flow = flow

    @property
    def doc(self) -> str:
        """The description in plain words. Loads the documentation of all elements."""
        return _described(*self._place)[0]

    @property
    def instead(self) -> str:
        """What is so of an attribute that no other one replaces, in words. Loads the documentation of all elements."""
        from twimllint.schema import _docs

        return _docs.INSTEAD.get(self._place[1], "")

    @property
    def page(self) -> str | None:
        """The address of Twilio's page, that of the element for an attribute without one of its own."""
        return _described(*self._place)[1]

    def __repr__(self) -> str:
        return f"About({self._place[1]}, {self.status})"


def _described(channel: str, place: str) -> tuple[str, str | None]:
    from twimllint.schema import _docs  # only a person who asks needs it

    entry: tuple[str, str | None] = _docs.ABOUT[channel][place]
    return entry


class SimpleType:
    """The values that an attribute or a text may have.

    ``kind`` says what they mean: ``boolean``, ``enum``, ``enum-list`` (words separated by blanks), ``integer``,
    ``integer-list``, ``decimal``, ``list`` (separated by ``separator``), ``string``, or one of the meanings that the
    schemas name: ``url``, ``absolute-url``, ``ws-url``, ``language``, ``voice``, ``phone-number``, ``caller-id``,
    ``sip-uri``, ``sid``, ``dtmf``, ``keys``, ``duration``, ``room-name``, ``conference-name``, ``queue-name``,
    ``client-identity``, ``participant-identity``, ``participant-label``, ``message-address``, ``message-text``,
    ``spoken-text``, ``amount``, ``currency``, ``json``.

    ``values`` are the words of a list (for a number: words that are beside it, such as ``auto``); ``open`` says
    that others are tolerated. ``means`` says in words what the value is ("phone number"); ``fetches`` is ``media`` for
    the URL of a file that Twilio plays or sends. ``minimum`` and ``maximum`` belong to numbers (``unit`` says of what),
    the lengths to text in characters or to lists in items. ``min_in_use`` is a bound below the documented minimum that
    Twilio's own code uses. ``item`` is the type of a list's items, ``members`` the types of a union.
    """

    #: The fields besides name and kind, with their defaults.
    FIELDS: ClassVar[Mapping[str, Any]] = MappingProxyType(
        {
            "values": (), "patterns": (), "minimum": None, "maximum": None, "min_length": None, "max_length": None,
            "min_in_use": None, "max_items": None, "max_item_length": None, "unit": None, "separator": " ",
            "sid_prefix": None, "means": None, "fetches": None, "open": False, "case_sensitive": True,
            "collapse": False, "number": "", "item": None, "members": (),
        }
    )  # fmt: skip

    __slots__ = (
        "_accepts_value", "case_sensitive", "collapse", "fetches", "item", "kind", "max_item_length", "max_items",
        "max_length", "maximum", "means", "members", "min_in_use", "min_length", "minimum", "name", "number", "open",
        "patterns", "separator", "sid_prefix", "unit", "values",
    )  # fmt: skip

    values: tuple[str, ...]
    patterns: tuple[str, ...]
    minimum: float | None
    maximum: float | None
    min_in_use: int | None
    min_length: int | None
    max_length: int | None
    max_items: int | None
    max_item_length: int | None
    unit: str | None
    separator: str
    sid_prefix: str | None
    means: str | None
    fetches: str | None
    open: bool
    case_sensitive: bool
    collapse: bool
    number: Literal["", "integer", "decimal"]
    item: SimpleType | None
    members: tuple[SimpleType, ...]

    def __init__(self, name: str, kind: str = "string", **fields: Any) -> None:
        self.name = name
        self.kind = kind
        for field, default in SimpleType.FIELDS.items():
            setattr(self, field, fields.get(field, default))
        self._accepts_value: Callable[[str], bool] | None = None

    def derived(self, name: str) -> SimpleType:
        """A copy under another name, to be narrowed."""
        return SimpleType(name, self.kind, **{field: getattr(self, field) for field in SimpleType.FIELDS})

    @property
    def doc(self) -> str:
        """The description in plain words; empty for a type without a name. Loads the documentation."""
        from twimllint.schema import _docs  # only a person who asks needs it

        return _docs.TYPES.get(self.name, "")

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
        check = self._accepts_value
        if check is None:
            check = self._accepts_value = self._quickest_check()
        return check(value)

    def _quickest_check(self) -> Callable[[str], bool]:
        """The quickest way to check a value: most types are a list of words, a number or one pattern."""
        if self.members:
            return lambda value: any(member.accepts(value) for member in self.members)
        if self.item is not None:
            return self._accepts_list
        if self.number:
            return self._accepts_number
        plain = not self.collapse and self.min_length is None and self.max_length is None
        if plain and self.values and not self.patterns:
            return frozenset(self.values).__contains__
        if plain and len(self.patterns) == 1 and not self.values:
            return _matcher(self.patterns[0])
        return self._accepts_text

    def _accepts_list(self, value: str) -> bool:
        items = [part for part in re.split(_BLANKS, value) if part]
        return len(items) >= (self.min_length or 0) and all(self.item.accepts(part) for part in items if self.item)

    def _accepts_number(self, value: str) -> bool:
        if not (value.isascii() and value.isdecimal()):  # the usual number needs no expression
            value = _compiled(_BLANKS).sub(" ", value).strip(" ")
            if _compiled(_INTEGER if self.number == "integer" else _DECIMAL).fullmatch(value) is None:
                return False
        number = float(value)  # which also takes thousands of digits, and is exact where the limits lie
        return (self.minimum is None or number >= self.minimum) and (self.maximum is None or number <= self.maximum)

    def _accepts_text(self, value: str) -> bool:
        if self.collapse and not value.isalnum():
            value = _compiled(_BLANKS).sub(" ", value).strip(" ")
        if self.values and value not in self.values:
            return False
        if self.min_length is not None and len(value) < self.min_length:
            return False
        if self.max_length is not None and len(value) > self.max_length:
            return False
        return all(_matcher(pattern)(value) for pattern in self.patterns)

    def __repr__(self) -> str:
        return f"SimpleType({self.name or 'unnamed'}, {self.kind})"


class AttributeType:
    """An attribute of an element type."""

    __slots__ = ("_about", "_row", "_type", "_types", "default", "name", "required")

    def __init__(self, row: tuple[Any, ...], types: Callable[[int], SimpleType], owner: tuple[str, str]) -> None:
        self.name: str = row[0]
        self.required: bool = row[2]
        self.default: str | None = row[3]
        self._row = row
        self._types = types
        self._type: SimpleType | None = None
        self._about: About | tuple[str, str] = owner

    @property
    def type(self) -> SimpleType:
        """The values it takes."""
        if self._type is None:
            self._type = self._types(self._row[1])
        return self._type

    @property
    def about(self) -> About:
        """What is known of it; ``page`` is the element's where it has none of its own."""
        if isinstance(self._about, tuple):
            channel, key = self._about
            status, error, replacement, errors = self._row[4:]
            faults = dict(errors) if errors else NO_ERRORS
            self._about = About((channel, f"{key}@{self.name}"), status, error, replacement, errors=faults)
        return self._about

    def __repr__(self) -> str:
        return f"AttributeType({self.name})"


class ElementType:
    """An element at its place: ``Sip`` in ``Dial`` is one type, ``Sip`` in ``Refer`` another.

    ``attributes`` maps names to attribute types, ``children`` names of elements to the keys of their types, at least
    ``min_children`` and at most ``max_children`` (``None`` for any number) of which must be inside. ``text`` says
    whether text is directly inside: ``none``, ``optional`` (it or elements), ``required``, ``mixed`` (with elements
    between), ``any``; ``text_type`` what it holds. ``open`` elements take any attribute and any content. ``legacy``
    lists attributes that Twilio does not take.
    """

    __slots__ = (
        "_accepted_tags", "_checked_text", "_folded", "about", "accepted", "attributes", "children", "inside",
        "key", "legacy", "max_children", "min_children", "name", "open", "required", "text", "text_type",
    )  # fmt: skip

    def __init__(self, channel: str, row: tuple[Any, ...], types: Callable[[int], SimpleType]) -> None:
        key, name, about, flow, text, text_type, open_, least, most, children, attributes, legacy = row
        status, role, replacement, errors = about
        owner = (channel, key)
        self.key: str = key
        self.name: str = name
        error = errors[0][1] if errors else None
        self.about = About(owner, status, error, replacement, role, dict(errors), dict(flow) if flow else NOTHING)
        self.attributes: Mapping[str, AttributeType] = {row[0]: AttributeType(row, types, owner) for row in attributes}
        #: the names of the attributes that must be there
        self.required: tuple[str, ...] = tuple([row[0] for row in attributes if row[2]])
        self.children: Mapping[str, str] = dict(children)
        self.min_children: int = least
        self.max_children: int | None = most
        self.text: TextRule = text
        self.text_type: SimpleType | None = None if text_type is None else types(text_type)
        self.open: bool = open_
        self.legacy: Mapping[str, About] = {row[0]: About((channel, f"{key}@{row[0]}"), *row[1:]) for row in legacy}
        #: the types of the children, by their names, as far as they have been asked for
        self.inside: dict[str, ElementType] = {}
        self._folded: dict[str, str] | None = None
        self._accepted_tags: dict[StartTag, bool] = {}
        #: what elements read that the schema takes: who asks about many looks here first
        self.accepted: set[Reading | None] = set()
        # Text between elements is free as far as the schema goes.
        self._checked_text = self.text_type if not children else None

    @property
    def offered(self) -> tuple[str, ...]:
        """The names of the attributes that may be suggested to somebody: all but those that are ``unlisted``."""
        return tuple([name for name, attribute in self.attributes.items() if attribute.about.status != "unlisted"])

    def folded(self, name: str) -> str | None:
        """The attribute that ``name`` is but for letter case and joints: ``finish_on_key`` is ``finishOnKey``."""
        if self._folded is None:
            self._folded = {fold(offered): offered for offered in self.offered}
        return self._folded.get(fold(name))

    def accepts(self, node: Node) -> bool:
        """Whether the schema takes the attributes and the text of an element, and the number of its children.

        Whether it takes these very children is for the grammar to say.
        """
        is_accepted = self.open or self._accepts(node)
        if is_accepted and node.reading is not None:
            if len(self.accepted) >= _MAX_REMEMBERED:
                self.accepted.clear()
            self.accepted.add(node.reading)
        return is_accepted

    def _accepts(self, node: Node) -> bool:
        tag = node.tag
        if tag is None:
            if not self._accepts_attributes([(attr.name, attr.value) for attr in node.attrs]):
                return False
        else:
            accepted = self._accepted_tags.get(tag)
            if accepted is None:
                accepted = self._accepts_attributes([(name, value) for name, _, _, value, _, _ in tag.attributes])
                if len(self._accepted_tags) >= _MAX_REMEMBERED:
                    self._accepted_tags.clear()
                self._accepted_tags[tag] = accepted
            if not accepted:
                return False
        if self._checked_text is not None:
            return not node.children and self._checked_text.accepts(node.text)
        count = len(node.children)
        if count < self.min_children or (self.max_children is not None and count > self.max_children):
            return False
        if self.text == "none":
            for text in node.texts:
                if text.value.strip(WHITE_SPACE):
                    return False
        return True

    def _accepts_attributes(self, given: Iterable[tuple[str, str]]) -> bool:
        """Whether the schema takes attributes, each a name and a value."""
        attributes = self.attributes
        missing = set(self.required)
        for name, value in given:
            attribute = attributes.get(name)
            if attribute is None or not attribute.type.accepts(value):
                return False
            missing.discard(name)
        return not missing

    def __repr__(self) -> str:
        return f"ElementType({self.key})"

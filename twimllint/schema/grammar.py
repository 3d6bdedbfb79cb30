"""What one channel's documents may hold: the one model of the schema that everything asks.

Made from the generated table ``_table.py``, an element type at a time as it is asked for. That the table says what
the XSD files say is proved in the tests against two full XSD processors.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from typing import TYPE_CHECKING

from twimllint.schema import _table
from twimllint.schema.model import ElementType, SimpleType
from twimllint.schema.names import fold

if TYPE_CHECKING:
    from twimllint.source.tree import Document, Node


#: Of so many elements, named with their parents, the type is remembered; names in documents are without number.
_MAX_REMEMBERED_PLACES = 4000


@cache
def load(channel: str) -> Grammar:
    """The grammar of ``voice``, ``messaging`` or (retired) ``fax``; that of voice for an unknown channel."""
    return Grammar(channel if channel in ("messaging", "fax") else "voice")


def of_channel(channel: str) -> Grammar:
    """The grammar that a document of that channel is checked by; that of voice where the channel is unknown."""
    return load("messaging" if channel == "messaging" else "voice")


def of_other_channel(channel: str) -> Grammar:
    """The grammar of the channel that it is not."""
    return load("voice" if channel == "messaging" else "messaging")


@cache
def simple_type(number: int) -> SimpleType:
    """A type of values by the number of its row in the table."""
    name, kind, pairs = _table.TYPES[number]
    fields = dict(pairs)
    if "item" in fields:
        fields["item"] = simple_type(fields["item"])
    if "members" in fields:
        fields["members"] = tuple([simple_type(member) for member in fields["members"]])
    return SimpleType(name, kind, **fields)


@cache
def only_twiml() -> frozenset[str]:
    """The elements that no dialect of another provider has: beside one of them, a foreign element is a mistake."""
    return frozenset(_table.ONLY_TWIML.split())


def is_voice(name: str) -> bool:
    """Whether Twilio lists a voice of exactly this name."""
    return f" {name} " in _table.VOICES and " " not in name


class Grammar:
    """What one channel's documents may hold."""

    def __init__(self, channel: str) -> None:
        self.channel = channel
        self._rows = {row[0]: row for row in _table.ELEMENTS[channel]}
        self._types: dict[str, ElementType] = {}
        self._places: dict[tuple[str | None, str, str], ElementType | None] = {}

    @property
    def root(self) -> ElementType:
        """The type of ``<Response>``."""
        return self._type("Response")

    def check_elements(self, document: Document) -> tuple[dict[Node, ElementType | None], list[Node]]:
        """The elements with their types, and those that the schema does not take, both in the order of the text.

        An element that the schema does not know at its place is not taken, nor is anything inside that; it has no type,
        and neither has what is inside an element that takes anything.
        """
        root = document.root
        document.note_readings()
        if root is None or root.name != "Response":
            return dict.fromkeys(document.nodes), list(document.nodes)
        types: dict[Node, ElementType | None] = {}
        rejected: list[Node] = []
        inside_open: set[Node] = set()
        for node in document.nodes:
            parent = node.parent
            owner = None if parent is None else types[parent]
            kind: ElementType | None = None
            if parent is None:
                kind = self.root
            elif owner is not None and not owner.open:
                kind = owner.inside.get(node.name) or self.child(owner, node.name)
            elif owner is not None or parent in inside_open:
                types[node] = None
                inside_open.add(node)
                continue
            types[node] = kind
            if kind is None or (node.reading not in kind.accepted and not kind.accepts(node)):
                rejected.append(node)
        return types, rejected

    def element(self, node: Node) -> ElementType | None:
        """The type of an element at its place, or ``None`` where the channel has no element of that name.

        Under a parent that does not take it, it is checked as the first element of its name in the schema; inside one
        that takes anything, as nothing.
        """
        parent = node.parent
        if parent is None:
            return self.named(node.name)
        above = parent.parent
        # Two steps up are enough: no name means two things that only a great-grandparent would distinguish.
        place = (None if above is None else above.name, parent.name, node.name)
        places = self._places
        if place not in places:
            if len(places) >= _MAX_REMEMBERED_PLACES:
                places.clear()
            owner = self.named(parent.name) if above is None else self._child(self.named(above.name), parent.name)
            places[place] = self._child(owner, node.name)
        return places[place]

    def named(self, name: str) -> ElementType | None:
        """The first element of that name in the schema, wherever it is."""
        key = self._first.get(name)
        return None if key is None else self._type(key)

    def child(self, parent: ElementType, name: str) -> ElementType | None:
        """The type of a child element, or ``None`` where the parent does not take it."""
        child = parent.inside.get(name)
        if child is None and name in parent.children:
            child = parent.inside[name] = self._type(parent.children[name])
        return child

    def allows(self, parent: ElementType | None, name: str) -> bool:
        """Whether an element of that name may be in the parent."""
        return parent is not None and (parent.open or name in parent.children)

    def parents(self, name: str) -> tuple[str, ...]:
        """The names of the elements that take an element of that name, in the order of the schema."""
        return self._parents.get(name, ())

    def owners(self, attribute: str) -> tuple[str, ...]:
        """The names of the elements that have an attribute of that name, in the order of the schema."""
        return self._owners.get(attribute, ())

    @cached_property
    def _parents(self) -> Mapping[str, tuple[str, ...]]:
        return _index((name, kind.name) for kind in self.types() for name in kind.children)

    @cached_property
    def _owners(self) -> Mapping[str, tuple[str, ...]]:
        return _index((name, kind.name) for kind in self.types() for name in kind.offered)

    def folded(self, name: str) -> str | None:
        """The element that ``name`` is but for letter case and joints: ``gather`` and ``GATHER`` are ``Gather``."""
        return self._folded.get(fold(name))

    def types(self) -> Iterator[ElementType]:
        """Every element type, the root first, in the order of the schema."""
        return map(self._type, self._rows)

    @cached_property
    def verbs(self) -> frozenset[str]:
        """The names of the elements directly in ``<Response>``."""
        return frozenset(self.root.children)

    @cached_property
    def ssml(self) -> frozenset[str]:
        """The names of the SSML tags; none outside voice."""
        return frozenset(_table.SSML.split() if self.channel == "voice" else ())

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of all elements."""
        return frozenset([row[1] for row in self._rows.values()])

    @cached_property
    def offered(self) -> frozenset[str]:
        """The names of the elements that may be suggested to somebody: all but those that are ``unlisted``."""
        return frozenset([row[1] for row in self._rows.values() if row[2][0] != "unlisted"])

    @cached_property
    def nouns(self) -> frozenset[str]:
        """The names of the elements that belong inside others, by Twilio's pages never directly in Response."""
        documented = {name for name, key in self.root.children.items() if key == name}
        return self.names - documented - self.ssml - {"Response"}

    @cached_property
    def waiting(self) -> frozenset[str]:
        """The verbs that wait for somebody: the caller's keys or words, another party."""
        return frozenset([row[1] for row in self._rows.values() if ("waits", "true") in row[3]])

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {fold(name): name for name in sorted(self.offered)}

    def _child(self, parent: ElementType | None, name: str) -> ElementType | None:
        child = None if parent is None else self.child(parent, name)
        if child is not None:
            return child
        # an element that takes anything says nothing of what it takes
        return None if parent is not None and parent.open else self.named(name)

    @cached_property
    def _first(self) -> dict[str, str]:
        """The key of the first element of each name; verbs are first of all."""
        keys = {row[1]: key for key, row in reversed(self._rows.items())}
        return {**keys, **self.root.children, "Response": "Response"}

    def _type(self, key: str) -> ElementType:
        element_type = self._types.get(key)
        if element_type is None:
            element_type = self._types[key] = ElementType(self.channel, self._rows[key], simple_type)
        return element_type


def _index(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """From each first to its seconds, each once and in order."""
    index: dict[str, dict[str, None]] = {}
    for first, second in pairs:
        index.setdefault(first, {})[second] = None
    return {first: tuple(seconds) for first, seconds in index.items()}

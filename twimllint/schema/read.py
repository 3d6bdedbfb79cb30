"""The XSD files of ``schemas/`` read into the values of ``model.py``, an element type at a time as it is asked for.

The files keep to a plain style and this reader to that style: no target namespace, named complex types, elements
declared inside them, choices that repeat. That it reads them rightly is proved in the tests against two full XSD
processors.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property, partial
from typing import TYPE_CHECKING, cast

from twimllint.schema.files import TW, XS, Files
from twimllint.schema.model import About, AttributeType, ElementType, SimpleType, TextRule
from twimllint.schema.names import fold
from twimllint.schema.simple import SimpleTypes, read_about, told

if TYPE_CHECKING:
    from lxml.etree import _Element

    from twimllint.source.tree import Node

_SPEECH = "speech"  # the group of ssml.xsd that lists the SSML tags


@cache
def load(channel: str) -> Grammar:
    """The grammar of ``voice``, ``messaging`` or (retired) ``fax``; that of voice for an unknown channel."""
    return Grammar(channel if channel in ("messaging", "fax") else "voice")


class Grammar:
    """What one channel's documents may hold."""

    def __init__(self, channel: str) -> None:
        self.channel = channel
        self._files = Files(f"twiml-{channel}.xsd")
        self._simple = SimpleTypes(self._files)
        self._types: dict[str, ElementType] = {}
        self._named: dict[str, ElementType | None] = {}
        self._placed: dict[tuple[str, str, str], ElementType | None] = {}

    @property
    def root(self) -> ElementType:
        """The type of ``<Response>``."""
        return self._type("Response", "Response")

    def element(self, node: Node) -> ElementType | None:
        """The type of an element at its place, or ``None`` where the channel has no element of that name.

        Under a parent that does not take it, it is judged as the first element of its name in the schema.
        """
        parent = node.parent
        if parent is None:
            return self.named(node.name)
        above = parent.parent
        # Two steps up are enough: no name means two things that only a great-grandparent would tell apart.
        key = ("" if above is None else above.name, parent.name, node.name)
        if key not in self._placed:
            owner = self.named(parent.name) if above is None else self._child(self.named(above.name), parent.name)
            self._placed[key] = self._child(owner, node.name)
        return self._placed[key]

    def named(self, name: str) -> ElementType | None:
        """The first element of that name in the schema, wherever it stands."""
        if name not in self._named:
            self._named[name] = self._first(name)
        return self._named[name]

    def child(self, parent: ElementType, name: str) -> ElementType | None:
        """The type of a child element, or ``None`` where the parent does not take it."""
        key = parent.children.get(name)
        return None if key is None else self._type(name, key)

    def allows(self, parent: ElementType | None, name: str) -> bool:
        """Whether an element of that name may stand in the parent."""
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
        return _index((name, kind.name) for kind in self.types() for name in kind.attributes)

    def folded(self, name: str) -> str | None:
        """The element that ``name`` is but for letter case and joints: ``gather`` and ``GATHER`` are ``Gather``."""
        return self._folded.get(fold(name))

    def types(self) -> Iterator[ElementType]:
        """Every element type, the root first, in the order of the schema."""
        for key, _ in self._files.all("complexType"):
            yield self._type(self._spelling[key], key)

    @cached_property
    def verbs(self) -> frozenset[str]:
        """The names of the elements directly in ``<Response>``."""
        return frozenset(self.root.children)

    @cached_property
    def ssml(self) -> frozenset[str]:
        """The names of the SSML tags; none outside voice."""
        if self.channel != "voice":
            return frozenset()
        return frozenset([str(node.get("name")) for node in self._files.find("group", _SPEECH).iter(XS + "element")])

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of all elements."""
        return frozenset(self._spelling.values())

    @cached_property
    def nouns(self) -> frozenset[str]:
        """The names of the elements that belong inside others, by Twilio's pages never directly in Response."""
        documented = {name for name, key in self.root.children.items() if key == name}
        return self.names - documented - self.ssml - {"Response"}

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {fold(name): name for name in sorted(self.names)}

    @cached_property
    def _spelling(self) -> dict[str, str]:
        """The element's name for each key of a type."""
        declared = [node for root in self._files.roots() for node in root.iter(XS + "element")]
        return {str(node.get("type")): str(node.get("name")) for node in declared}

    def _child(self, parent: ElementType | None, name: str) -> ElementType | None:
        key = None if parent is None else parent.children.get(name)
        return self.named(name) if key is None else self._type(name, key)

    def _first(self, name: str) -> ElementType | None:
        if name == "Response":
            return self.root
        if name in self.root.children:
            return self._type(name, self.root.children[name])
        for key, spelling in self._spelling.items():
            if spelling == name:
                return self._type(name, key)
        return None

    def _type(self, name: str, key: str) -> ElementType:
        found = self._types.get(key)
        if found is None:
            found = self._types[key] = self._read(name, key, self._files.find("complexType", key))
        return found

    def _read(self, name: str, key: str, node: _Element) -> ElementType:
        """An element type out of its ``xs:complexType``."""
        doc, mark = told(node)
        about = read_about(doc, mark)
        children: dict[str, str] = {}
        least = 0
        open_ = False
        text_type: SimpleType | None = None
        text: TextRule = "mixed" if node.get("mixed") == "true" else "none"
        owner = node
        for part in node.iterchildren(XS + "choice", XS + "sequence", XS + "group", XS + "simpleContent"):
            if part.tag == XS + "simpleContent":
                owner = next(part.iterchildren(XS + "extension"))
                text_type = self._simple.named(str(owner.get("base")))
                text = "optional" if text_type.accepts("") else "required"
                if text_type.max_length == 0:
                    text, text_type = "none", None
            else:
                open_ = part.find(XS + "any") is not None
                children.update(self._children(part))
                least = int(part.get("minOccurs", "1")) if children else 0
        if mark is not None and mark.get("text") is not None:
            text = cast("TextRule", mark.get("text"))
            named = mark.get("text-type")
            text_type = None if named is None else self._simple.named(named)
        attributes = {attribute.name: attribute for attribute in self._attributes(owner, about.page)}
        legacy = _legacy(mark, about.page)
        return ElementType(name, key, about, attributes, children, least, text, text_type, open_, legacy)

    def _children(self, part: _Element) -> Iterator[tuple[str, str]]:
        if part.tag == XS + "group" and part.get("ref") is not None:
            part = self._files.find("group", str(part.get("ref")))
        for node in part.iterchildren(XS + "element", XS + "group", XS + "choice"):
            if node.tag == XS + "element":
                yield str(node.get("name")), str(node.get("type"))
            else:
                yield from self._children(node)

    def _attributes(self, owner: _Element, page: str | None) -> Iterator[AttributeType]:
        for node in owner.iterchildren(XS + "attribute", XS + "attributeGroup"):
            if node.tag == XS + "attributeGroup":
                yield from self._attributes(self._files.find("attributeGroup", str(node.get("ref"))), page)
            else:
                name = str(node.get("name") or node.get("ref"))
                required = node.get("use") == "required"
                make_type, make_about = partial(self._simple.of, node), partial(_about, node, page)
                yield AttributeType(name, required, node.get("default"), make_type, make_about)


def _about(node: _Element, page: str | None) -> About:
    return read_about(*told(node), page)


def _legacy(mark: _Element | None, page: str | None) -> dict[str, About]:
    nodes = () if mark is None else mark.iterchildren(TW + "legacy")
    return {str(node.get("name")): read_about(node.get("doc", ""), node, page) for node in nodes}


def _index(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    """From each first to its seconds, each once and in order."""
    found: dict[str, dict[str, None]] = {}
    for first, second in pairs:
        found.setdefault(first, {})[second] = None
    return {first: tuple(seconds) for first, seconds in found.items()}

"""What each element is in its place: known, misspelt, misplaced, HTML, another provider's ...

Every rule about structure reports one ``Relation``, so that no element gets two of their findings, and so that
the rules do not check what is inside an element that is not TwiML.
"""

from __future__ import annotations

from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from twimllint.schema.data import data
from twimllint.schema.grammar import of_channel, of_other_channel, only_twiml

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twimllint.schema.model import ElementType
    from twimllint.source.tree import Document, Node


class Relation(Enum):
    """How an element relates to its parent."""

    ALLOWED = "allowed"
    #: the document's first element, and not ``Response``
    ROOT = "root"
    #: known but for the case of its letters
    WRONG_CASE = "wrong-case"
    UNKNOWN = "unknown"
    #: of another provider's XML, or of VoiceXML
    FOREIGN = "foreign"
    HTML = "html"
    #: carries a namespace prefix
    NAMESPACED = "namespaced"
    #: unknown inside ``Say``
    SPEECH = "speech"
    #: belongs to the other channel
    CHANNEL = "channel"
    #: a ``Response`` inside another element
    NESTED = "nested"
    #: a noun directly in ``Response``
    NOUN = "noun"
    #: known, and not taken by its parent
    MISPLACED = "misplaced"
    #: inside an element whose own finding is enough
    HIDDEN = "hidden"


#: A tuple, since it takes longer to hash a member of an enumeration than to compare it with all of these.
_NOT_LOOKED_INTO = (
    Relation.UNKNOWN, Relation.FOREIGN, Relation.HTML, Relation.NAMESPACED, Relation.SPEECH, Relation.CHANNEL,
    Relation.HIDDEN,
)  # fmt: skip


NO_TYPES: Mapping[Node, ElementType | None] = MappingProxyType({})


class Placement:
    """How the elements of a document relate to their parents: one of two classes, the same answers from both."""

    #: whether every element is as it should be
    all_allowed = False
    #: whether the file is simply another provider's
    is_foreign = False

    def relation(self, node: Node) -> Relation:
        """How an element relates to its parent."""
        raise NotImplementedError

    def type_of(self, node: Node) -> ElementType | None:
        """The type that the parts of an element are checked by; ``None`` where nothing certain can be said."""
        raise NotImplementedError


class ValidPlacement(Placement):
    """A document that the schema accepts: nothing has to be worked out."""

    all_allowed = True

    def __init__(self, types: Mapping[Node, ElementType | None]) -> None:
        self._types = types

    def relation(self, node: Node) -> Relation:  # noqa: ARG002 - the same for all
        """How an element relates to its parent."""
        return Relation.ALLOWED

    def type_of(self, node: Node) -> ElementType | None:
        """The type of the element at its place."""
        return self._types[node]


class CheckedPlacement(Placement):
    """Any other document: each element is checked once, after its parents.

    ``types`` are those of the elements that the grammar has found in their places, as far as that has been asked.
    """

    def __init__(self, document: Document, types: Mapping[Node, ElementType | None] = NO_TYPES) -> None:
        self._grammar = of_channel(document.channel)
        self._other = of_other_channel(document.channel)
        self.is_foreign = is_foreign(document)
        self._in_place = NO_TYPES if self.is_foreign else types
        self._relations: dict[Node, Relation] = {}
        self._types: dict[Node, ElementType | None] = {}

    def relation(self, node: Node) -> Relation:
        """How an element relates to its parent."""
        if self._in_place.get(node) is not None:
            return Relation.ALLOWED
        cache = self._relations
        cached = cache.get(node)
        if cached is not None:
            return cached
        chain: list[Node] = []
        current: Node | None = node
        while current is not None and current not in cache:
            chain.append(current)
            current = current.parent
        for item in reversed(chain):
            cache[item] = self._classify(item, cache.get(item.parent) if item.parent is not None else None)
        return cache[node]

    def type_of(self, node: Node) -> ElementType | None:
        """The type that the parts of an element are checked by; ``None`` where nothing certain can be said."""
        in_place = self._in_place.get(node)
        if in_place is not None:
            return in_place
        cache = self._types
        if node not in cache:
            cache[node] = self._find_type(node)
        return cache[node]

    def _find_type(self, node: Node) -> ElementType | None:
        relation = self.relation(node)
        if relation in _NOT_LOOKED_INTO:
            return None
        wrong_case = relation is Relation.WRONG_CASE
        parent = node.parent
        grammar = self._grammar
        if parent is None or not (wrong_case or self.relation(parent) is Relation.WRONG_CASE):
            return grammar.element(node)
        name = (grammar.folded(node.name) if wrong_case else None) or node.name
        above = self.type_of(parent)
        child = None if above is None else grammar.child(above, name)
        return grammar.named(name) if child is None else child

    def _classify(self, node: Node, above: Relation | None) -> Relation:
        name = node.name
        if above in _NOT_LOOKED_INTO or self.is_foreign:
            return Relation.HIDDEN
        if node.parent is None:
            return _classify_root(name)
        if above in (Relation.MISPLACED, Relation.NOUN) and node.parent.name not in self._grammar.names:
            return Relation.HIDDEN  # of the other channel, as the element around it
        if above is Relation.ROOT and not self._is_known(node.parent.name):
            return Relation.ALLOWED if name == "Response" else Relation.HIDDEN
        kind = self.type_of(node.parent)
        if kind is not None and kind.open:
            return Relation.HIDDEN
        if name in self._grammar.names:
            return self._classify_known_name(node, node.parent)
        return self._classify_unknown_name(name, node.parent)

    def _classify_unknown_name(self, name: str, parent: Node) -> Relation:
        """An element whose name the channel does not know."""
        if ":" in name:
            return Relation.NAMESPACED
        inside_speech = in_speech(parent)
        if inside_speech and name in data("dialects")["ssml"]:
            return Relation.SPEECH
        canonical_name = self._grammar.folded(name)
        if inside_speech and canonical_name in self._grammar.verbs and name[:1].islower():
            return Relation.SPEECH  # <pause> is another word for <break> there
        if canonical_name is not None and (self._allows(parent, canonical_name) or html_element(name) is None):
            return Relation.WRONG_CASE
        other = name in self._other.names
        if other and name[:1].isupper():
            return self._classify_of_other_channel(name, parent)  # <Body> is not <body>
        if html_element(name) is not None:
            return Relation.HTML
        if inside_speech:
            return Relation.SPEECH
        if other:
            return self._classify_of_other_channel(name, parent)
        if foreign_element(name) is not None:
            return Relation.FOREIGN
        return Relation.WRONG_CASE if self._other.folded(name) is not None else Relation.UNKNOWN

    def _classify_of_other_channel(self, name: str, parent: Node) -> Relation:
        """An element that only the other channel knows: the whole document may be in question, or only its place."""
        if not self._is_at_top(parent):
            return Relation.MISPLACED
        return Relation.CHANNEL if name in self._other.verbs else Relation.NOUN

    def _is_at_top(self, parent: Node) -> bool:
        return parent.name == "Response" or self.relation(parent) is Relation.NESTED

    def _classify_known_name(self, node: Node, parent: Node) -> Relation:
        """An element whose name the channel knows."""
        name = node.name
        if self._allows(parent, name):
            return Relation.ALLOWED
        if name == "Response":
            return Relation.NESTED
        if in_speech(parent):
            return Relation.MISPLACED
        # <p>, <s> and <sub> are SSML, but nobody means that outside of <Say>
        if html_element(name) is not None:
            return Relation.HTML
        return Relation.NOUN if self._is_at_top(parent) and name[:1].isupper() else Relation.MISPLACED

    def _is_known(self, name: str) -> bool:
        return name in self._grammar.names or name in self._other.names

    def _allows(self, parent: Node, name: str) -> bool:
        kind = self.type_of(parent)
        return kind is None or self._grammar.allows(kind, name)


def is_foreign(document: Document) -> bool:
    """Whether the file is simply another provider's: only such a file is silent, never one that is surely TwiML."""
    path = document.source.path
    if path == "-" or ".twiml" in path.lower():
        return False
    names = {node.name for node in document.nodes}
    return names.isdisjoint(only_twiml()) and not names.isdisjoint(data("dialects")["elements"])


def is_partial_template(document: Document) -> bool:
    """Whether the document may be a part of another template, by its suffix or by tags around its root."""
    from twimllint.source.templates.languages import is_template_path

    root = document.root
    outside = root is not None and any(
        tag.span.start < root.start or tag.span.start >= root.end for tag in document.tags
    )
    return outside or is_template_path(document.source.path)


def foreign_element(name: str) -> dict[str, Any] | None:
    """What is known of another provider's element."""
    facts: dict[str, Any] | None = data("dialects")["elements"].get(name)
    return facts


def html_element(name: str) -> dict[str, Any] | None:
    """What is known of an HTML element, in any letter case."""
    facts: dict[str, Any] | None = data("dialects")["html"].get(name.lower())
    return facts


def ssml_element(name: str) -> dict[str, Any] | None:
    """What is known of an element of SSML that Twilio does not pass on to its voices, in any letter case."""
    entry: dict[str, Any] | None = data("dialects")["ssml"].get(name.lower())
    return entry


def in_speech(node: Node | None) -> bool:
    """Whether an element is ``Say``, or is somewhere inside one."""
    return node is not None and (node.name == "Say" or node.closest("Say") is not None)


def _classify_root(name: str) -> Relation:
    if name == "Response":
        return Relation.ALLOWED
    if name.lower() == "response":
        return Relation.WRONG_CASE
    if ":" in name:
        return Relation.NAMESPACED
    return Relation.FOREIGN if foreign_element(name) is not None else Relation.ROOT

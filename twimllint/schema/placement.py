"""What each element is in its place: known, misspelt, misplaced, HTML, another provider's ...

Every rule about structure speaks about one ``Standing``, so that no element gets two of their findings, and so that
what is inside something wrong is not checked by rules of a world it does not belong to.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any

from twimllint.schema.data import data
from twimllint.schema.grammar import of_channel, of_other_channel, only_twiml

if TYPE_CHECKING:
    from twimllint.schema.grammar import Grammar
    from twimllint.schema.model import ElementType
    from twimllint.source.tree import Document, Node


class Standing(Enum):
    """How an element relates to its parent."""

    FINE = "fine"
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
    #: inside an element that speaks for all it holds
    HIDDEN = "hidden"


_CLOSED = frozenset(
    (Standing.UNKNOWN, Standing.FOREIGN, Standing.HTML, Standing.NAMESPACED, Standing.SPEECH, Standing.CHANNEL,
     Standing.HIDDEN)
)  # fmt: skip


class Placement:
    """How the elements of a document relate to their parents: one of two classes, the same answers from both."""

    #: whether every element is as it should be
    fine = False
    #: whether the file is simply another provider's
    foreign = False

    def standing(self, node: Node) -> Standing:
        """How an element relates to its parent."""
        raise NotImplementedError

    def type_of(self, node: Node) -> ElementType | None:
        """The type to judge an element's attributes and children by; ``None`` where nothing certain can be said."""
        raise NotImplementedError


class AllFine(Placement):
    """A document that the schema accepts: nothing has to be worked out."""

    fine = True

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar
        self._types: dict[Node, ElementType | None] = {}

    def standing(self, node: Node) -> Standing:  # noqa: ARG002 - the same for all
        """How an element relates to its parent."""
        return Standing.FINE

    def type_of(self, node: Node) -> ElementType | None:
        """The type of the element at its place."""
        # some twenty rules ask for each element
        known = self._types
        if node not in known:
            known[node] = self._grammar.element(node)
        return known[node]


class Judged(Placement):
    """Any other document: each element is judged once, after its parents."""

    def __init__(self, document: Document) -> None:
        self._grammar = of_channel(document.channel)
        self._other = of_other_channel(document.channel)
        self.foreign = is_foreign(document)
        self._standings: dict[Node, Standing] = {}
        self._types: dict[Node, ElementType | None] = {}

    def standing(self, node: Node) -> Standing:
        """How an element relates to its parent."""
        known = self._standings
        waiting: list[Node] = []
        at: Node | None = node
        while at is not None and at not in known:
            waiting.append(at)
            at = at.parent
        for item in reversed(waiting):
            known[item] = self._judge(item, known.get(item.parent) if item.parent is not None else None)
        return known[node]

    def type_of(self, node: Node) -> ElementType | None:
        """The type to judge an element's attributes and children by; ``None`` where nothing certain can be said."""
        known = self._types
        if node not in known:
            known[node] = self._find_type(node)
        return known[node]

    def _find_type(self, node: Node) -> ElementType | None:
        place = self.standing(node)
        if place in _CLOSED:
            return None
        wrong = place is Standing.WRONG_CASE
        parent = node.parent
        grammar = self._grammar
        if parent is None or not (wrong or self.standing(parent) is Standing.WRONG_CASE):
            return grammar.element(node)
        name = (grammar.folded(node.name) if wrong else None) or node.name
        above = self.type_of(parent)
        found = None if above is None else grammar.child(above, name)
        return grammar.named(name) if found is None else found

    def _judge(self, node: Node, above: Standing | None) -> Standing:
        name = node.name
        if above in _CLOSED or self.foreign:
            return Standing.HIDDEN
        if node.parent is None:
            return _judge_root(name)
        if above is Standing.ROOT and not self._is_known(node.parent.name):
            return Standing.FINE if name == "Response" else Standing.HIDDEN
        kind = self.type_of(node.parent)
        if kind is not None and kind.open:
            return Standing.HIDDEN
        if name in self._grammar.names:
            return self._judge_place(node, node.parent)
        return self._judge_stranger(name, node.parent)

    def _judge_stranger(self, name: str, parent: Node) -> Standing:
        """An element whose name the channel does not know."""
        if ":" in name:
            return Standing.NAMESPACED
        spoken = in_speech(parent)
        if spoken and name in data("dialects")["ssml"]:
            return Standing.SPEECH
        right = self._grammar.folded(name)
        if right is not None and (self._allows(parent, right) or html(name) is None):
            return Standing.WRONG_CASE
        other = name in self._other.names
        if other and name[:1].isupper():
            return Standing.CHANNEL  # <Body> is not <body>
        if html(name) is not None:
            return Standing.HTML
        if spoken:
            return Standing.SPEECH
        if other:
            return Standing.CHANNEL
        if foreign(name) is not None:
            return Standing.FOREIGN
        return Standing.WRONG_CASE if self._other.folded(name) is not None else Standing.UNKNOWN

    def _judge_place(self, node: Node, parent: Node) -> Standing:
        """An element whose name the channel knows."""
        name = node.name
        if self._allows(parent, name):
            return Standing.FINE
        if name == "Response":
            return Standing.NESTED
        if in_speech(parent):
            return Standing.MISPLACED
        # <p>, <s> and <sub> are SSML, but nobody means that outside of <Say>
        if html(name) is not None:
            return Standing.HTML
        at_top = parent.name == "Response" or self.standing(parent) is Standing.NESTED
        return Standing.NOUN if at_top and name[:1].isupper() else Standing.MISPLACED

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
    if names.isdisjoint(only_twiml()):
        known = of_channel(document.channel).names | of_other_channel(document.channel).names
        return any(name in data("dialects")["elements"] and name not in known for name in names)
    return False


def is_part(document: Document) -> bool:
    """Whether the document may be a part of another template, by its suffix or by tags that are round its root."""
    from twimllint.source.templates.languages import is_template_path

    root = document.root
    outside = root is not None and any(
        tag.span.start < root.start or tag.span.start >= root.end for tag in document.tags
    )
    return outside or is_template_path(document.source.path)


def foreign(name: str) -> dict[str, Any] | None:
    """What is known of another provider's element."""
    found: dict[str, Any] | None = data("dialects")["elements"].get(name)
    return found


def html(name: str) -> dict[str, Any] | None:
    """What is known of an HTML element, in any letter case."""
    found: dict[str, Any] | None = data("dialects")["html"].get(name.lower())
    return found


def ssml(name: str) -> dict[str, Any] | None:
    """What is known of an element of SSML that Twilio does not pass on to its voices, in any letter case."""
    found: dict[str, Any] | None = data("dialects")["ssml"].get(name.lower())
    return found


def in_speech(node: Node | None) -> bool:
    """Whether an element is ``Say``, or is somewhere inside one."""
    return node is not None and (node.name == "Say" or node.closest("Say") is not None)


def _judge_root(name: str) -> Standing:
    if name == "Response":
        return Standing.FINE
    if name.lower() == "response":
        return Standing.WRONG_CASE
    if ":" in name:
        return Standing.NAMESPACED
    return Standing.FOREIGN if foreign(name) is not None else Standing.ROOT

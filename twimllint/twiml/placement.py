"""What each element is where it stands: known, misspelt, misplaced, HTML, another provider's ...

Every rule about structure speaks about one ``Standing``, so that no element gets two of their findings, and so that
what stands inside something wrong is not judged by rules of a world it does not belong to.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import TYPE_CHECKING, Any

from twimllint.schema.data import data
from twimllint.schema.grammar import load, only_twiml
from twimllint.source.tree import Node

if TYPE_CHECKING:
    from twimllint.engine.context import Context
    from twimllint.schema.grammar import Grammar
    from twimllint.schema.model import ElementType


#: What may stand in a file beside elements; one that is never closed runs to the end and counts as text.
_NO_ELEMENT = re.compile(
    r"<!--(?:.*?-->|(?P<comment>.*\Z))|<\?(?:.*?\?>|(?P<instruction>.*\Z))"
    r"|<!DOCTYPE[^<>\[]*+(?:\[(?:[^\]]*+\]|(?P<doctype>.*\Z))\s*+)?+>?",
    re.DOTALL,
)


class Standing(Enum):
    """How an element stands to its parent."""

    FINE = auto()
    #: the document's first element, and not ``Response``
    ROOT = auto()
    #: known but for the case of its letters
    WRONG_CASE = auto()
    UNKNOWN = auto()
    #: of another provider's XML, or of VoiceXML
    FOREIGN = auto()
    HTML = auto()
    #: carries a namespace prefix
    NAMESPACED = auto()
    #: unknown inside ``Say``
    SPEECH = auto()
    #: belongs to the other channel
    CHANNEL = auto()
    #: a ``Response`` inside another element
    NESTED = auto()
    #: a noun directly in ``Response``
    NOUN = auto()
    #: known, and not taken by its parent
    MISPLACED = auto()
    #: inside an element that speaks for all it holds
    HIDDEN = auto()


_CLOSED = frozenset(
    (Standing.UNKNOWN, Standing.FOREIGN, Standing.HTML, Standing.NAMESPACED, Standing.SPEECH, Standing.CHANNEL,
     Standing.HIDDEN)
)  # fmt: skip


class Placement:
    """How the elements of a document stand to their parents: one of two classes, the same answers from both."""

    @staticmethod
    def of(ctx: Context) -> Placement:
        """The view of a document, made once."""
        return ctx.shared("placement", lambda: AllFine(ctx.grammar) if ctx.schema_valid else Judged(ctx))

    def standing(self, node: Node) -> Standing:
        """How an element stands to its parent."""
        raise NotImplementedError

    def type_of(self, node: Node) -> ElementType | None:
        """The type to judge an element's attributes and children by; ``None`` where nothing certain can be said."""
        raise NotImplementedError


class AllFine(Placement):
    """A document that the schema accepts: nothing has to be worked out."""

    def __init__(self, grammar: Grammar) -> None:
        self._grammar = grammar
        self._types: dict[Node, ElementType | None] = {}

    def standing(self, node: Node) -> Standing:  # noqa: ARG002 - the same for all
        """How an element stands to its parent."""
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

    def __init__(self, ctx: Context) -> None:
        self._ctx = ctx
        self._grammar = ctx.grammar
        self._standings: dict[Node, Standing] = {}
        self._types: dict[Node, ElementType | None] = {}

    def standing(self, node: Node) -> Standing:
        """How an element stands to its parent."""
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
        name, ctx = node.name, self._ctx
        if above in _CLOSED or foreign_file(ctx):
            return Standing.HIDDEN
        if node.parent is None:
            return _judge_root(name)
        if above is Standing.ROOT and not is_known(node.parent.name, ctx):
            return Standing.FINE if name == "Response" else Standing.HIDDEN
        kind = self.type_of(node.parent)
        if kind is not None and kind.open:
            return Standing.HIDDEN
        if name in self._grammar.names:
            return self._judge_place(node, node.parent)
        return self._judge_stranger(name, node.parent)

    def _judge_stranger(self, name: str, parent: Node) -> Standing:
        """An element whose name the channel does not know."""
        ctx = self._ctx
        if ":" in name:
            return Standing.NAMESPACED
        spoken = in_speech(parent)
        if spoken and name in data("dialects")["ssml"]:
            return Standing.SPEECH  # <mark> and <audio> are SSML as well as HTML
        right = self._grammar.folded(name)
        if right is not None and (self._allows(parent, right) or html(name) is None):
            return Standing.WRONG_CASE
        other = name in _other(ctx).names
        if other and name[:1].isupper() and not spoken:
            return Standing.CHANNEL  # <Body> is not <body>
        if html(name) is not None:
            return Standing.HTML
        if spoken:
            return Standing.SPEECH
        if other:
            return Standing.CHANNEL
        if foreign(name) is not None:
            return Standing.FOREIGN
        return Standing.WRONG_CASE if _other(ctx).folded(name) is not None else Standing.UNKNOWN

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

    def _allows(self, parent: Node, name: str) -> bool:
        kind = self.type_of(parent)
        return kind is None or self._grammar.allows(kind, name)


def standing(node: Node, ctx: Context) -> Standing:
    """How an element stands to its parent."""
    return Placement.of(ctx).standing(node)


def type_of(node: Node, ctx: Context) -> ElementType | None:
    """The type to judge an element's attributes and children by; ``None`` where nothing certain can be said."""
    return Placement.of(ctx).type_of(node)


def right_case(name: str, ctx: Context) -> str | None:
    """The name as TwiML writes it, whatever the case of its letters; ``None`` for one that no channel knows."""
    return ctx.grammar.folded(name) or _other(ctx).folded(name)


def allowed_parents(name: str, ctx: Context) -> tuple[str, ...]:
    """The elements that take a child of this name, verbs first."""
    parents = ctx.grammar.parents(name)
    verbs = ctx.grammar.verbs
    return tuple(sorted(parents, key=lambda parent: (parent not in verbs, parents.index(parent))))


def foreign(name: str) -> dict[str, Any] | None:
    """What is known of another provider's element."""
    found: dict[str, Any] | None = data("dialects")["elements"].get(name)
    return found


def html(name: str) -> dict[str, Any] | None:
    """What is known of an HTML element, in any letter case."""
    found: dict[str, Any] | None = data("dialects")["html"].get(name.lower())
    return found


def foreign_elements(ctx: Context) -> tuple[str, dict[Node, None]]:
    """The provider that most of the outermost foreign elements belong to, and these, where they are more than one."""
    return ctx.shared("elements of another provider", lambda: _foreign_elements(ctx))


def _foreign_elements(ctx: Context) -> tuple[str, dict[Node, None]]:
    nodes = [node for node in ctx.document.nodes if standing(node, ctx) is Standing.FOREIGN]
    by_provider: dict[str, list[Node]] = {}
    for node in nodes:
        for provider in (foreign(node.name) or {})["of"]:
            by_provider.setdefault(provider, []).append(node)
    provider, found = max(by_provider.items(), key=lambda item: len(item[1]), default=("", []))
    return provider, dict.fromkeys(found) if len(found) > 1 else {}


def foreign_file(ctx: Context) -> bool:
    """Whether the file is simply another provider's: only such a file is silent, never one that is surely TwiML."""
    return ctx.shared("foreign file", lambda: _is_foreign(ctx))


def _is_foreign(ctx: Context) -> bool:
    path = ctx.path
    if path == "-" or ".twiml" in path.lower():
        return False
    names = {node.name for node in ctx.document.nodes}
    if names.isdisjoint(only_twiml()):
        return any(name in data("dialects")["elements"] and not is_known(name, ctx) for name in names)
    return False


def in_speech(node: Node | None) -> bool:
    """Whether an element is ``Say``, or stands somewhere inside one."""
    return node is not None and (node.name == "Say" or node.closest("Say") is not None)


def _other(ctx: Context) -> Grammar:
    return load("voice" if ctx.channel == "messaging" else "messaging")


def is_known(name: str, ctx: Context) -> bool:
    """Whether a channel has an element of that name."""
    return name in ctx.grammar.names or name in _other(ctx).names


def _judge_root(name: str) -> Standing:
    if name == "Response":
        return Standing.FINE
    if name.lower() == "response":
        return Standing.WRONG_CASE
    if ":" in name:
        return Standing.NAMESPACED
    return Standing.FOREIGN if foreign(name) is not None else Standing.ROOT


def is_verb(name: str, ctx: Context) -> bool:
    """Whether an element stands directly in ``Response``, in either channel."""
    return name in ctx.grammar.verbs or name in _other(ctx).verbs


def children(node: Node, ctx: Context) -> tuple[str, ...]:
    """The names of the elements that may stand in an element: those of Twilio's present pages, if there are any."""
    kind = type_of(node, ctx)
    if kind is None:
        return ()
    grammar = ctx.grammar
    types = [
        (name, grammar.child(kind, name))
        for name, key in kind.children.items()
        if kind.name != "Response" or key == name
    ]
    current = [name for name, child in types if child is not None and child.about.status in ("current", "new")]
    return tuple(current or [name for name, _ in types])


def known_type(name: str, ctx: Context) -> ElementType | None:
    """The first element of that name in any channel, that of faxes included."""
    return ctx.grammar.named(name) or _other(ctx).named(name) or load("fax").named(name)


def other_channel(ctx: Context) -> list[Node]:
    """The outermost elements that belong to the other channel."""
    return ctx.shared("other_channel", lambda: [n for n in ctx.document.nodes if standing(n, ctx) is Standing.CHANNEL])


def channel_verbs(ctx: Context) -> list[Node]:
    """The verbs that only the document's own channel has."""
    own, other = ctx.grammar.verbs, _other(ctx).verbs
    root = ctx.document.root
    nodes = [] if root is None else root.children
    return [node for node in nodes if node.name in own and node.name not in other]


def of_channel(name: str, channel: str) -> bool:
    """Whether a verb belongs to this channel alone."""
    other = "messaging" if channel == "voice" else "voice"
    return name in load(channel).verbs and name not in load(other).verbs


def declared_channel(ctx: Context) -> str | None:
    """The channel that a directive or the settings name."""
    from twimllint.engine.channel import declared_channel as declared

    return declared(ctx.settings, ctx.directives)


def words(text: str) -> str:
    """A text without the white space around it."""
    return text.strip(" \t\r\n")


def bare(text: str) -> str:
    """What is left of a file without a root element: neither comments nor declarations, nor a byte order mark."""
    left = _NO_ELEMENT.sub(lambda match: match["comment"] or match["instruction"] or match["doctype"] or "", text)
    return words(left.lstrip("\ufeff"))


def is_part(ctx: Context) -> bool:
    """Whether the document may be a part of another template, by its suffix or by tags that stand round its root."""
    from twimllint.source.templates.languages import is_template_path

    root = ctx.document.root
    outside = root is not None and any(
        tag.span.start < root.span.start or tag.span.start >= root.span.end for tag in ctx.document.tags
    )
    return outside or is_template_path(ctx.path)

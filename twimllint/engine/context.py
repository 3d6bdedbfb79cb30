"""What a rule gets besides the thing it looks at: the document, the settings, the grammar, and shared views."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from twimllint.engine.settings import LintSettings
from twimllint.renamed import former_view
from twimllint.schema.grammar import Grammar, of_channel
from twimllint.source.text import Source
from twimllint.source.tree import Attr, Channel, Document, Node

if TYPE_CHECKING:
    from twimllint.engine.basics import RuleInfo
    from twimllint.engine.directives import Directives
    from twimllint.schema.model import ElementType
    from twimllint.schema.placement import Placement

T = TypeVar("T")

#: Stands for what nobody has asked for yet, where ``None`` is an answer.
_NOT_ASKED: frozenset[Node] = frozenset((Node("", 0, 0, None),))
_NONE: frozenset[Node] = frozenset()


class RuleInputError(Exception):
    """Something outside the document keeps a rule from its work (a broken manifest, say): reported, exit 2."""

    def __init__(self, path: str, message: str) -> None:
        super().__init__(message)
        self.path = path
        self.message = message


class Context:
    """The surroundings of one document while its rules run. Views are made when first asked for."""

    __slots__ = (
        "_grammar", "_placement", "_rejected", "_rejected_elements", "_shared", "_types", "directives",
        "document", "rules", "settings", "source",
    )  # fmt: skip

    def __init__(
        self,
        document: Document,
        settings: LintSettings,
        directives: Directives | None = None,
        rules: Mapping[str, RuleInfo] | None = None,
    ) -> None:
        self.document = document
        self.source: Source = document.source
        self.settings = settings
        self.directives = directives
        #: every rule known, by name, whether it is selected or not
        self.rules: Mapping[str, RuleInfo] = rules or {}
        self._grammar: Grammar | None = None
        self._placement: Placement | None = None
        self._types: dict[Node, ElementType | None] = {}
        self._rejected_elements: list[Node] = []
        self._shared: dict[str, Any] = {}
        self._rejected: frozenset[Node] | None = _NOT_ASKED

    flow = former_view("flow", "twimllint.twiml.flow", "Flow.of")
    region = former_view("region", "twimllint.twiml.regions", "region_of")
    manifest = former_view("manifest", "twimllint.twiml.rooms", "manifest")

    @property
    def path(self) -> str:
        """The document's path as shown, ``-`` for unnamed standard input."""
        return self.source.path

    @property
    def channel(self) -> Channel:
        """``voice``, ``messaging``, or ``unknown`` where neither the content nor the settings say."""
        return self.document.channel

    @property
    def grammar(self) -> Grammar:
        """The grammar of the document's channel; that of voice where the channel is unknown."""
        if self._grammar is None:
            self._grammar = of_channel(self.document.channel)
        return self._grammar

    def knows(self, part: Node | Attr) -> bool:
        """Whether the schema knows an element where it is, or an attribute of such an element."""
        placement = self.placement
        if placement.all_allowed:
            return True
        if isinstance(part, Node):
            return placement.type_of(part) is not None
        kind = placement.type_of(part.parent)
        return kind is not None and part.name in kind.attributes

    @property
    def placement(self) -> Placement:
        """How each element relates to its parent."""
        if self._placement is None:
            # only where something is wrong, or a rule asks
            from twimllint.schema.placement import CheckedPlacement, ValidPlacement

            self._placement = (
                ValidPlacement(self._types) if self.schema_valid else CheckedPlacement(self.document, self._types)
            )
        return self._placement

    @property
    def schema_valid(self) -> bool:
        """Whether the schema surely accepts the document: every element, attribute and value is as it should be."""
        rejected = self.rejected
        return rejected is not None and not rejected

    @property
    def rejected(self) -> frozenset[Node] | None:
        """The elements that the schema does not accept, those directly around them, and all in unknown elements.

        To an XSD processor it is the parent that has a child too many, and a rule about an element may report the
        attributes of its parent. The children of the root are left out: nobody reports the root through them.

        ``None`` where nothing can be said of any element, since the document is not well-formed or defines things of
        its own.
        """
        # every condition and view asks for it, so it is kept apart from what is shared by name
        if self._rejected is _NOT_ASKED:
            self._rejected = self._find_rejected()
        return self._rejected

    @property
    def types(self) -> Mapping[Node, ElementType | None] | None:
        """The elements in the order of the text, each with its type; ``None`` where ``rejected`` is."""
        return None if self.rejected is None else self._types

    @property
    def rejected_elements(self) -> list[Node] | None:
        """The elements that the schema does not accept, in the order of the text; ``None`` where ``rejected`` is."""
        return None if self.rejected is None else self._rejected_elements

    def _find_rejected(self) -> frozenset[Node] | None:
        document = self.document
        if document.root is None or document.errors or document.doctype is not None:
            return None
        self._types, self._rejected_elements = self.grammar.check_elements(document)
        if not self._rejected_elements:
            return _NONE
        rejected = set(self._rejected_elements)
        for node in self._rejected_elements:
            if node.parent is not None:
                rejected.add(node.parent)
                rejected.update(node.children)
        return frozenset(rejected)

    @property
    def role(self) -> str | None:
        """The document's special place (``wait``, ``inline``, ``whisper``), from its directive or the settings."""
        return self.setting("role") or self.settings.role

    @property
    def templated(self) -> bool:
        """Whether the document is a template, by its tags or by its suffix."""
        from twimllint.source.templates.languages import is_template_path

        return bool(self.document.tags) or is_template_path(self.path)

    def setting(self, key: str) -> str | None:
        """What the document's own directive says for ``key``."""
        if self.directives is None:
            return None
        setting = self.directives.setting(key)
        return None if setting is None else setting.value

    def shared(self, key: str, make: Callable[[], T]) -> T:
        """A value worked out once for this document and shared by all rules that ask for ``key``."""
        shared = self._shared
        if key not in shared:
            shared[key] = make()
        value: T = shared[key]
        return value

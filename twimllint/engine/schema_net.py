"""What an XSD processor rejects in a document and no rule has reported: the safety net, and schemas of users."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from twimllint.engine.context import Context, RuleInputError
from twimllint.engine.diagnostic import Diagnostic
from twimllint.engine.events import SchemaObjection
from twimllint.schema.limits import limit
from twimllint.schema.placement import is_partial_template
from twimllint.source.span_index import SpanIndex
from twimllint.source.tree import Document, Node, strip_white_space

if TYPE_CHECKING:
    from twimllint.schema import net
    from twimllint.source.wellformed import Xml


def objections(ctx: Context, xml: Xml, findings: Iterable[Diagnostic]) -> Iterator[SchemaObjection]:
    """The objections of our own schema that no finding explains.

    The model of the schema knows which elements are at fault, and where findings are about all of them nothing more is
    asked. Elsewhere libxml2 names them, and only where no finding is about one of those is xmlschema, which takes a
    third of a second to load, asked for reasons.
    """
    if len(ctx.source.raw) > limit("document-size").maximum:
        return  # Twilio refuses it whatever it holds; the net is for documents that it runs
    explained = _Explained(findings)
    suspects = _suspects(ctx)
    if suspects is not None and all(_is_templated(node) or explained.covers(node) for node in suspects):
        return
    from twimllint.schema import net

    channel = "messaging" if ctx.channel == "messaging" else "voice"
    paths = net.rejected_paths(xml.root, channel)
    if not paths:
        return
    finder = _NodeFinder(ctx.document)
    faulty = [node for path in paths if (node := finder.node(path)) is not None and _is_checked(node, ctx)]
    if all(_is_templated(node) or explained.covers(node) for node in faulty):
        return
    for objection in net.objections(xml.root, channel):
        node = _node(objection, ctx)
        if node is not None and _is_checked(node, ctx):
            yield from _unexplained(objection, node, explained, None)


def _suspects(ctx: Context) -> list[Node] | None:
    """The elements that an XSD processor may object to, by the model of the schema; ``None`` where it cannot say."""
    if ctx.rejected_elements is None:
        return None
    suspects = []
    for node in ctx.rejected_elements:
        if not _is_checked(node, ctx):
            continue
        suspects.append(node)
        kind = ctx.placement.type_of(node)
        if kind is not None and kind.max_children is not None:
            suspects.extend(node.children[kind.max_children :])  # to a processor these are at fault, not their parent
    return suspects


def users_objections(ctx: Context, xml: Xml, path: str, findings: Iterable[Diagnostic]) -> Iterator[SchemaObjection]:
    """The objections of the user's schema that no finding of the built-in schema covers.

    Raises ``RuleInputError`` where the schema cannot be used.
    """
    from twimllint.schema import net

    explained = _Explained([d for d in findings if d.name in ctx.rules and ctx.rules[d.name].implied_by_schema])
    try:
        objections = net.objections(xml.root, path)
    except net.SchemaError as error:
        raise RuleInputError(error.path, f"the schema cannot be used: {error.reason}") from error
    for objection in objections:
        node = _node(objection, ctx)
        if node is not None:
            yield from _unexplained(objection, node, explained, path)


class _Explained:
    """Which elements the findings are about."""

    def __init__(self, findings: Iterable[Diagnostic]) -> None:
        self._index = SpanIndex([span for diagnostic in findings for span in (diagnostic.span, *diagnostic.covers)])
        self._covered: dict[Node, bool] = {}

    def covers(self, node: Node) -> bool:
        """Whether a finding is about the element: its start tag, its own text, or a child that it does not take."""
        cached = self._covered.get(node)
        if cached is None:
            spans = (node.tag_span, *(text.span for text in node.texts), *(child.name_span for child in node.children))
            cached = self._covered[node] = any(self._index.overlaps(span) for span in spans)
        return cached


class _NodeFinder:
    """Our elements by the paths that libxml2 gives: ``/Response/Dial[2]``, ``/*`` in a default namespace."""

    def __init__(self, document: Document) -> None:
        root = document.root
        self._by_path: dict[str, Node | None] = {} if root is None else {"/" + root.name: root, "/*": root}
        self._children: dict[Node, dict[str, list[Node]]] = {}

    def node(self, path: str) -> Node | None:
        """The element at a path, or ``None`` where there is none."""
        if path not in self._by_path:
            above, _, step = path.rpartition("/")
            parent = self.node(above) if above else None
            name, _, number = step.partition("[")
            children = [] if parent is None else self._named(parent).get(name, [])
            index = int(number[:-1]) - 1 if number else 0
            self._by_path[path] = children[index] if index < len(children) else None
        return self._by_path[path]

    def _named(self, parent: Node) -> dict[str, list[Node]]:
        by_name = self._children.get(parent)
        if by_name is None:
            by_name = self._children[parent] = {"*": parent.children}
            for child in parent.children:
                by_name.setdefault(child.name, []).append(child)
        return by_name


def _unexplained(
    objection: net.Objection, node: Node, explained: _Explained, schema: str | None
) -> Iterator[SchemaObjection]:
    attr = None if objection.attribute is None else node.attr(objection.attribute)
    unsure = _is_templated(node) if attr is None else attr.templated
    if not unsure and not explained.covers(node):
        yield SchemaObjection(node if attr is None else attr, objection.reason, schema)


def _is_templated(node: Node) -> bool:
    """Whether a template may bring what the element lacks."""
    texts = [text for text in node.texts if not text.blank]
    return (
        node.templated
        or node.templated_attrs
        or any(text.templated or not strip_white_space(text.value) for text in texts)
    )


def _is_checked(node: Node, ctx: Context) -> bool:
    """Not what is inside something unknown, nor the root of a part of a template."""
    if node.parent is None:
        return ctx.placement.type_of(node) is not None and not is_partial_template(ctx.document)
    return ctx.placement.type_of(node.parent) is not None


def _node(objection: net.Objection, ctx: Context) -> Node | None:
    """Our element for the XSD processor's; both count them in the order of the document."""
    nodes = ctx.document.nodes
    return nodes[objection.order] if objection.order < len(nodes) else None

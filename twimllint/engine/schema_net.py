"""What an XSD processor has against a document, where no rule has said it: the safety net, and users' own schemas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from twimllint.engine.context import Context, RuleInputError
from twimllint.engine.diagnostic import Diagnostic
from twimllint.engine.events import SchemaObjection
from twimllint.schema import net
from twimllint.source.tree import Node
from twimllint.twiml.placement import is_part, type_of, words


def objections(ctx: Context, xml: Any, unexplained: bool, found: Iterable[Diagnostic]) -> Iterator[SchemaObjection]:
    """The objections of our own schema, if ``unexplained`` asks for them, and of the user's, if there is one.

    Those about an element that a finding speaks of already are left out, and those that a template may answer.
    Raises ``RuleInputError`` where the user's schema cannot be used.
    """
    found = list(found)
    if unexplained:
        channel = "messaging" if ctx.channel == "messaging" else "voice"
        for objection in net.objections(xml, channel):
            node = _node(objection, ctx)
            if node is not None and _judged(node, ctx):
                yield from _placed(objection, node, found, None)
    path = ctx.settings.schema
    if path is not None:
        backed = [d for d in found if d.name in ctx.rules and ctx.rules[d.name].implied_by_schema]
        try:
            theirs = net.objections(xml, path)
        except net.SchemaError as error:
            raise RuleInputError(error.path, f"the schema cannot be used: {error.reason}") from error
        for objection in theirs:
            node = _node(objection, ctx)
            if node is not None:
                yield from _placed(objection, node, backed, path)


def _placed(
    objection: net.Objection, node: Node, found: list[Diagnostic], schema: str | None
) -> Iterator[SchemaObjection]:
    attr = None if objection.attribute is None else node.attr(objection.attribute)
    if attr is not None:
        unsure = attr.templated
    else:
        texts = [text for text in node.texts if not text.blank]
        unsure = (
            node.templated or node.templated_attrs or any(text.templated or not words(text.value) for text in texts)
        )
    if not unsure and not any(_speaks_of(diagnostic, node) for diagnostic in found):
        yield SchemaObjection(node if attr is None else attr, objection.reason, schema)


def _judged(node: Node, ctx: Context) -> bool:
    """Not what stands inside something unknown, nor the root of a part of a template."""
    if node.parent is None:
        return type_of(node, ctx) is not None and not is_part(ctx)
    return type_of(node.parent, ctx) is not None


def _node(objection: net.Objection, ctx: Context) -> Node | None:
    """Our element for the XSD processor's; they count children alike."""
    node = ctx.document.root
    for step in objection.place:
        if node is None or step >= len(node.children):
            return None
        node = node.children[step]
    return node


def _speaks_of(diagnostic: Diagnostic, node: Node) -> bool:
    """Whether a finding is about the element: its start tag, its own text, or a child that it does not take."""
    own = [node.tag_span, *(text.span for text in node.texts), *(child.name_span for child in node.children)]
    return any(span.overlaps(place) for span in (diagnostic.span, *diagnostic.covers) for place in own)

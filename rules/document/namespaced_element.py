"""TW016 namespaced-element."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import (
    Attr,
    Context,
    Diagnostic,
    Edit,
    Fix,
    Message,
    Node,
    Rule,
    Severity,
    attributes,
    edits,
    placement,
    templates,
)


class NamespacedElement(Rule):
    """Elements with an XML namespace.

    TwiML has no namespace. With a default `xmlns` on `<Response>`, or a prefix before a name, an element is another one
    to an XML reader, and Twilio may not recognize it as a verb. `xmlns:xsi` with a schema's location does no harm.

    Flagged:
        <Response xmlns="urn:acme"><Say>Hi</Say></Response>
                  ^^^^^ TwiML has no namespace: found "urn:acme"
    Fixed:
        <Response><Say>Hi</Say></Response>
    Flagged:
        <tw:Response xmlns:tw="urn:acme"><tw:Say>Hi</tw:Say></tw:Response>
         ^^^^^^^^^^^ TwiML has no namespace: prefix tw on <Response>
    Fixed:
        <Response xmlns:tw="urn:acme"><Say>Hi</Say></Response>
    Allowed:
        <Response xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="twiml.xsd" xmlns=""><Say>Hi</Say></Response>
    Allowed (menu.xml.jsp):
        <%@ taglib prefix="c" uri="http://java.sun.com/jsp/jstl/core" %>
        <Response><c:if test="${open}"><Say>Hello</Say></c:if><Hangup/></Response>
    Allowed:
        <Response xmlns:py="http://genshi.edgewall.org/"><py:for each="n in names"><Say>$n</Say></py:for><Hangup/></Response>
    Allowed (menu.xml):
        <xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"><xsl:template match="/"><Response><Hangup/></Response></xsl:template></xsl:stylesheet>
    """

    code, name, twilio_code = "TW016", "namespaced-element", 12200
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/api/errors/12200"
    fixable = "unsafe"
    on = ("#relation:namespaced", "@xmlns")
    known, templated = False, True
    implied_by_schema = True
    messages = {
        "default": Message(
            "TwiML has no namespace",
            'found "{uri}"',
            "Remove the attribute. Twilio may not recognize the elements ({code}).",
        ),
        "prefix": Message(
            "TwiML has no namespace",
            "prefix {prefix} on <{bare}>",
            "Remove the prefix. Twilio may not recognize the element ({code}).",
        ),
    }

    def check(self, item: Node | Attr, ctx: Context) -> Iterator[Diagnostic]:
        if isinstance(item, Attr):
            place = placement.relation(item.parent, ctx)
            foreign = place in (placement.Relation.HIDDEN, placement.Relation.FOREIGN)
            if item.value and not item.templated and not foreign:
                yield self.report(item, "default", uri=item.value, fix=edits.remove_attribute(ctx.source, item))
        elif placement.relation(item, ctx) is placement.Relation.NAMESPACED:
            prefix, _, bare = item.name.partition(":")
            if not attributes.is_declared(prefix, item) and ctx.shared(
                "tag libraries", lambda: templates.has_tag_libraries(ctx.document)
            ):
                return  # a tag of the project's own
            if not attributes.has_template_prefix(item.name, item):
                yield self.report(item, "prefix", prefix=prefix, bare=bare, fix=_without_prefix(item, ctx))


def _without_prefix(node: Node, ctx: Context) -> Fix | None:
    """The element and all of the same prefix inside it renamed, where TwiML has an element of the bare name."""
    prefix, _, bare = node.name.partition(":")
    if placement.canonical_name(bare, ctx) != bare:
        return None
    changes: list[Edit] = []
    for inner in node.walk():
        before, _, name = inner.name.partition(":")
        if before == prefix and name:
            changes.extend(edits.renaming(ctx.source, inner, name))
    return Fix(f'remove the prefix "{prefix}:"', tuple(changes))

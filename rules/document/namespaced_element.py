"""TW016 namespaced-element."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Edit, Fix, Node, Rule, Severity, edits, placement


class NamespacedElement(Rule):
    """Elements carry an XML namespace.

    TwiML has no namespace. With a default `xmlns` on `<Response>`, or a prefix before a name, an element is another
    one to a reader of XML, and Twilio may not take it for a verb. `xmlns:xsi` with a schema's location does no harm.

    Flagged:
        <Response xmlns="urn:acme"><Say>Hi</Say></Response>
                  ^^^^^ xmlns="urn:acme" puts <Response> and all inside it into a namespace; TwiML has none, so Twilio may not know the elements (12200)
    Fixed:
        <Response><Say>Hi</Say></Response>
    Flagged:
        <tw:Response xmlns:tw="urn:acme"><tw:Say>Hi</tw:Say></tw:Response>
         ^^^^^^^^^^^ <tw:Response> has a namespace prefix; TwiML has none, so Twilio may not know the element (12200)
    Fixed:
        <Response xmlns:tw="urn:acme"><Say>Hi</Say></Response>
    Allowed:
        <Response xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="twiml.xsd" xmlns=""><Say>Hi</Say></Response>
    Allowed (menu.xml.jsp):
        <%@ taglib prefix="c" uri="http://java.sun.com/jsp/jstl/core" %>
        <Response><c:if test="${open}"><Say>Hello</Say></c:if><Hangup/></Response>
    """

    code, name, twilio_code = "TW016", "namespaced-element", 12200
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/api/errors/12200"
    fixable = "unsafe"
    on = ("*", "@xmlns")
    known, templated = False, True
    supersedes = ("unknown-ssml-tag",)
    implied_by_schema = True

    def check(self, item: Node | Attr, ctx: Context) -> Iterator[Diagnostic]:
        if isinstance(item, Attr):
            place = placement.standing(item.parent, ctx)
            if (
                item.value
                and not item.templated
                and place not in (placement.Standing.HIDDEN, placement.Standing.FOREIGN)
            ):
                message = (
                    f'xmlns="{item.value}" puts <{item.parent.name}> and all inside it into a namespace; TwiML has '
                    "none, so Twilio may not know the elements (12200)"
                )
                yield self.report(item, message, fix=edits.remove_attribute(ctx.source, item))
        elif placement.standing(item, ctx) is placement.Standing.NAMESPACED and not _of_template(item, ctx):
            message = (
                f"<{item.name}> has a namespace prefix; TwiML has none, so Twilio may not know the element (12200)"
            )
            yield self.report(item, message, fix=_without_prefix(item, ctx))


def _of_template(node: Node, ctx: Context) -> bool:
    """Whether the prefix is that of a library of template tags, which a JSP page names before it uses them."""
    prefix = re.escape(node.name.partition(":")[0])
    named = re.compile(rf"<%@\s*taglib\b[^%]*\bprefix\s*=\s*[\"']{prefix}[\"']")
    return node.name.startswith("jsp:") or any(named.match(tag.text) for tag in ctx.document.tags)


def _without_prefix(node: Node, ctx: Context) -> Fix | None:
    """The element and all of the same prefix inside it renamed, where TwiML has an element of the bare name."""
    prefix, _, bare = node.name.partition(":")
    if placement.right_case(bare, ctx) != bare:
        return None
    changes: list[Edit] = []
    for inner in node.walk():
        before, _, name = inner.name.partition(":")
        if before == prefix and name:
            changes.extend(edits.renaming(ctx.source, inner, name))
    return Fix(f'remove the prefix "{prefix}:"', tuple(changes))

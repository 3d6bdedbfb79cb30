"""TW015 doctype-declared."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Context, Diagnostic, Document, Edit, Fix, Message, Rule, Span, edits

_DOCTYPE = re.compile(r"<!DOCTYPE(?:\"[^\"]*\"|'[^']*'|[^\[<>\"'])*(?:\[(?P<inside>.*?)\]\s*)?>", re.DOTALL)
_ENTITY = re.compile(r"<!ENTITY\s+([\w.-]+)\s+(?:\"([^\"'<&%]*)\"|'([^\"'<&%]*)')\s*>")


class DoctypeDeclared(Rule):
    """The document declares a DOCTYPE.

    Twilio rejects documents with a DOCTYPE. Entities that it declares are a way to include files or to expand a small
    document to an enormous one, so XML readers are often set to refuse it.

    Flagged:
        <!DOCTYPE Response>
        ^^^^^^^^^^^^^^^^^^^ DOCTYPE is not allowed: TwiML has none
        <Response><Say>Hi</Say></Response>
    Fixed:
        <Response><Say>Hi</Say></Response>
    Flagged:
        <!DOCTYPE Response [<!ENTITY co "Acme">]>
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ DOCTYPE is not allowed: it declares entities
        <Response><Say>&co; and &co; sons</Say></Response>
    Fixed:
        <Response><Say>Acme and Acme sons</Say></Response>
    Allowed:
        <!-- <!DOCTYPE Response> -->
        <Response><Say>Hi</Say></Response>
    """

    code, name, twilio_code = "TW015", "doctype-declared", 12100
    source = "https://www.twilio.com/docs/api/errors/12100"
    fixable = "safe"
    on = ("#document",)
    needs = ("<!DOCTYPE",)
    messages = {
        "doctype": Message(
            "DOCTYPE is not allowed", "TwiML has none", "Remove it. Twilio rejects the whole document ({code})."
        ),
        "entities": Message(
            "DOCTYPE is not allowed",
            "it declares entities",
            "Remove it and write the entities out. Twilio rejects the whole document ({code}).",
        ),
    }

    def check(self, document: Document, ctx: Context) -> Iterator[Diagnostic]:
        span = document.doctype
        doctype = None if span is None else _DOCTYPE.fullmatch(ctx.source.text, *span)
        if span is not None and doctype is not None:
            entities = "<!ENTITY" in (doctype["inside"] or "")
            yield self.report(span, "entities" if entities else "doctype", fix=_without_doctype(doctype, ctx))


def _without_doctype(doctype: re.Match[str], ctx: Context) -> Fix | None:
    """The document without the declaration and with plain texts in place of its entities; ``None`` for any others."""
    text, inside = ctx.source.text, doctype["inside"] or ""
    removal = Edit(edits.whole_lines(ctx.source, Span(*doctype.span())), "")
    if not inside.strip():
        return Fix("remove the DOCTYPE", (removal,), safe=True)
    if _ENTITY.sub("", inside).strip() or "<![CDATA[" in text:
        return None
    values = {name: first or second for name, first, second in _ENTITY.findall(inside)}
    uses = [use for use in re.finditer(r"&([\w.-]+);", text[doctype.end() :]) if use[1] in values]
    places = [Edit(Span(doctype.end() + use.start(), doctype.end() + use.end()), values[use[1]]) for use in uses]
    return Fix("remove the DOCTYPE and write its entities out", (removal, *places), safe=True)

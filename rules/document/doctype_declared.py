"""TW015 doctype-declared."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Context, Diagnostic, Document, Edit, Fix, Rule, Severity, Span, edits

_DOCTYPE = re.compile(r"<!DOCTYPE(?:\"[^\"]*\"|'[^']*'|[^\[<>\"'])*(?:\[(?P<inside>.*?)\]\s*)?>", re.DOTALL)
_ENTITY = re.compile(r"<!ENTITY\s+([\w.-]+)\s+(?:\"([^\"'<&%]*)\"|'([^\"'<&%]*)')\s*>")


class DoctypeDeclared(Rule):
    """The document declares a DOCTYPE.

    TwiML needs none, and what Twilio makes of one is not documented. Entities that it declares are a way to pull in
    files or to swell a small document to an enormous one, so readers of XML are often set to refuse it.

    Flagged:
        <!DOCTYPE Response>
        ^^^^^^^^^^^^^^^^^^^ a DOCTYPE is declared; TwiML needs none, and a careful reader of XML refuses it
        <Response><Say>Hi</Say></Response>
    Fixed:
        <Response><Say>Hi</Say></Response>
    Flagged:
        <!DOCTYPE Response [<!ENTITY co "Acme">]>
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a DOCTYPE with entities is declared; ...
        <Response><Say>&co; and &co; sons</Say></Response>
    Fixed:
        <Response><Say>Acme and Acme sons</Say></Response>
    Allowed:
        <!-- <!DOCTYPE Response> -->
        <Response><Say>Hi</Say></Response>
    """

    code, name = "TW015", "doctype-declared"
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/api/errors/12100"
    fixable = "safe"
    on = ("#document",)
    needs = ("<!DOCTYPE",)

    def check(self, document: Document, ctx: Context) -> Iterator[Diagnostic]:
        text = ctx.source.text
        limit = document.root.span.start if document.root is not None else len(text)
        start = text.find("<!DOCTYPE", 0, limit)
        while start >= 0 and any(comment.span.start < start < comment.span.end for comment in document.comments):
            start = text.find("<!DOCTYPE", start + 1, limit)
        doctype = _DOCTYPE.match(text, start, limit) if start >= 0 else None
        if doctype is not None:
            what = "DOCTYPE with entities" if "<!ENTITY" in (doctype["inside"] or "") else "DOCTYPE"
            message = f"a {what} is declared; TwiML needs none, and a careful reader of XML refuses it"
            yield self.report(Span(*doctype.span()), message, fix=_without(doctype, ctx))


def _without(doctype: re.Match[str], ctx: Context) -> Fix | None:
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

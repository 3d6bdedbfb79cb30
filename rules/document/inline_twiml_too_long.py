"""TW018 inline-twiml-too-long."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Document, Message, Rule, Severity, Span, limit


class InlineTwimlTooLong(Rule):
    """The document is longer than the 4000 characters that fit into an API request.

    A call can be made or changed with the document itself in the `Twiml` parameter of the REST request. That parameter
    has at most 4000 characters; the request with a longer one fails. Only documents marked with
    `<!-- twimllint: role=inline -->`, or with `role = "inline"` in the settings, are checked.

    Flagged:
        <!-- twimllint: role=inline -->
        <Response><Say>[[a*4000]]</Say></Response>
        ^^^^^^^^^^ inline document is too long: 4,064 characters, at most 4,000
    Allowed:
        <!-- twimllint: role=inline -->
        <Response><Say>Hi</Say></Response>
    Allowed:
        <Response><Say>[[a*4000]]</Say></Response>
    """

    code, name, twilio_code = "TW018", "inline-twiml-too-long", 32018
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/api/errors/32018"
    default = False
    on = ("#document",)
    messages = {
        "length": Message(
            "inline document is too long",
            "{size:,} characters, at most {most:,}",
            "Serve it from a URL instead. Twilio rejects a request with a longer Twiml parameter ({code}).",
        ),
    }

    def check(self, document: Document, ctx: Context) -> Iterator[Diagnostic]:
        size, most = len(ctx.source.text), limit("inline-twiml").maximum
        if size > most and not document.tags and ctx.role == "inline":
            yield self.report(document.root.tag_span if document.root else Span(0, 0), "length", size=size, most=most)

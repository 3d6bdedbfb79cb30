"""TW018 inline-twiml-too-long."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Document, Rule, Severity, Span, limit


class InlineTwimlTooLong(Rule):
    """The document is longer than the 4000 characters that fit into an API request.

    A call can be made or changed with the document itself in the `Twiml` parameter of the REST request. That
    parameter takes 4000 characters; the request with a longer one fails. Only documents marked with
    `<!-- twimllint: role=inline -->`, or with `role = "inline"` in the settings, are looked at.

    Flagged:
        <!-- twimllint: role=inline -->
        <Response><Say>[[a*4000]]</Say></Response>
        ^^^^^^^^^^ the document has 4,064 characters; the Twiml parameter of a request takes at most 4,000 (32018); ...
    Allowed:
        <!-- twimllint: role=inline -->
        <Response><Say>Hi</Say></Response>
    Allowed:
        <Response><Say>[[a*4000]]</Say></Response>
    """

    code, name, twilio_code = "TW018", "inline-twiml-too-long", 32018
    severity = Severity.WARNING
    default = False
    source = "https://www.twilio.com/docs/api/errors/32018"
    on = ("#document",)

    def check(self, document: Document, ctx: Context) -> Iterator[Diagnostic]:
        size = len(ctx.source.text)
        most = limit("inline-twiml").maximum
        if size <= most or document.tags or ctx.role != "inline":
            return
        message = (
            f"the document has {size:,} characters; the Twiml parameter of a request takes at most {most:,} (32018); "
            "serve a longer one from a URL"
        )
        yield self.report(document.root.tag_span if document.root else Span(0, 0), message)

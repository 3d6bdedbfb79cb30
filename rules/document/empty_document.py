"""TW012 empty-document."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Document, Message, Rule, Span, conditions, placement


class EmptyDocument(Rule):
    """The file holds no element.

    Twilio asked for instructions and gets none: a call ends with an application error, a message is not answered and
    an error is logged. Where nothing is to be done, respond with an empty `<Response/>`.

    Flagged:
        <?xml version="1.0" encoding="UTF-8"?>
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ document is empty: expected <Response>
    Flagged:
        <!-- <Response><Say>Hi</Say></Response> -->
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ document is empty: expected <Response>
    Allowed:
        <Response/>
    Allowed (page.xml.j2):
        {% include "greeting.xml" %}
    """

    code, name, twilio_code = "TW012", "empty-document", 11770
    source = "https://www.twilio.com/docs/api/errors/11770"
    on = ("#document",)
    when = (conditions.no_root,)
    supersedes = ("byte-order-mark",)
    messages = {
        "empty": Message(
            "document is empty",
            "expected <Response>",
            "Respond with <Response/> where nothing is to be done. Twilio logs an error ({code}).",
        ),
    }

    def check(self, document: Document, ctx: Context) -> Iterator[Diagnostic]:
        text = ctx.source.text
        if document.root is not None or document.tags or placement.strip_prolog(text):
            return
        start = len(text) - len(text.lstrip("\ufeff \t\r\n"))
        span = Span(start, len(text.rstrip())) if start < len(text) else Span(0, 0)
        yield self.report(span, "empty", covers=(Span(0, len(text)),))

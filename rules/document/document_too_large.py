"""TW017 document-too-large."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Document, Message, Rule, Span, conditions, events, limit


class DocumentTooLarge(Rule):
    """The document is larger than the 64 KB that Twilio reads.

    A longer response is not cut: the request counts as failed, and the call or message goes to the fallback URL. Split
    long menus into several documents that are connected by `<Redirect>` or an action.

    Flagged:
        <Response><Say>[[a*70000]]</Say></Response>
        ^^^^^^^^^^ document is too large: 70,032 bytes, at most 65,536
    Allowed:
        <Response><Say>Short</Say><Redirect>/part2</Redirect></Response>
    """

    code, name, twilio_code = "TW017", "document-too-large", 11750
    source = "https://www.twilio.com/docs/api/errors/11750"
    on = ("#document", "#document-too-large")
    when = (conditions.longer_than(limit("document-size").maximum // 4),)
    messages = {
        "size": Message(
            "document is too large",
            "{size:,} bytes, at most {most:,}",
            "Move a part to another document and <Redirect> to it. Twilio does not run a larger document ({code}).",
        ),
        "unread": Message(
            "document is too large",
            "over {size:,} bytes, at most {most:,}",
            "Nothing else was checked. Twilio does not run a larger document ({code}).",
        ),
    }

    def check(self, item: Document | events.DocumentTooLarge, ctx: Context) -> Iterator[Diagnostic]:
        most = limit("document-size").maximum
        if isinstance(item, events.DocumentTooLarge):
            yield self.report(Span(0, 0), "unread", size=item.read, most=most)
            return
        size = len(ctx.source.raw)
        # what a template renders to may be shorter than the template
        if size > most and not item.tags:
            yield self.report(item.root.tag_span if item.root else Span(0, 0), "size", size=size, most=most)

"""TW017 document-too-large."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Document, Rule, Span, conditions, events, limit


class DocumentTooLarge(Rule):
    """The document is larger than the 64 KB that Twilio reads.

    A longer answer is not cut: the request counts as failed and the call or message goes to the fallback URL. Long
    menus belong into several documents that lead on by `<Redirect>` or an action.

    Flagged:
        <Response><Say>[[a*70000]]</Say></Response>
        ^^^^^^^^^^ the document has 70,032 bytes; Twilio takes at most 65,536 (11750); ...
    Allowed:
        <Response><Say>Short</Say><Redirect>/part2</Redirect></Response>
    """

    code, name, twilio_code = "TW017", "document-too-large", 11750
    source = "https://www.twilio.com/docs/api/errors/11750"
    on = ("#document", "#document-too-large")
    when = (conditions.longer_than(limit("document-size").maximum // 4),)
    runs_on_malformed = True

    def check(self, item: Document | events.DocumentTooLarge, ctx: Context) -> Iterator[Diagnostic]:
        if isinstance(item, events.DocumentTooLarge):
            yield self.report(
                Span(0, 0),
                f"the document has over {item.read:,} bytes; Twilio takes at most {limit('document-size').maximum:,} (11750); nothing else was looked at",
            )
            return
        size, most = len(ctx.source.raw), limit("document-size").maximum
        # what a template renders to may be shorter than the template
        if size <= most or item.tags:
            return
        message = (
            f"the document has {size:,} bytes; Twilio takes at most {most:,} (11750); <Redirect> to a second "
            "document for the rest"
        )
        yield self.report(item.root.tag_span if item.root else Span(0, 0), message)

"""TW003 byte-order-mark."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Document, Message, Rule, Severity, Span, edits

BOM = "\ufeff"


class ByteOrderMark(Rule):
    """The file starts with a byte order mark.

    XML allows one mark, and Twilio reads past it. But a server that sends a header line, a space or a second mark
    before the file turns it into stray content, and then the whole document is rejected.

    Flagged:
        \ufeff<?xml version="1.0" encoding="UTF-8"?>
        ^ file starts with a byte order mark: not needed in UTF-8
        <Response/>
    Fixed:
        <?xml version="1.0" encoding="UTF-8"?>
        <Response/>
    Allowed:
        <?xml version="1.0" encoding="UTF-8"?>
        <Response><Say>A mark inside the text \ufeff is text.</Say></Response>
    """

    code, name, twilio_code = "TW003", "byte-order-mark", 12100
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/api/errors/12100"
    fixable = "safe"
    on = ("#document",)
    needs = (BOM,)
    runs_on_malformed = True
    messages = {
        "mark": Message(
            "file starts with a byte order mark",
            "not needed in UTF-8",
            "Save the file without it. If a server sends anything before it, Twilio rejects the whole document ({code}).",
        ),
    }

    def check(self, document: Document, ctx: Context) -> Iterator[Diagnostic]:
        text = ctx.source.text
        # UTF-16 and UTF-32 need the mark; a second one is content before the prolog
        if not text.startswith(BOM) or text.startswith(BOM * 2) or not ctx.source.encoding.lower().startswith("utf-8"):
            return
        # without the mark, a reader would use a declaration that is wrong
        safe = ctx.source.mismatch is None
        fix = edits.replace(Span(0, 1), "", "remove the byte order mark", safe=True) if safe else None
        yield self.report(Span(0, 1), "mark", fix=fix)

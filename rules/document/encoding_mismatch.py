"""TW008 encoding-mismatch."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Document, Rule, edits


class EncodingMismatch(Rule):
    """The declared encoding contradicts the bytes of the file.

    A reader trusts the declaration. A file in UTF-8 that calls itself utf-16, or one in Latin-1 that calls itself
    UTF-8, cannot be read, and Twilio rejects it. Programs that build XML in a string often declare utf-16, the
    encoding of their strings, and then send UTF-8.

    Flagged:
        <?xml version="1.0" encoding="utf-16"?>
                                      ^^^^^^ the declaration says...
        <Response><Say>não</Say></Response>
    Fixed:
        <?xml version="1.0" encoding="UTF-8"?>
        <Response><Say>não</Say></Response>
    Allowed:
        <?xml version="1.0" encoding="utf-8"?>
        <Response><Say>não</Say></Response>
    """

    code, name, twilio_code = "TW008", "encoding-mismatch", 12100
    source = "https://www.twilio.com/docs/api/errors/12100"
    fixable = "safe"
    on = ("#document",)
    runs_on_malformed = True

    def check(self, document: Document, ctx: Context) -> Iterator[Diagnostic]:
        source = ctx.source
        # a template may well write the right name
        if source.mismatch is None or any(tag.span.overlaps(source.mismatch_span) for tag in document.tags):
            return
        fix = None
        # the declaration can follow the bytes only where these are sound in the encoding they were read with
        if source.declared_span is not None and not any("\udc80" <= char <= "\udcff" for char in source.text):
            actual = "UTF-8" if source.encoding.lower().startswith("utf-8") else source.encoding.upper()
            fix = edits.replace(source.declared_span, actual, f'declare "{actual}"', safe=True)
        message = f"{source.mismatch}; Twilio cannot read the document (12100)"
        yield self.report(source.mismatch_span, message, fix=fix)

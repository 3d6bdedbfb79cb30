"""TW007 duplicate-xml-declaration."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Edit, Fix, Message, ParseError, Related, Rule, edits


class DuplicateXmlDeclaration(Rule):
    """An XML declaration that is not at the start of the file.

    The usual causes are a document pasted into another, and a library and a template that both write one. XML allows
    `<?xml` at the very beginning only, so Twilio rejects the document.

    Flagged:
        <?xml version="1.0"?>
        <?xml version="1.0" encoding="UTF-8"?>
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ XML declaration is not allowed here: second declaration
        <Response/>
    Fixed:
        <?xml version="1.0"?>
        <Response/>
    Flagged:
        <Response><?xml version="1.0"?><Say>Hi</Say></Response>
                  ^^^^^^^^^^^^^^^^^^^^^ XML declaration is not allowed here: only at the start of the file
    Fixed:
        <Response><Say>Hi</Say></Response>
    Allowed:
        <!-- <?xml version="1.0"?> -->
        <?xml-stylesheet href="twiml.xsl"?>
        <Response/>
    """

    code, name, twilio_code = "TW007", "duplicate-xml-declaration", 12100
    source = "https://www.twilio.com/docs/api/errors/12100"
    fixable = "safe"
    on = ("#error:duplicate-xml-declaration",)
    runs_on_malformed = True
    messages = {
        "second": Message(
            "XML declaration is not allowed here",
            "second declaration",
            "Remove it. Twilio rejects the whole document ({code}).",
        ),
        "late": Message(
            "XML declaration is not allowed here",
            "only at the start of the file",
            "Remove it. Twilio rejects the whole document ({code}).",
        ),
    }

    def check(self, error: ParseError, ctx: Context) -> Iterator[Diagnostic]:
        first = error.related
        related = [] if first is None else [Related(first, "first declaration")]
        fix = Fix("remove the declaration", (Edit(edits.whole_lines(ctx.source, error.span), ""),), safe=True)
        yield self.report(error, "late" if first is None else "second", fix=fix, related=related)

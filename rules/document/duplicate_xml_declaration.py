"""TW007 duplicate-xml-declaration."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Edit, Fix, ParseError, Related, Rule, edits


class DuplicateXmlDeclaration(Rule):
    """A second XML declaration further down.

    It comes of pasting one document into another, or of a library and a template that both write it. XML allows
    `<?xml` at the very beginning and nowhere else, so Twilio rejects the document.

    Flagged:
        <?xml version="1.0"?>
        <?xml version="1.0" encoding="UTF-8"?>
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ a second XML declaration; only the very beginning of a file may hold one, and Twilio rejects the whole document (12100)
        <Response/>
    Fixed:
        <?xml version="1.0"?>
        <Response/>
    Flagged:
        <Response><?xml version="1.0"?><Say>Hi</Say></Response>
                  ^^^^^^^^^^^^^^^^^^^^^ an XML declaration in the middle of the file; ...
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

    def check(self, error: ParseError, ctx: Context) -> Iterator[Diagnostic]:
        first = error.related
        what = "an XML declaration in the middle of the file" if first is None else "a second XML declaration"
        message = (
            f"{what}; only the very beginning of a file may hold one, and Twilio rejects the whole document (12100)"
        )
        related = [] if first is None else [Related(first, "the first one")]
        fix = Fix("remove the declaration", (Edit(edits.whole_lines(ctx.source, error.span), ""),), safe=True)
        yield self.report(error, message, fix=fix, related=related)

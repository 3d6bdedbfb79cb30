"""TW004 unescaped-ampersand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Context, Diagnostic, ParseError, Rule, edits, wording


class UnescapedAmpersand(Rule):
    """A bare `&` in a text or in an attribute.

    In XML an ampersand begins a reference and is written `&amp;` where the character itself is meant, most often
    between the parameters of a URL. Twilio cannot parse a document with a bare one and runs nothing of it.

    Flagged:
        <Response><Redirect>https://ivr.acme.test/next?lang=en&step=2</Redirect></Response>
                                                              ^ a bare & stands in the text of <Redirect>; XML writes it as &amp;, and Twilio rejects the whole document (12100)
    Fixed:
        <Response><Redirect>https://ivr.acme.test/next?lang=en&amp;step=2</Redirect></Response>
    Flagged:
        <Response><Gather action="/q?one=1&two=2" numDigits="1"/><Hangup/></Response>
                                          ^ a bare & stands in action; ...
    Fixed:
        <Response><Gather action="/q?one=1&amp;two=2" numDigits="1"/><Hangup/></Response>
    Allowed:
        <Response><Say>R &amp; D, <![CDATA[Q & A]]></Say><!-- this & that --></Response>
    """

    code, name, twilio_code = "TW004", "unescaped-ampersand", 12100
    source = "https://www.twilio.com/docs/api/errors/12100"
    fixable = "safe"
    on = ("#error:unescaped-ampersand",)
    runs_on_malformed = True

    def check(self, error: ParseError, ctx: Context) -> Iterator[Diagnostic]:
        # a file that breaks off in the middle of &amp; is cut short, which is told already
        if ctx.document.malformed and not re.search(r"[^\w#]", ctx.source.text[error.span.end :]):
            return
        message = (
            f"a bare & stands in {wording.place_of(ctx.document, error.span)}; XML writes it as &amp;, and Twilio rejects "
            "the whole document (12100)"
        )
        yield self.report(error, message, fix=edits.replace(error.span, "&amp;", "write &amp;", safe=True))

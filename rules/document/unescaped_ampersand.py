"""TW004 unescaped-ampersand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Context, Diagnostic, Message, ParseError, Rule, edits

#: A character that ends the name of an entity.
_CONTINUED = re.compile(r"[^\w#]")


class UnescapedAmpersand(Rule):
    """A bare `&` in a text or in an attribute.

    In XML an ampersand starts a reference and is written `&amp;` where the character itself is meant, most often
    between the parameters of a URL. Twilio cannot parse a document with a bare one and runs nothing of it.

    Flagged:
        <Response><Redirect>https://ivr.acme.test/next?lang=en&step=2</Redirect></Response>
                                                              ^ unescaped &: write &amp;
    Fixed:
        <Response><Redirect>https://ivr.acme.test/next?lang=en&amp;step=2</Redirect></Response>
    Flagged:
        <Response><Gather action="/q?one=1&two=2" numDigits="1"/><Hangup/></Response>
                                          ^ unescaped &: write &amp;
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
    messages = {
        "bare": Message(
            "unescaped &", "write &amp;", "Write &amp; instead. Twilio rejects the whole document ({code})."
        ),
    }

    def check(self, error: ParseError, ctx: Context) -> Iterator[Diagnostic]:
        # a file that ends in the middle of &amp; is cut off, which is reported already
        if not ctx.document.malformed or _CONTINUED.search(ctx.source.text, error.span.end):
            yield self.report(error, "bare", fix=edits.replace(error.span, "&amp;", "write &amp;", safe=True))

"""TW004 unescaped-ampersand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Context, Diagnostic, Message, ParseError, Rule, Span, edits

#: A character that ends the name of an entity.
_CONTINUED = re.compile(r"[^\w#]")
#: What may be before the URL that the ampersand is in, and how far that is looked for.
_BREAK = re.compile(r"[\s\"'<>]")
_MAX_CHARACTERS_BEFORE = 500


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
    Flagged:
        <Response><Say>caf&eacute, R&amp D</Say></Response>
                          ^^^^^^^ reference without a semicolon: write "&#233;"
                                    ^^^^ reference without a semicolon: write "&amp;"
    Fixed (unsafe):
        <Response><Say>caf&#233;, R&amp; D</Say></Response>
    Flagged:
        <Response><Redirect>/next?lang=en&copy&reg</Redirect></Response>
                                         ^ unescaped &: write &amp;
                                              ^ unescaped &: write &amp;
    Fixed:
        <Response><Redirect>/next?lang=en&amp;copy&amp;reg</Redirect></Response>
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
        "open": Message(
            "reference without a semicolon",
            'write "{right}"',
            "Write {right}, or &amp; if the ampersand itself is meant. Twilio rejects the whole document ({code}).",
        ),
    }

    def check(self, error: ParseError, ctx: Context) -> Iterator[Diagnostic]:
        # a file that ends in the middle of &amp; is cut off, which is reported already
        if ctx.document.malformed and not _CONTINUED.search(ctx.source.text, error.span.end):
            return
        right = _nearest_reference(error, ctx)
        if right is None:
            yield self.report(error, "bare", fix=edits.replace(error.span, "&amp;", "write &amp;", safe=True))
        else:
            whole = Span(error.span.start, error.span.end + len(error.parts["name"]))
            yield self.report(whole, "open", right=right, fix=edits.replace(whole, right, f"write {right}"))


def _nearest_reference(error: ParseError, ctx: Context) -> str | None:
    """The reference that lacks its semicolon, as in ``caf&eacute``; ``None`` where a parameter of a URL begins."""
    from html.entities import html5

    name, text = error.parts["name"], ctx.source.text
    # the names that browsers know without a semicolon
    characters = html5.get(name)
    if characters is None or text.startswith("=", error.span.end + len(name)):
        return None
    before = _BREAK.split(text[max(0, error.span.start - _MAX_CHARACTERS_BEFORE) : error.span.start])[-1]
    if "?" in before:
        return None
    return f"&{name};" if name in ("amp", "lt", "gt", "quot") else "".join(f"&#{ord(char)};" for char in characters)

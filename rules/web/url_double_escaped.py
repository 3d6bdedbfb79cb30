"""TW804 url-double-escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Edit, Fix, Message, Rule, Severity, Text, edits

_TWICE = re.compile(r"&(?:amp;|#38;|#[xX]26;)+")


class UrlDoubleEscaped(Rule):
    """An ampersand in a URL that was escaped twice.

    Twilio reads the XML once, so `&amp;amp;` leaves `&amp;` in the URL: the server gets a parameter called `amp;b`
    and none called `b`.

    Flagged:
        <Response><Redirect>/n?a=1&amp;amp;b=2</Redirect></Response>
                                  ^^^^^^^^^ ampersand is escaped twice: write &amp;
    Fixed:
        <Response><Redirect>/n?a=1&amp;b=2</Redirect></Response>
    Flagged:
        <Response><Redirect><![CDATA[/n?a=1&amp;b=2&amp;c=3]]></Redirect></Response>
                                           ^^^^^ ampersand is escaped in CDATA: write &
    Fixed:
        <Response><Redirect><![CDATA[/n?a=1&b=2&c=3]]></Redirect></Response>
    Allowed:
        <Response><Redirect>/n?a=1&amp;b=2</Redirect></Response>
    """

    code, name = "TW804", "url-double-escaped"
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/voice/twiml/redirect"
    fixable = "safe"
    on = ("#url",)
    local = True
    known, templated = False, True
    messages = {
        "twice": Message(
            "ampersand is escaped twice",
            "write &amp;",
            'Write &amp; once. Your server gets the parameter "{parameter}".',
        ),
        "cdata": Message(
            "ampersand is escaped in CDATA",
            "write &",
            'Write & in CDATA, where nothing is escaped. Your server gets the parameter "{parameter}".',
        ),
    }
    needs = ("amp;amp;", "&#38;amp;", "&#x26;amp;", "amp;#38;", "amp;#x26;", "<![CDATA[")

    def check(self, item: Attr | Text, ctx: Context) -> Iterator[Diagnostic]:
        matches = list(_TWICE.finditer(item.value))
        if not matches:
            return
        changes = []
        for match in matches:
            span = item.part(*match.span())
            written = edits.raw(ctx.source, span)
            changes.append(Edit(span, "&" if written == match[0] else "&amp;"))
        first = changes[0]
        after = re.match(r"[\w.\-]*", item.value[matches[0].end() :])
        parameter = f"amp;{after[0] if after else ''}"
        message = "cdata" if first.text == "&" else "twice"
        fix = Fix("escape the ampersand once", tuple(changes), safe=True)
        yield self.report(first.span, message, parameter=parameter, fix=fix)

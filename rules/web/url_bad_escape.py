"""TW803 url-bad-escape."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Rule, Text, urls, values

_BAD = re.compile(r"%(?!\ue000|[0-9A-Fa-f](?:[0-9A-Fa-f]|\ue000))[^%&/?#=\s]{0,2}")


class UrlBadEscape(Rule):
    """A percent sign in a URL without two hexadecimal digits after it.

    Twilio cannot read such a URL and never makes the request: the callback is lost.

    Flagged:
        <Response><Dial action="https://a.acme.test/x?n=A%SPACE%B">+14155550100</Dial></Response>
                                                         ^^^ invalid escape in action: found "%SP"
    Flagged:
        <Response><Redirect>/discount?of=50%</Redirect></Response>
                                           ^ invalid escape in text of <Redirect>: found "%"
    Allowed:
        <Response><Redirect>/discount?of=50%25&amp;who=A%20B</Redirect></Response>
    Allowed:
        <Response><Redirect>/x?n=%{{ code }}</Redirect></Response>
    """

    code, name, twilio_code = "TW803", "url-bad-escape", 11100
    source = "https://www.twilio.com/docs/api/errors/11100"
    on = ("#url",)
    local = True
    known, templated = False, True
    needs = ("%",)
    messages = {
        "escape": Message(
            "invalid escape in {subject}",
            'found "{found}"',
            "Write two hexadecimal digits after %, or %25 for a percent sign. Twilio makes no request ({code}).",
        ),
    }

    def check(self, item: Attr | Text, ctx: Context) -> Iterator[Diagnostic]:
        bad = _BAD.search(item.value)
        if bad:
            yield self.report(
                item.part(*bad.span()),
                "escape",
                subject=values.subject(item),
                found=bad[0],
                twilio_code=urls.error_of(item, ctx),
            )

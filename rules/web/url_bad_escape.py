"""TW803 url-bad-escape."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Rule, Text, urls

_BAD = re.compile(r"%(?!\ue000|[0-9A-Fa-f](?:[0-9A-Fa-f]|\ue000))[^%&/?#=\s]{0,2}")


class UrlBadEscape(Rule):
    """A percent sign in a URL that two hexadecimal digits do not follow.

    Twilio cannot read such a URL and never makes the request: the callback is lost without a word to the caller.

    Flagged:
        <Response><Dial action="https://a.acme.test/x?n=A%SPACE%B">+14155550100</Dial></Response>
                                                         ^^^ "%SP" in action is no escape: two hexadecimal digits follow a percent sign, which itself is written %25 (11100)
    Flagged:
        <Response><Redirect>/discount?of=50%</Redirect></Response>
                                           ^ "%" in the text of <Redirect> is no escape: two hexadecimal digits follow ...
    Allowed:
        <Response><Redirect>/discount?of=50%25&amp;who=A%20B</Redirect></Response>
    Allowed:
        <Response><Redirect>/x?n=%{{ code }}</Redirect></Response>
    """

    code, name, twilio_code = "TW803", "url-bad-escape", 11100
    source = "https://www.twilio.com/docs/api/errors/11100"
    on = ("#url",)
    known, templated = False, True
    needs = ("%",)

    def check(self, item: Attr | Text, ctx: Context) -> Iterator[Diagnostic]:
        bad = _BAD.search(item.value)
        if bad:
            message = (
                f'"{bad[0]}" in {urls.where(item)} is no escape: two hexadecimal digits follow a percent sign, '
                "which itself is written %25 (11100)"
            )
            yield self.report(item.part(*bad.span()), message)

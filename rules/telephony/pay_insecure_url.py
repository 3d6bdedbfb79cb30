"""TW724 pay-insecure-url."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Rule, edits

_HTTP = re.compile(r"\s*(http)://(?!\w+://)", re.IGNORECASE)


class PayInsecureUrl(Rule):
    """Action of Pay that is not https.

    What Pay reports is about payments, and Twilio sends it over https only: with a plain http URL Pay fails before the
    caller is asked for anything.

    Flagged:
        <Response><Pay chargeAmount="10.00" action="http://pay.acme.test/d"/></Response>
                                                    ^^^^^^^^^^^^^^^^^^^^^^ action of <Pay> must be an https URL: found http
    Fixed:
        <Response><Pay chargeAmount="10.00" action="https://pay.acme.test/d"/></Response>
    Flagged:
        <Response><Pay chargeAmount="10.00" action="http://{{ host }}/d"/></Response>
                                                    ^^^^^^^^^^^^^^^^^^^ action of <Pay> must be an https URL: found http
    Fixed:
        <Response><Pay chargeAmount="10.00" action="https://{{ host }}/d"/></Response>
    Allowed:
        <Response><Pay chargeAmount="10.00" action="/d" statusCallback="http://pay.acme.test/s"/></Response>
    Allowed:
        <Response><Pay chargeAmount="10.00" action="{{ base }}/d"/></Response>
    """

    code, name, twilio_code = "TW724", "pay-insecure-url", 64016
    source = "https://www.twilio.com/docs/api/errors/64016"
    fixable = "unsafe"
    on = ("Pay@action",)
    local = True
    templated = True
    supersedes = ("insecure-callback",)
    messages = {
        "http": Message(
            "action of <Pay> must be an https URL",
            "found http",
            "Use https. Twilio does not start the payment ({code}).",
        ),
    }

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        http = _HTTP.match(attr.value)
        if http is not None:
            fix = edits.replace(attr.part(*http.span(1)), "https", "write https")
            yield self.report(attr.value_span, "http", fix=fix)

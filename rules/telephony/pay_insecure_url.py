"""TW724 pay-insecure-url."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Rule, edits, values

_PLAIN = re.compile(r"\s*(http)://(?!\w+://)", re.IGNORECASE)


class PayInsecureUrl(Rule):
    """Callback of Pay that is not https.

    What Pay reports is about payments, and Twilio sends it over https alone: with a plain http URL Pay fails before the
    caller is asked for anything.

    Flagged:
        <Response><Pay chargeAmount="10.00" action="http://pay.acme.test/d"/></Response>
                                                    ^^^^^^^^^^^^^^^^^^^^^^ action of <Pay> is a plain http URL; Twilio takes https alone there (64016)
    Fixed:
        <Response><Pay chargeAmount="10.00" action="https://pay.acme.test/d"/></Response>
    Flagged:
        <Response><Pay chargeAmount="10.00" statusCallback="http://{{ host }}/s" action="/d"/></Response>
                                                            ^^^^^^^^^^^^^^^^^^^ statusCallback of <Pay> is a plain http URL; ...
    Fixed:
        <Response><Pay chargeAmount="10.00" statusCallback="https://{{ host }}/s" action="/d"/></Response>
    Allowed:
        <Response><Pay chargeAmount="10.00" action="/d" statusCallback="https://pay.acme.test/s"/></Response>
    Allowed:
        <Response><Pay chargeAmount="10.00" action="{{ base }}/d"/></Response>
    """

    code, name, twilio_code = "TW724", "pay-insecure-url", 64016
    source = "https://www.twilio.com/docs/api/errors/64016"
    fixable = "unsafe"
    on = ("Pay@action", "Pay@statusCallback")
    known, templated = False, True
    needs = ("http:", "HTTP:", "Http:")
    supersedes = ("insecure-callback",)

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        plain = _PLAIN.match(attr.value)
        if plain is None or values.attribute_type(attr, ctx) is None:
            return
        message = f"{attr.name} of <Pay> is a plain http URL; Twilio takes https alone there (64016)"
        fix = edits.replace(attr.part(*plain.span(1)), "https", "write https")
        yield self.report(attr.value_span, message, fix=fix)

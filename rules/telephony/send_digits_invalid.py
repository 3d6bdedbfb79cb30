"""TW708 send-digits-invalid."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Rule, values

_WRONG = re.compile(r"[^0-9A-DWw#*]+")


class SendDigitsInvalid(Rule):
    """Character in sendDigits that is neither a key nor a wait.

    Twilio presses these keys once the other side has answered, to get through a menu. With anything else among them it
    warns and presses none; a pause is `w`, not a comma.

    Flagged:
        <Response><Dial><Number sendDigits="1,2">+14155550100</Number></Dial></Response>
                                             ^ "," in sendDigits is no key; it takes 0-9, A-D, * and #, with w to wait half a second and W a whole one (13222)
    Flagged:
        <Response><Dial><Number sendDigits="ww12 34p5">+14155550100</Number></Dial></Response>
                                                ^ " " in sendDigits is no key; ...
    Flagged:
        <Response><Dial><Sip sendDigits="12;3">sip:amy@pbx.acme.test</Sip></Dial></Response>
                                           ^ ";" in sendDigits is no key; ...
    Allowed:
        <Response><Dial><Number sendDigits="wwww1928#">+14155550100</Number></Dial></Response>
    Allowed:
        <Response><Dial><Number sendDigits="W{{ extension }}">+14155550100</Number></Dial></Response>
    """

    code, name, twilio_code = "TW708", "send-digits-invalid", 13222
    source = "https://www.twilio.com/docs/api/errors/13222"
    on = ("Number@sendDigits", "Sip@sendDigits")
    known, templated = False, True
    implied_by_schema = True

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        wrong = _WRONG.search(attr.value)
        if wrong is None or attr.templated or not attr.value.strip() or values.attribute_type(attr, ctx) is None:
            return
        code = 13242 if attr.parent.name == "Sip" else 13222
        message = (
            f'"{wrong[0]}" in sendDigits is no key; it takes 0-9, A-D, * and #, with w to wait half a second and W a whole '
            f"one ({code})"
        )
        yield self.report(attr.part(*wrong.span()), message, twilio_code=code)

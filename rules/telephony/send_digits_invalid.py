"""TW708 send-digits-invalid."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Rule, values

_WRONG = re.compile(r"[^0-9A-DWw#*]+")


class SendDigitsInvalid(Rule):
    """Character in sendDigits that is neither a key nor a wait.

    Twilio presses these keys once the other side has answered, to get through a menu. With anything else among them it
    logs a warning and presses none; a pause is `w`, not a comma.

    Flagged:
        <Response><Dial><Number sendDigits="1,2">+14155550100</Number></Dial></Response>
                                             ^ sendDigits has a character that is not a key: found ","
    Flagged:
        <Response><Dial><Number sendDigits="ww12 34p5">+14155550100</Number></Dial></Response>
                                                ^ sendDigits has a character that is not a key: found " "
    Flagged:
        <Response><Dial><Sip sendDigits="12;3">sip:amy@pbx.acme.test</Sip></Dial></Response>
                                           ^ sendDigits has a character that is not a key: found ";"
    Allowed:
        <Response><Dial><Number sendDigits="wwww1928#">+14155550100</Number></Dial></Response>
    Allowed:
        <Response><Dial><Number sendDigits="W{{ extension }}">+14155550100</Number></Dial></Response>
    """

    code, name, twilio_code = "TW708", "send-digits-invalid", 13222
    source = "https://www.twilio.com/docs/api/errors/13222"
    on = ("Number@sendDigits", "Sip@sendDigits")
    local = True
    implied_by_schema = True
    messages = {
        "character": Message(
            "sendDigits has a character that is not a key",
            'found "{character}"',
            "Use 0-9, A-D, * and #, with w to wait half a second and W a second. Twilio presses no key ({code}).",
        ),
    }

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        wrong = _WRONG.search(attr.value)
        kind = values.attribute_type(attr, ctx)
        if wrong is not None and attr.value.strip() and kind is not None:
            span = attr.part(*wrong.span())
            yield self.report(span, "character", character=wrong[0], twilio_code=kind.about.error)

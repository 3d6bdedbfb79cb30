"""TW208 not-an-integer."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Rule, conditions, values, wording


class NotAnInteger(Rule):
    """A number attribute that is not a positive number.

    Twilio expects digits only: no unit, no decimals, no sign, no word. For anything else it warns and uses the default.

    Flagged:
        <Response><Dial timeout="20s">+14155550100</Dial></Response>
                                 ^^^ timeout must be a whole number: found "20s"
    Flagged:
        <Response><Gather numDigits="0" action="/k"><Say>Age?</Say></Gather><Hangup/></Response>
                                     ^ numDigits must be a whole number from 1: found "0"
    Flagged:
        <Response><Gather input="speech" speechTimeout="soon" action="/k"/><Hangup/></Response>
                                                        ^^^^ speechTimeout must be a whole number: found "soon"
    Flagged:
        <Response><Connect><ConversationRelay url="wss://b.acme.test/r" interruptSensitivity="high" speechTimeout="2,5"/></Connect></Response>
                                                                                                                   ^^^ speechTimeout must be a whole number: found "2,5"
    Flagged:
        <Response><Connect><ConversationRelay url="wss://b.acme.test/r" eotThreshold="high"/></Connect></Response>
                                                                                      ^^^^ eotThreshold must be a number: found "high"
    Allowed:
        <Response><Gather input="speech" speechTimeout="auto" timeout="3" action="/k"/><Play loop="0">https://cdn.acme.test/a.mp3</Play></Response>
    """

    code, name, twilio_code = "TW208", "not-an-integer", 13212
    source = "https://www.twilio.com/docs/api/errors/13212"
    on = ("@*",)
    local = True
    when = (conditions.value_rejected,)
    implied_by_schema = True
    messages = {
        "integer": Message(
            "{name} must be a whole number",
            'found "{value}"',
            "Write {expected}. Twilio uses the default instead ({code}).",
        ),
        "positive": Message(
            "{name} must be a whole number{bounds}",
            'found "{value}"',
            "Write {expected}. Twilio uses the default instead ({code}).",
        ),
        "decimal": Message(
            "{name} must be a number",
            'found "{value}"',
            "Write {expected}. Twilio uses the default instead ({code}).",
        ),
    }

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        for invalid in values.invalid_values(attr, values.Kind.NUMBER, ctx):
            digits = invalid.value.strip().lstrip("+-").isdecimal()
            decimal = values.number_kind(invalid.type) == "decimal"
            yield self.report(
                invalid.span,
                "decimal" if decimal else "positive" if digits else "integer",
                name=attr.name,
                value=invalid.value,
                expected=wording.number(invalid.type),
                bounds=wording.bounds(invalid.type),
                twilio_code=invalid.error,
            )

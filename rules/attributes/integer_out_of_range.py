"""TW209 integer-out-of-range."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Rule, Severity, conditions, values, wording


class IntegerOutOfRange(Rule):
    """A number outside the documented range.

    Twilio rejects it, or uses the nearest bound or the default.

    Flagged:
        <Response><Dial><Conference maxParticipants="500">town</Conference></Dial></Response>
                                                     ^^^ maxParticipants is out of range: expected a whole number from 1 to 250
    Flagged:
        <Response><Dial><Number machineDetection="Enable" machineDetectionTimeout="2">+14155550100</Number></Dial></Response>
                                                                                   ^ machineDetectionTimeout is out of range: expected a whole number of seconds from 3 to 60
    Flagged:
        <Response><Record action="/r" maxLength="1"/></Response>
                                                 ^ maxLength may be out of range: expected a whole number of seconds from 2 to 86,400
    Allowed:
        <Response><Record action="/r" maxLength="2"/></Response>
    Allowed:
        <Response><Dial timeout="600"><Conference maxParticipants="250">town</Conference></Dial></Response>
    """

    code, name, twilio_code = "TW209", "integer-out-of-range", 16002
    source = "https://www.twilio.com/docs/api/errors/16002"
    on = ("@*",)
    local = True
    when = (conditions.value_rejected,)
    implied_by_schema = True
    messages = {
        "range": Message(
            "{name} is out of range",
            "expected {expected}",
            "Write {expected}. Twilio rejects the value, or uses the nearest bound or the default ({code}).",
        ),
        "disputed": Message(
            "{name} may be out of range",
            "expected {expected}",
            "Write {expected}. Twilio's page excludes the value, but its own libraries use it ({code}).",
            severity=Severity.WARNING,
        ),
    }

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        for invalid in values.invalid_values(attr, values.Kind.RANGE, ctx):
            expected = wording.number(invalid.type)
            id = "disputed" if _in_use(invalid) else "range"
            yield self.report(invalid.span, id, name=attr.name, expected=expected, twilio_code=invalid.error)


def _in_use(invalid: values.InvalidValue) -> bool:
    """Whether a number is below the documented range, but not below the bound that Twilio's own code uses."""
    lowest, least = invalid.type.minimum, invalid.type.min_in_use
    return lowest is not None and least is not None and least <= float(invalid.value) < lowest

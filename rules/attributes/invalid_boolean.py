"""TW207 invalid-boolean."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Rule, Severity, conditions, edits, values

_TRUE = ("true", "yes", "y", "on", "1", "t")
_FALSE = ("false", "no", "n", "off", "0", "f")


class InvalidBoolean(Rule):
    """A boolean attribute that is neither `true` nor `false`.

    Only the two words in lower case are documented. For `True`, as some programming languages print it, `yes` or `1`
    Twilio warns and uses the default.

    Flagged:
        <Response><Dial hangupOnStar="True">+14155550100</Dial></Response>
                                      ^^^^ hangupOnStar must be "true" or "false": found "True"
    Fixed:
        <Response><Dial hangupOnStar="true">+14155550100</Dial></Response>
    Flagged:
        <Response><Record action="/d" playBeep="0"/></Response>
                                                ^ playBeep must be "true" or "false": found "0"
    Fixed:
        <Response><Record action="/d" playBeep="false"/></Response>
    Flagged:
        <Response><Record action="/d" playBeep="maybe"/></Response>
                                                ^^^^^ playBeep must be "true" or "false": found "maybe"
    Allowed:
        <Response><Dial record="true" answerOnBridge="false">+14155550100</Dial></Response>
    """

    code, name, twilio_code = "TW207", "invalid-boolean", 13213
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/api/errors/13213"
    fixable = "safe"
    on = ("@*",)
    local = True
    when = (conditions.value_rejected,)
    implied_by_schema = True
    messages = {
        "boolean": Message(
            '{name} must be "true" or "false"',
            'found "{value}"',
            'Write "true" or "false" in lower case. Twilio uses the default instead ({code}).',
        ),
    }

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        for invalid in values.invalid_values(attr, values.Kind.BOOLEAN, ctx):
            word = invalid.value.strip().lower()
            right = "true" if word in _TRUE else "false" if word in _FALSE else None
            fix = None if right is None else edits.set_value(attr, right, safe=True)
            yield self.report(
                invalid.span, "boolean", name=attr.name, value=invalid.value, fix=fix, twilio_code=invalid.error
            )

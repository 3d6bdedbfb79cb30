"""TW205 invalid-enum-value."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Rule, conditions, suggest, values, wording


class InvalidEnumValue(Rule):
    """A value outside the attribute's fixed list.

    Twilio uses the default, or warns and drops the whole setting.

    Flagged:
        <Response><Gather input="DMTP" action="/k"/><Hangup/></Response>
                                 ^^^^ unknown value of input: did you mean "dtmf"?
    Fixed:
        <Response><Gather input="dtmf" action="/k"/><Hangup/></Response>
    Flagged:
        <Response><Dial record="yes">+14155550100</Dial></Response>
                                ^^^ unknown value of record: found "yes"
    Allowed:
        <Response><Gather input="speech dtmf" speechModel="deepgram_nova-3-general" action="/k"/><Hangup/></Response>
    Allowed (call.xml.j2):
        <Response><Dial record="{{ mode }}">+14155550100</Dial></Response>
    """

    code, name, twilio_code = "TW205", "invalid-enum-value", 13334
    source = "https://www.twilio.com/docs/api/errors/13334"
    fixable = "unsafe"
    on = ("@*",)
    local = True
    when = (conditions.value_rejected,)
    implied_by_schema = True
    messages = {
        "near": Message(
            "unknown value of {name}", "{hint}", "Use {legal}. Twilio uses the default or drops the setting ({code})."
        ),
        "unknown": Message(
            "unknown value of {name}",
            'found "{value}"',
            "Use {legal}. Twilio uses the default or drops the setting ({code}).",
        ),
    }

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        for invalid in values.invalid_values(attr, values.Kind.ENUM, ctx):
            suggestion = suggest(invalid.value, invalid.type.values, max(1, len(invalid.value) // 2))
            yield self.report(
                invalid.span,
                "near" if suggestion else "unknown",
                name=attr.name,
                value=invalid.value,
                hint=suggestion and suggestion.hint,
                legal=wording.quoted([value for value in invalid.type.values if value], "or"),
                fix=suggestion and suggestion.fix(invalid.span),
                twilio_code=invalid.error,
            )

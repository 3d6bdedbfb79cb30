"""TW211 unknown-callback-event."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Rule, Severity, conditions, suggest, values, wording


class UnknownCallbackEvent(Rule):
    """An event that the callback does not have.

    Each callback has its own list of events. Twilio warns about an unknown one and never reports it.

    Flagged:
        <Response><Record action="/d" recordingStatusCallback="/r" recordingStatusCallbackEvent="done"/></Response>
                                                                                                 ^^^^ unknown event in recordingStatusCallbackEvent: found "done"
    Flagged:
        <Response><Dial><Number statusCallback="/s" statusCallbackEvent="ringing answred">+14155550100</Number></Dial></Response>
                                                                                 ^^^^^^^ unknown event in statusCallbackEvent: did you mean "answered"?
    Fixed:
        <Response><Dial><Number statusCallback="/s" statusCallbackEvent="ringing answered">+14155550100</Number></Dial></Response>
    Allowed:
        <Response><Dial><Conference statusCallback="/s" statusCallbackEvent="start end join leave">town</Conference></Dial></Response>
    """

    code, name, twilio_code = "TW211", "unknown-callback-event", 13621
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/api/errors/13621"
    fixable = "unsafe"
    on = ("@*",)
    local = True
    when = (conditions.value_rejected,)
    implied_by_schema = True
    messages = {
        "near": Message("unknown event in {name}", "{hint}", "Use {legal}. Twilio never reports it ({code})."),
        "unknown": Message(
            "unknown event in {name}", 'found "{value}"', "Use {legal}. Twilio never reports it ({code})."
        ),
    }

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        for invalid in values.invalid_values(attr, values.Kind.EVENT, ctx):
            suggestion = suggest(invalid.value, invalid.type.values)
            yield self.report(
                invalid.span,
                "near" if suggestion else "unknown",
                name=attr.name,
                value=invalid.value,
                hint=suggestion and suggestion.hint,
                legal=wording.quoted(invalid.type.values, "or"),
                fix=suggestion and suggestion.fix(invalid.span),
                twilio_code=invalid.error,
            )

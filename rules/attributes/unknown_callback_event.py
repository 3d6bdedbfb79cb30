"""TW211 unknown-callback-event."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Rule, Severity, edits, nearest, values, wording


class UnknownCallbackEvent(Rule):
    """An event name that this callback does not know.

    Each callback has a list of events of its own. Twilio warns of an unknown one and never reports it.

    Flagged:
        <Response><Record action="/d" recordingStatusCallback="/r" recordingStatusCallbackEvent="done"/></Response>
                                                                                                 ^^^^ recordingStatusCallbackEvent of <Record> has no event "done"; there are "in-progress", "completed" and "absent" (13621)
    Flagged:
        <Response><Dial><Number statusCallback="/s" statusCallbackEvent="ringing answred">+14155550100</Number></Dial></Response>
                                                                                 ^^^^^^^ statusCallbackEvent of <Number> has no event "answred"; there are "initiated", "ringing", "answered" and "completed" (...
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
    known, templated = False, True
    implied_by_schema = True

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        for wrong in values.of_fault(attr, values.Fault.EVENT, ctx):
            near = nearest(wrong.value, wrong.type.values)
            hint = f'; did you mean "{near}"?' if near else ""
            fix = edits.replace(wrong.span, near, f'write "{near}"') if near else None
            code = values.error_of(attr, ctx) or 16002
            listed = wording.quoted(wrong.type.values, "and")
            message = f'{values.subject(attr)} has no event "{wrong.value}"; there are {listed} ({code}){hint}'
            yield self.report(wrong.span, message, fix=fix, twilio_code=code)

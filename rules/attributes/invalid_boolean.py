"""TW207 invalid-boolean."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Rule, Severity, edits, values

_TRUE = frozenset(("true", "yes", "y", "on", "1", "t"))
_FALSE = frozenset(("false", "no", "n", "off", "0", "f"))


class InvalidBoolean(Rule):
    """A yes-or-no attribute that is neither `true` nor `false`.

    Only the two words in small letters are documented. `True`, as some programming languages print it, `yes` or `1`
    make Twilio warn and take the default.

    Flagged:
        <Response><Dial hangupOnStar="True">+14155550100</Dial></Response>
                                      ^^^^ hangupOnStar of <Dial> is "True"; it is "true" or "false", in small letters (13213)
    Fixed:
        <Response><Dial hangupOnStar="true">+14155550100</Dial></Response>
    Flagged:
        <Response><Record action="/d" playBeep="0"/></Response>
                                                ^ playBeep of <Record> is "0"; it is "true" or "false", in small letters (...
    Fixed:
        <Response><Record action="/d" playBeep="false"/></Response>
    Flagged:
        <Response><Record action="/d" playBeep="maybe"/></Response>
                                                ^^^^^ playBeep of <Record> is "maybe"; ...
    Allowed:
        <Response><Dial record="true" answerOnBridge="false">+14155550100</Dial></Response>
    """

    code, name, twilio_code = "TW207", "invalid-boolean", 13213
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/api/errors/13213"
    fixable = "safe"
    on = ("@*",)
    known, templated = False, True
    implied_by_schema = True

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        for wrong in values.of_fault(attr, values.Fault.BOOLEAN, ctx):
            word = wrong.value.strip().lower()
            meant = "true" if word in _TRUE else "false" if word in _FALSE else None
            fix = edits.set_value(attr, meant, safe=True) if meant else None
            code = values.error_of(attr, ctx) or 12200
            message = f'{values.subject(attr)} is "{wrong.value}"; it is "true" or "false", in small letters ({code})'
            yield self.report(wrong.span, message, fix=fix, twilio_code=code)

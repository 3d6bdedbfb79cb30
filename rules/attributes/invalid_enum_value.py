"""TW205 invalid-enum-value."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Rule, edits, nearest, values, wording


class InvalidEnumValue(Rule):
    """A value outside the attribute's fixed list.

    Twilio takes the default, or warns and drops the whole setting. The list of what is legal is in the message.

    Flagged:
        <Response><Gather input="DMTP" action="/k"/><Hangup/></Response>
                                 ^^^^ input of <Gather> is "DMTP"; it takes "dtmf" and "speech" (13326); did you mean "dtmf"?
    Fixed:
        <Response><Gather input="dtmf" action="/k"/><Hangup/></Response>
    Flagged:
        <Response><Dial record="yes">+14155550100</Dial></Response>
                                ^^^ record of <Dial> is "yes"; it takes...
    Allowed:
        <Response><Gather input="speech dtmf" speechModel="deepgram_nova-3-general" action="/k"/><Hangup/></Response>
    Allowed (call.xml.j2):
        <Response><Dial record="{{ mode }}">+14155550100</Dial></Response>
    """

    code, name, twilio_code = "TW205", "invalid-enum-value", 13334
    source = "https://www.twilio.com/docs/api/errors/13334"
    fixable = "unsafe"
    on = ("@*",)
    known, templated = False, True
    implied_by_schema = True

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        for wrong in values.of_fault(attr, values.Fault.ENUM, ctx):
            near = nearest(wrong.value, wrong.type.values, max(1, len(wrong.value) // 2))
            legal = [value for value in wrong.type.values if value]
            code = values.error_of(attr, ctx) or 12200
            listed = wording.quoted(
                legal, "and" if wrong.span != attr.value_span or values.is_list(attr, ctx) else "or"
            )
            hint = f'; did you mean "{near}"?' if near else ""
            fix = edits.replace(wrong.span, near, f'write "{near}"') if near else None
            message = f'{values.subject(attr)} is "{wrong.value}"; it takes {listed} ({code}){hint}'
            yield self.report(wrong.span, message, fix=fix, twilio_code=code)

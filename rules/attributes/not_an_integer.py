"""TW208 not-an-integer."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Rule, values


class NotAnInteger(Rule):
    """A number attribute that is not a whole positive number.

    Twilio wants digits alone: no unit, no decimals, no sign, no word. With anything else it warns and takes the
    default, however far that is from what was meant.

    Flagged:
        <Response><Dial timeout="20s">+14155550100</Dial></Response>
                                 ^^^ timeout of <Dial> is "20s"; it takes a whole number of seconds from 5 to 600 (13212)
    Flagged:
        <Response><Gather numDigits="0" action="/k"><Say>Age?</Say></Gather><Hangup/></Response>
                                     ^ numDigits of <Gather> is "0"; it takes a whole number from 1 up (13314)
    Flagged:
        <Response><Gather input="speech" speechTimeout="soon" action="/k"/><Hangup/></Response>
                                                        ^^^^ speechTimeout of <Gather> is "soon"; it takes a whole number of seconds from 1 up or "auto" (13327)
    Allowed:
        <Response><Gather input="speech" speechTimeout="auto" timeout="3" action="/k"/><Play loop="0">https://cdn.acme.test/a.mp3</Play></Response>
    """

    code, name, twilio_code = "TW208", "not-an-integer", 13212
    source = "https://www.twilio.com/docs/api/errors/13212"
    on = ("@*",)
    known, templated = False, True
    implied_by_schema = True

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        for wrong in values.of_fault(attr, values.Fault.NUMBER, ctx):
            code = values.error_of(attr, ctx) or 12200
            message = f'{values.subject(attr)} is "{wrong.value}"; it takes {values.asked_for(wrong.type)} ({code})'
            yield self.report(wrong.span, message, twilio_code=code)

"""TW209 integer-out-of-range."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Rule, values


class IntegerOutOfRange(Rule):
    """A number outside the documented range.

    Twilio refuses it, or takes the nearest bound or the default without telling the caller.

    Flagged:
        <Response><Dial><Conference maxParticipants="500">town</Conference></Dial></Response>
                                                     ^^^ maxParticipants of <Conference> is "500"; it takes a whole number from 1 to 250 (...
    Flagged:
        <Response><Dial><Number machineDetection="Enable" machineDetectionTimeout="2">+14155550100</Number></Dial></Response>
                                                                                   ^ machineDetectionTimeout of <Number> is "2"; it takes a whole number of seconds from 3 to 60 (...
    Allowed:
        <Response><Dial timeout="600"><Conference maxParticipants="250">town</Conference></Dial></Response>
    """

    code, name, twilio_code = "TW209", "integer-out-of-range", 16002
    source = "https://www.twilio.com/docs/api/errors/16002"
    on = ("@*",)
    known, templated = False, True
    implied_by_schema = True

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        for wrong in values.of_fault(attr, values.Fault.RANGE, ctx):
            code = values.error_of(attr, ctx) or 12200
            message = f'{values.subject(attr)} is "{wrong.value}"; it takes {values.asked_for(wrong.type)} ({code})'
            yield self.report(wrong.span, message, twilio_code=code)

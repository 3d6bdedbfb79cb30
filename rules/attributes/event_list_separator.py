"""TW210 event-list-separator."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Rule, edits, values


class EventListSeparator(Rule):
    """Words of a list joined with commas or semicolons instead of blanks.

    Lists in TwiML, such as the events of a callback, are separated by single blanks. Twilio takes words that are
    joined by commas for one word that it does not know, and then none of the events is reported.

    Flagged:
        <Response><Dial><Number statusCallback="/s" statusCallbackEvent="ringing,answered">+14155550100</Number></Dial></Response>
                                                                         ^^^^^^^^^^^^^^^^ statusCallbackEvent of <Number> is "ringing,answered"; its words are separated by blanks, and Twilio takes this for one word that it does not know (...
    Fixed:
        <Response><Dial><Number statusCallback="/s" statusCallbackEvent="ringing answered">+14155550100</Number></Dial></Response>
    Flagged:
        <Response><Gather input="dtmf, speech" action="/k"/><Hangup/></Response>
                                 ^^^^^^^^^^^^ input of <Gather> is "dtmf, speech"; ...
    Fixed:
        <Response><Gather input="dtmf speech" action="/k"/><Hangup/></Response>
    Allowed:
        <Response><Gather input="dtmf speech" hints="one, two; three" action="/k"/><Hangup/></Response>
    """

    code, name, twilio_code = "TW210", "event-list-separator", 16002
    source = "https://www.twilio.com/docs/api/errors/16002"
    fixable = "safe"
    on = ("@*",)
    known, templated = False, True
    implied_by_schema = True

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        for wrong in values.of_fault(attr, values.Fault.SEPARATOR, ctx):
            right = values.separated(wrong)
            fix = edits.set_value(attr, right, safe=True) if right is not None else None
            code = values.error_of(attr, ctx) or 12200
            message = (
                f'{values.subject(attr)} is "{wrong.value}"; its words are separated by blanks, and Twilio takes this for one '
                f"word that it does not know ({code})"
            )
            yield self.report(wrong.span, message, fix=fix, twilio_code=code)

"""TW210 event-list-separator."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Rule, conditions, edits, values


class EventListSeparator(Rule):
    """Words of a list that are joined with commas or semicolons instead of spaces.

    Lists in TwiML, such as the events of a callback, are separated by single spaces. Words that are joined by commas
    are one unknown word to Twilio, and none of the events is reported.

    Flagged:
        <Response><Dial><Number statusCallback="/s" statusCallbackEvent="ringing,answered">+14155550100</Number></Dial></Response>
                                                                         ^^^^^^^^^^^^^^^^ words of statusCallbackEvent must be separated by spaces: write "ringing answered"
    Fixed:
        <Response><Dial><Number statusCallback="/s" statusCallbackEvent="ringing answered">+14155550100</Number></Dial></Response>
    Flagged:
        <Response><Gather input="dtmf, speach" action="/k"/><Hangup/></Response>
                                 ^^^^^^^^^^^^ words of input must be separated by spaces: found "dtmf, speach"
    Allowed:
        <Response><Gather input="dtmf speech" hints="one, two; three" action="/k"/><Hangup/></Response>
    """

    code, name, twilio_code = "TW210", "event-list-separator", 16002
    source = "https://www.twilio.com/docs/api/errors/16002"
    fixable = "safe"
    on = ("@*",)
    local = True
    when = (conditions.value_rejected,)
    implied_by_schema = True
    messages = {
        "separator": Message(
            "words of {name} must be separated by spaces",
            'write "{right}"',
            "Write single spaces between the words. Twilio reads them as one unknown word ({code}).",
        ),
        "unknown": Message(
            "words of {name} must be separated by spaces",
            'found "{value}"',
            "Write single spaces between the words. Twilio reads them as one unknown word ({code}).",
        ),
    }

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        for invalid in values.invalid_values(attr, values.Kind.SEPARATOR, ctx):
            right = values.separate_by_spaces(invalid)
            yield self.report(
                invalid.span,
                "unknown" if right is None else "separator",
                name=attr.name,
                value=invalid.value,
                right=right,
                fix=None if right is None else edits.set_value(attr, right, safe=True),
                twilio_code=invalid.error,
            )

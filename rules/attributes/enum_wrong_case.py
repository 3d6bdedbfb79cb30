"""TW206 enum-wrong-case."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Rule, Severity, conditions, edits, values


class EnumWrongCase(Rule):
    """A listed value in the wrong letter case.

    Twilio's pages write `POST` in upper case and `dtmf` in lower case, and its list of errors has one for unknown
    values. Another letter case may work today, but no page says so.

    Flagged:
        <Response><Redirect method="post">/next</Redirect></Response>
                                    ^^^^ value of method in the wrong case: write "POST"
    Fixed:
        <Response><Redirect method="POST">/next</Redirect></Response>
    Flagged:
        <Response><Gather input="DTMF speech" action="/k"/><Hangup/></Response>
                                 ^^^^ value of input in the wrong case: write "dtmf"
    Fixed:
        <Response><Gather input="dtmf speech" action="/k"/><Hangup/></Response>
    Flagged:
        <Response><Dial ringTone="uk ">+14155550100</Dial></Response>
                                  ^^^ white space in value of ringTone: write "uk"
    Fixed:
        <Response><Dial ringTone="uk">+14155550100</Dial></Response>
    Allowed:
        <Response><Connect><ConversationRelay url="wss://b.acme.test/r" ttsProvider="google"/></Connect></Response>
    """

    code, name, twilio_code = "TW206", "enum-wrong-case", 13312
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/api/errors/13312"
    fixable = "safe"
    on = ("@*",)
    local = True
    when = (conditions.value_rejected,)
    implied_by_schema = True
    messages = {
        "case": Message(
            "value of {name} in the wrong case",
            'write "{right}"',
            'Write "{right}". Twilio documents no other letter case and may not recognize it ({code}).',
        ),
        "white-space": Message(
            "white space in value of {name}",
            'write "{right}"',
            'Write "{right}". Twilio documents no other spelling and may not recognize it ({code}).',
        ),
    }

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        for invalid in values.invalid_values(attr, values.Kind.CASE, ctx):
            right = values.canonical_value(invalid.value, invalid.type)
            if right is not None:
                fix = edits.replace(invalid.span, right, f'write "{right}"', safe=True)
                message = "white-space" if right in invalid.value else "case"
                yield self.report(
                    invalid.span, message, name=attr.name, right=right, fix=fix, twilio_code=invalid.error
                )

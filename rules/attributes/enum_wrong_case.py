"""TW206 enum-wrong-case."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Rule, Severity, edits, values


class EnumWrongCase(Rule):
    """A listed value in the wrong letter case.

    Twilio's pages write `POST` in capitals and `dtmf` in small letters, and its list of errors has one for values that
    are not known. Another letter case may work today; nothing says that it does.

    Flagged:
        <Response><Redirect method="post">/next</Redirect></Response>
                                    ^^^^ method of <Redirect> is "post"; only "POST" is documented, and Twilio may not know it so (13710)
    Fixed:
        <Response><Redirect method="POST">/next</Redirect></Response>
    Flagged:
        <Response><Gather input="DTMF speech" action="/k"/><Hangup/></Response>
                                 ^^^^ input of <Gather> is "DTMF"; only "dtmf" is documented, and Twilio may not know it so (13326)
    Fixed:
        <Response><Gather input="dtmf speech" action="/k"/><Hangup/></Response>
    Allowed:
        <Response><Connect><ConversationRelay url="wss://b.acme.test/r" ttsProvider="google"/></Connect></Response>
    """

    code, name, twilio_code = "TW206", "enum-wrong-case", 13312
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/api/errors/13312"
    fixable = "safe"
    on = ("@*",)
    known, templated = False, True
    implied_by_schema = True

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        for wrong in values.of_fault(attr, values.Fault.CASE, ctx):
            right = values.right_word(wrong.value, wrong.type)
            if right is None:
                continue
            code = values.error_of(attr, ctx) or 12200
            fix = edits.replace(wrong.span, right, f'write "{right}"', safe=True)
            message = f'{values.subject(attr)} is "{wrong.value}"; only "{right}" is documented, and Twilio may not know it so ({code})'
            yield self.report(wrong.span, message, fix=fix, twilio_code=code)

"""TW202 attribute-wrong-case."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Rule, attributes, edits


class AttributeWrongCase(Rule):
    """An attribute in the wrong letter case, or with its words joined in another way.

    Names of attributes count upper and lower case. `numdigits` or `finish_on_key` is unknown to Twilio, which goes on
    without the setting. Several of Twilio's own libraries have written such names.

    Flagged:
        <Response><Gather numdigits="1" finish_on_key="#" action="/k"/><Hangup/></Response>
                          ^^^^^^^^^ "numdigits" is written "numDigits"; Twilio counts letter case and ignores it so (12200)
                                        ^^^^^^^^^^^^^ "finish_on_key" is written "finishOnKey"; Twilio ignores it so (12200)
    Fixed:
        <Response><Gather numDigits="1" finishOnKey="#" action="/k"/><Hangup/></Response>
    Flagged:
        <Response><Connect><ConversationRelay url="wss://b.acme.test/r" speechtimeout="2000"/></Connect></Response>
                                                                        ^^^^^^^^^^^^^ "speechtimeout" is written "speechTimeout"; ...
    Fixed:
        <Response><Connect><ConversationRelay url="wss://b.acme.test/r" speechTimeout="2000"/></Connect></Response>
    Allowed:
        <Response><Say voice="Polly.Amy">On <say-as interpret-as="date" format="mdy">5/17/2026</say-as></Say></Response>
    """

    code, name, twilio_code = "TW202", "attribute-wrong-case", 12200
    source = "https://www.twilio.com/docs/api/errors/12200"
    fixable = "safe"
    on = ("@*",)
    known, templated = False, True
    implied_by_schema = True

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        stray = attributes.stray(attr, ctx)
        if stray is None or stray.meant is not attributes.Meant.CASE or stray.right is None:
            return
        right = stray.right
        counts = "counts letter case and " if right.lower() == attr.name.lower() else ""
        fix = edits.rename_attribute(attr, right, safe=True) if attr.parent.attr(right) is None else None
        message = f'"{attr.name}" is written "{right}"; Twilio {counts}ignores it so (12200)'
        yield self.report(attr, message, fix=fix)

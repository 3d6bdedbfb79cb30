"""TW202 attribute-wrong-case."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Rule, attributes, edits, triggers


class AttributeWrongCase(Rule):
    """An attribute in the wrong letter case, or with its words joined in another way.

    Names of attributes are case-sensitive. Twilio does not know `numdigits` or `finish_on_key` and goes on without the
    setting. Several of Twilio's own helper libraries have written such names.

    Flagged:
        <Response><Gather numdigits="1" finish_on_key="#" action="/k"/><Hangup/></Response>
                          ^^^^^^^^^ attribute name in the wrong case: write "numDigits"
                                        ^^^^^^^^^^^^^ attribute name in the wrong case: write "finishOnKey"
    Fixed:
        <Response><Gather numDigits="1" finishOnKey="#" action="/k"/><Hangup/></Response>
    Flagged:
        <Response><Connect><ConversationRelay url="wss://b.acme.test/r" speechtimeout="2000"/></Connect></Response>
                                                                        ^^^^^^^^^^^^^ attribute name in the wrong case: write "speechTimeout"
    Fixed:
        <Response><Connect><ConversationRelay url="wss://b.acme.test/r" speechTimeout="2000"/></Connect></Response>
    Allowed:
        <Response><Say voice="Polly.Amy">On <say-as interpret-as="date" format="mdy">5/17/2026</say-as></Say></Response>
    """

    code, name, twilio_code = "TW202", "attribute-wrong-case", 12200
    source = "https://www.twilio.com/docs/api/errors/12200"
    fixable = "safe"
    on = (triggers.unknown_attribute,)
    local = True
    known, templated = False, True
    implied_by_schema = True
    messages = {
        "case": Message(
            "attribute name in the wrong case",
            'write "{right}"',
            "Rename {name} to {right}: attribute names are case-sensitive. Twilio ignores the attribute ({code}).",
        ),
    }

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        stray = attributes.unknown_attribute(attr, ctx)
        if stray is None or stray.kind is not attributes.Kind.CASE or stray.right is None:
            return
        fix = edits.rename_attribute(attr, stray.right, safe=True)
        yield self.report(attr, "case", name=attr.name, right=stray.right, fix=fix)

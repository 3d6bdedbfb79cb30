"""TW213 empty-attribute."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Rule, Severity, edits, values


class EmptyAttribute(Rule):
    """An attribute is empty where an empty value means nothing.

    A variable that was never set is the usual cause. Left out, an attribute has its default; empty, it is a value
    that Twilio warns of, and an empty URL is one that cannot be fetched.

    Flagged:
        <Response><Redirect method="">/next</Redirect></Response>
                            ^^^^^^ method of <Redirect> is empty; without it "POST" would count (13710)
    Fixed:
        <Response><Redirect>/next</Redirect></Response>
    Flagged:
        <Response><Gather action="" numDigits="1"><Say>Press 1</Say></Gather><Hangup/></Response>
                          ^^^^^^ action of <Gather> is empty; give it a value or leave it out (...
    Fixed:
        <Response><Gather numDigits="1"><Say>Press 1</Say></Gather><Hangup/></Response>
    Flagged:
        <Response><Connect><Stream url=""/></Connect></Response>
                                   ^^^ url of <Stream> is empty, and <Stream> cannot work without it (...
    Allowed:
        <Response><Gather finishOnKey="" action="/k"/><Dial><Conference waitUrl="">town</Conference></Dial></Response>
    Allowed:
        <Response><Connect><Stream url="wss://m.acme.test/s"><Parameter name="note" value=""/></Stream></Connect></Response>
    """

    code, name, twilio_code = "TW213", "empty-attribute", 11100
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/api/errors/11100"
    fixable = "unsafe"
    on = ("@*",)
    known, templated = False, True
    supersedes = ("gather-no-action",)
    implied_by_schema = True

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        kind = values.attribute_type(attr, ctx)
        if kind is None or not values.of_fault(attr, values.Fault.EMPTY, ctx):
            return
        code = kind.about.error or 11100
        if kind.required:
            message = f"{values.subject(attr)} is empty, and <{attr.parent.name}> cannot work without it ({code})"
        elif kind.default is not None:
            message = f'{values.subject(attr)} is empty; without it "{kind.default}" would count ({code})'
        else:
            message = f"{values.subject(attr)} is empty; give it a value or leave it out ({code})"
        fix = None if kind.required else edits.remove_attribute(ctx.source, attr)
        yield self.report(attr, message, fix=fix, twilio_code=code)

"""TW213 empty-attribute."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Rule, Severity, conditions, edits, values


class EmptyAttribute(Rule):
    """An attribute is empty where an empty value has no meaning.

    A variable that was never set is the usual cause. An attribute that is left out has its default; an empty one is a
    value that Twilio warns about, and an empty URL cannot be requested.

    Flagged:
        <Response><Redirect method="">/next</Redirect></Response>
                            ^^^^^^ method is empty: the default is "POST"
    Fixed:
        <Response><Redirect>/next</Redirect></Response>
    Flagged:
        <Response><Gather action="" numDigits="1"><Say>Press 1</Say></Gather><Hangup/></Response>
                          ^^^^^^ action is empty: expected a value
    Fixed:
        <Response><Gather numDigits="1"><Say>Press 1</Say></Gather><Hangup/></Response>
    Flagged:
        <Response><Connect><Stream url=""/></Connect></Response>
                                   ^^^ url is empty: <Stream> requires it
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
    local = True
    when = (conditions.value_rejected,)
    implied_by_schema = True
    messages = {
        "required": Message("{name} is empty", "<{element}> requires it", "Give it a value ({code})."),
        "default": Message("{name} is empty", 'the default is "{default}"', "Remove it, or give it a value ({code})."),
        "optional": Message("{name} is empty", "expected a value", "Give it a value, or remove it ({code})."),
    }

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        kind = values.attribute_type(attr, ctx)
        if kind is None or not values.invalid_values(attr, values.Kind.EMPTY, ctx):
            return
        id = "required" if kind.required else "optional" if kind.default is None else "default"
        yield self.report(
            attr,
            id,
            name=attr.name,
            element=attr.parent.name,
            default=kind.default,
            fix=None if kind.required else edits.remove_attribute(ctx.source, attr),
            twilio_code=kind.about.error,
        )

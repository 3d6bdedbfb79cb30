"""TW201 unknown-attribute."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Rule, attributes, edits, placement, wording


class UnknownAttribute(Rule):
    """An attribute that the element does not have.

    Twilio logs warning 12200 and ignores it, so the setting is lost.

    Flagged:
        <Response><Pause lenght="3"/></Response>
                         ^^^^^^ unknown attribute lenght on <Pause>: did you mean "length"?
    Fixed:
        <Response><Pause length="3"/></Response>
    Flagged:
        <Response><Say speed="fast">Hi</Say></Response>
                       ^^^^^ unknown attribute speed on <Say>: expected voice, language or loop
    Flagged:
        <Response><Record maxDuration="30" action="/done"/></Response>
                          ^^^^^^^^^^^ unknown attribute maxDuration on <Record>: Bandwidth's name for "maxLength"
    Fixed:
        <Response><Record maxLength="30" action="/done"/></Response>
    Flagged:
        <Response><Hangup reason="busy"/></Response>
                          ^^^^^^ unknown attribute reason on <Hangup>: only Plivo's XML has it
    Flagged:
        <Response><Leave after="30"/></Response>
                         ^^^^^ unknown attribute after on <Leave>: the element has no attributes
    Flagged:
        <Response><Dial colour="red">+14155550100</Dial></Response>
                        ^^^^^^ unknown attribute colour on <Dial>: not an attribute of <Dial>
    Allowed:
        <Response xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="twiml.xsd"><Pause length="3"/></Response>
    Allowed:
        <Response><Connect><ConversationRelay url="wss://b.acme.test/r"><Failover anything="goes"/></ConversationRelay></Connect></Response>
    """

    code, name, twilio_code = "TW201", "unknown-attribute", 12200
    source = "https://www.twilio.com/docs/api/errors/12200"
    fixable = "unsafe"
    on = ("@*",)
    known, templated = False, True
    implied_by_schema = True
    messages = {
        "near": Message(
            "unknown attribute {name} on <{element}>", 'did you mean "{near}"?', "Twilio ignores it ({code})."
        ),
        "foreign": Message(
            "unknown attribute {name} on <{element}>",
            '{whose} name for "{near}"',
            "Use {near}. Twilio ignores {name} ({code}).",
        ),
        "foreign-only": Message(
            "unknown attribute {name} on <{element}>",
            "only {whose} XML has it",
            "Remove it. Twilio ignores it ({code}).",
        ),
        "no-attributes": Message(
            "unknown attribute {name} on <{element}>",
            "the element has no attributes",
            "Remove it. Twilio ignores it ({code}).",
        ),
        "listed": Message("unknown attribute {name} on <{element}>", "expected {legal}", "Twilio ignores it ({code})."),
        "unknown": Message(
            "unknown attribute {name} on <{element}>",
            "not an attribute of <{element}>",
            "Remove it. Twilio ignores it ({code}).",
        ),
    }

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        stray = attributes.stray(attr, ctx)
        kind = placement.type_of(attr.parent, ctx)
        if stray is None or kind is None or stray.kind is not attributes.Kind.UNKNOWN:
            return
        names = list(kind.offered)
        near = None if attr.name in kind.legacy else attributes.near_attribute(attr.name, kind)
        theirs = attributes.foreign_attribute(attr) if near is None else None
        if near is not None:
            id = "near"
        elif theirs is not None:
            near = theirs["twiml"]
            id = "foreign" if near else "foreign-only"
        else:
            id = "no-attributes" if not names else "listed" if len(names) <= 6 else "unknown"
        yield self.report(
            attr,
            id,
            name=attr.name,
            element=attr.parent.name,
            near=near,
            whose=wording.listed([f"{of}'s" for of in theirs["of"]]) if theirs else "",
            legal=wording.listed(names, "or"),
            fix=edits.rename_attribute(attr, near) if near and attr.parent.attr(near) is None else None,
        )

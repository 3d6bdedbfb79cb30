"""TW201 unknown-attribute."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Rule, attributes, edits, placement, wording


class UnknownAttribute(Rule):
    """An attribute that the element does not have.

    Twilio logs warning 12200 and goes on without it, so that a setting is lost in silence.

    Flagged:
        <Response><Pause lenght="3"/></Response>
                         ^^^^^^ <Pause> has no attribute "lenght", so Twilio ignores it (12200); did you mean "length"?
    Fixed:
        <Response><Pause length="3"/></Response>
    Flagged:
        <Response><Say speed="fast">Hi</Say></Response>
                       ^^^^^ <Say> has no attribute "speed", so Twilio ignores it (12200); it takes voice, language and loop
    Flagged:
        <Response><Record maxDuration="30" action="/done"/></Response>
                          ^^^^^^^^^^^ <Record> has no attribute "maxDuration", so Twilio ignores it (12200); that is Bandwidth's name for "maxLength"
    Fixed:
        <Response><Record maxLength="30" action="/done"/></Response>
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

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        stray = attributes.stray(attr, ctx)
        kind = placement.type_of(attr.parent, ctx)
        if stray is None or kind is None or stray.meant is not attributes.Meant.UNKNOWN:
            return
        names = list(kind.attributes)
        near = None if attr.name in kind.legacy else attributes.near_attribute(attr.name, kind)
        theirs = attributes.foreign_attribute(attr)
        hint = ""
        if near is not None:
            hint = f'; did you mean "{near}"?'
        elif theirs is not None:
            near = theirs["twiml"]
            whose = wording.listed([f"{of}'s" for of in theirs["of"]])
            hint = f'; that is {whose} name for "{near}"' if near else f"; that is {whose} alone"
        elif not names:
            hint = "; it takes none"
        elif len(names) <= 6:
            hint = f"; it takes {wording.listed(names)}"
        fix = edits.rename_attribute(attr, near) if near and attr.parent.attr(near) is None else None
        message = f'<{attr.parent.name}> has no attribute "{attr.name}", so Twilio ignores it (12200){hint}'
        yield self.report(attr, message, fix=fix)

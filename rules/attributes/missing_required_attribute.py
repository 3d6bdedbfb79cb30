"""TW204 missing-required-attribute."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Node, Rule, attributes, placement, wording


class MissingRequiredAttribute(Rule):
    """An element lacks an attribute that it cannot work without.

    A `<Stream>` without a `url` has nowhere to send the sound, a `<Parameter>` without a name hands nothing on. Twilio
    logs an error, and the element does nothing.

    Flagged:
        <Response><Connect><ConversationRelay/></Connect></Response>
                            ^^^^^^^^^^^^^^^^^ <ConversationRelay> lacks "url", which it cannot work without (...
    Flagged:
        <Response><Stop><Stream/></Stop></Response>
                         ^^^^^^ <Stream> lacks "name", which it cannot work without (...
    Flagged:
        <Response><Connect><Stream url="wss://m.acme.test/s"><Parameter/></Stream></Connect></Response>
                                                              ^^^^^^^^^ <Parameter> lacks "name" and "value", which it cannot work without (12200)
    Allowed:
        <Response><Start><Stream url="wss://m.acme.test/s"/></Start><Stop><Stream name="s"/></Stop><Pause length="30"/></Response>
    Allowed (relay.xml.erb):
        <Response><Connect><ConversationRelay <%= settings %>/></Connect></Response>
    """

    code, name, twilio_code = "TW204", "missing-required-attribute", 12200
    source = "https://www.twilio.com/docs/voice/twiml/stream"
    on = ("*",)
    known, templated = False, True
    implied_by_schema = True

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        missing = attributes.lacking(node, ctx)
        kind = placement.type_of(node, ctx)
        if not missing or kind is None:
            return
        code = (kind.attributes[missing[0]].about.error if len(missing) == 1 else None) or 12200
        named = wording.quoted(missing, "and")
        yield self.report(node, f"<{node.name}> lacks {named}, which it cannot work without ({code})", twilio_code=code)

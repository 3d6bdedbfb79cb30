"""TW204 missing-required-attribute."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Message, Node, Rule, attributes, placement, wording


class MissingRequiredAttribute(Rule):
    """An element lacks an attribute that it requires.

    A `<Stream>` without a `url` cannot send the audio anywhere, a `<Parameter>` without a name passes nothing on.
    Twilio logs an error, and the element does nothing.

    Flagged:
        <Response><Connect><ConversationRelay/></Connect></Response>
                            ^^^^^^^^^^^^^^^^^ <ConversationRelay> requires attribute url: missing
    Flagged:
        <Response><Stop><Stream/></Stop></Response>
                         ^^^^^^ <Stream> requires attribute name: missing
    Flagged:
        <Response><Connect><Stream url="wss://m.acme.test/s"><Parameter/></Stream></Connect></Response>
                                                              ^^^^^^^^^ <Parameter> requires attributes name and value: missing
    Allowed:
        <Response><Start><Stream url="wss://m.acme.test/s"/></Start><Stop><Stream name="s"/></Stop><Pause length="30"/></Response>
    Allowed (relay.xml.erb):
        <Response><Connect><ConversationRelay <%= settings %>/></Connect></Response>
    """

    code, name, twilio_code = "TW204", "missing-required-attribute", 12200
    source = "https://www.twilio.com/docs/voice/twiml/stream"
    on = ("*",)
    local = True
    templated = True
    implied_by_schema = True
    messages = {
        "one": Message("<{element}> requires attribute {names}", "missing", "Add it ({code})."),
        "several": Message("<{element}> requires attributes {names}", "missing", "Add them ({code})."),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        missing = attributes.missing_required(node, ctx)
        kind = placement.type_of(node, ctx)
        if not missing or kind is None:
            return
        id = "one" if len(missing) == 1 else "several"
        code = kind.attributes[missing[0]].about.error if len(missing) == 1 else None
        yield self.report(node, id, element=node.name, names=wording.listed(missing), twilio_code=code)

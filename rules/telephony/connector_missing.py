"""TW732 connector-missing."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Message, Node, Rule, attributes, placement

_TITLE, _LABEL = "<{element}> requires attribute connectorName", "missing"


class ConnectorMissing(Rule):
    """Siprec or VirtualAgent without the connector that it goes through.

    A connector is set up in the Twilio console and holds the other side's address and keys. Without its name Twilio
    does not know where to send the audio.

    Flagged:
        <Response><Start><Siprec/></Start><Dial>+14155550100</Dial></Response>
                          ^^^^^^ <Siprec> requires attribute connectorName: missing
    Flagged:
        <Response><Connect><VirtualAgent language="fr"/></Connect></Response>
                            ^^^^^^^^^^^^ <VirtualAgent> requires attribute connectorName: missing
    Allowed:
        <Response><Start><Siprec connectorName="rec1"/></Start><Dial>+14155550100</Dial></Response>
    Allowed:
        <Response><Stop><Siprec name="recording-1"/></Stop></Response>
    """

    code, name, twilio_code = "TW732", "connector-missing", 32602
    source = "https://www.twilio.com/docs/api/errors/32602"
    on = ("Siprec", "VirtualAgent")
    supersedes = ("missing-required-attribute",)
    implied_by_schema = True
    messages = {
        "Siprec": Message(_TITLE, _LABEL, "Name your account's connector to the recording partner ({code})."),
        "VirtualAgent": Message(_TITLE, _LABEL, "Name your account's connector to the Dialogflow CX agent ({code})."),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        # one in the wrong place is another mistake, and may need no connector there
        is_allowed = placement.relation(node, ctx) is placement.Relation.ALLOWED
        if is_allowed and "connectorName" in attributes.missing_required(node, ctx):
            kind = placement.type_of(node, ctx)
            error = kind.attributes["connectorName"].about.error if kind is not None else None
            yield self.report(node, node.name, element=node.name, twilio_code=error)

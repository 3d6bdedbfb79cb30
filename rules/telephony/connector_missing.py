"""TW732 connector-missing."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Node, Rule, attributes, placement

#: What the connector leads to, where it is made, and what Twilio logs without it.
_ABOUT = {
    "Siprec": ("the recording partner", 31940),
    "VirtualAgent": ("the Dialogflow CX agent", 32602),
}


class ConnectorMissing(Rule):
    """Siprec or VirtualAgent without the connector that it goes through.

    A connector is set up in the Twilio console and holds the other side's address and keys. Without its name Twilio
    does not know whom to send the audio to.

    Flagged:
        <Response><Start><Siprec/></Start><Dial>+14155550100</Dial></Response>
                          ^^^^^^ <Siprec> has no connectorName; it names the connector of your account to the recording partner (31940)
    Flagged:
        <Response><Connect><VirtualAgent language="fr"/></Connect></Response>
                            ^^^^^^^^^^^^ <VirtualAgent> has no connectorName; it names the connector of your account to the Dialogflow CX agent (32602)
    Allowed:
        <Response><Start><Siprec connectorName="rec1"/></Start><Dial>+14155550100</Dial></Response>
    Allowed:
        <Response><Stop><Siprec name="recording-1"/></Stop></Response>
    """

    code, name, twilio_code = "TW732", "connector-missing", 32602
    source = "https://www.twilio.com/docs/api/errors/32602"
    on = ("Siprec", "VirtualAgent")
    known, templated = False, True
    supersedes = ("missing-required-attribute",)
    implied_by_schema = True

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        # one in the wrong place is a mistake by itself
        fine = placement.standing(node, ctx) is placement.Standing.FINE
        if fine and "connectorName" in attributes.missing_required(node, ctx):
            what, code = _ABOUT[node.name]
            message = f"<{node.name}> has no connectorName; it names the connector of your account to {what} ({code})"
            yield self.report(node, message, twilio_code=code)

"""TW108 mixed-channels."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Node, Related, Rule, placement


class MixedChannels(Rule):
    """Voice verbs and messages stand in one document.

    A document answers a call or a message. In a call Twilio passes over `<Message>`, in the answer to a message over
    `<Say>` and all other voice verbs, so that half of the document never happens. A text message from within a call
    is sent by a REST request.

    Flagged:
        <Response><Say>Thanks</Say><Message>Thanks</Message></Response>
                                    ^^^^^^^ <Message> answers a message, <Say> a call, and one document cannot do both; Twilio passes over <Message> in a call and over <Say> in a message (12200)
    Flagged:
        <Response><Message>Hi<Play>https://cdn.acme.test/a.mp3</Play></Message></Response>
                              ^^^^ <Play> answers a call, <Message> a message, and one document cannot do both; ...
    Allowed:
        <Response><Say>Thanks</Say><Sms>Thanks</Sms></Response>
    """

    code, name, twilio_code = "TW108", "mixed-channels", 12200
    source = "https://www.twilio.com/docs/api/errors/14110"
    on = ("*",)
    known, templated = False, True
    implied_by_schema = True

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        if (
            placement.standing(node, ctx) is not placement.Standing.CHANNEL
            or placement.declared_channel(ctx) is not None
        ):
            return
        misfits = placement.misfits(ctx)
        if misfits[0] is not node:
            return
        here, there = ("a call", "a message") if ctx.channel == "messaging" else ("a message", "a call")
        other = placement.channel_verb(ctx)
        if other is None:
            message = (
                f"<{node.name}> belongs to the answer to {here}; Twilio passes over it in the answer to {there} (12200)"
            )
        else:
            voice, text = (node, other) if ctx.channel == "messaging" else (other, node)
            message = (
                f"<{node.name}> answers {here}, <{other.name}> {there}, and one document cannot do both; Twilio passes "
                f"over <{text.name}> in a call and over <{voice.name}> in a message (12200)"
            )
        related = [Related(misfit.name_span, f"<{misfit.name}> as well") for misfit in misfits[1:]]
        if other is not None:
            related.insert(0, Related(other.name_span, f"<{other.name}> answers {there}"))
        yield self.report(node, message, related=related, covers=misfits)

"""TW108 mixed-channels."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Message, Node, Related, Rule, Severity, placement

#: Elements of each channel that are compared, in a template with branches.
_MAX_COMPARED = 100


class MixedChannels(Rule):
    """Voice verbs and messages in one document.

    A document responds to a call or to a message. In a call Twilio ignores `<Message>`, in the response to a message
    `<Say>` and all other voice verbs, so half of the document has no effect. A message during a call is sent by a
    REST request.

    Flagged:
        <Response><Say>Thanks</Say><Message>Thanks</Message></Response>
                                    ^^^^^^^ <Message> and <Say> in one document: ignored in a call
    Allowed (both.xml.j2):
        <Response>{% if call %}<Say>Thanks</Say>{% else %}<Message>Thanks</Message>{% endif %}</Response>
    Allowed:
        <Response><Say>Thanks</Say><Sms>Thanks</Sms></Response>
    """

    code, name, twilio_code = "TW108", "mixed-channels", 12200
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/api/errors/14110"
    on = ("#relation:channel",)
    known, templated = False, True
    implied_by_schema = True
    messages = {
        "ignored-in-call": Message(
            "<{element}> and <{other}> in one document",
            "ignored in a call",
            "Respond to calls and to messages with separate documents. Twilio ignores <{element}> in a call ({code}).",
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        relation = placement.relation(node, ctx)
        if relation is not placement.Relation.CHANNEL or placement.declared_channel(ctx) is not None:
            return
        others, verb = ctx.shared("channels that meet", lambda: _first_conflict(ctx))
        if verb is None or not others or others[0] is not node:
            return
        related = [Related(other.name_span, f"<{other.name}> too", again=True) for other in others[1:]]
        related.insert(0, Related(verb.name_span, "ignored in a message"))
        yield self.report(node, "ignored-in-call", element=node.name, other=verb.name, related=related, covers=others)


def _first_conflict(ctx: Context) -> tuple[list[Node], Node | None]:
    """The elements of the other channel that are in one document with a verb of this channel, and that verb.

    A template may write the one or the other: those in branches that exclude each other do not meet.
    """
    others, verbs = placement.elements_of_other_channel(ctx), placement.channel_verbs(ctx)
    if not any(tag.kind == "control" for tag in ctx.document.tags):
        return others, next(iter(verbs), None)
    meeting, first_verb = [], None
    for other in others[:_MAX_COMPARED]:
        verb = next((v for v in verbs[:_MAX_COMPARED] if not _exclusive(v, other, ctx)), None)
        if verb is not None or not verbs:
            meeting.append(other)
            first_verb = first_verb or verb
    return meeting, first_verb


def _exclusive(first: Node, second: Node, ctx: Context) -> bool:
    return ctx.document.branches.exclusive(first.start, second.start)

"""TW736 too-many-messages."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from twimllint import Context, Diagnostic, Node, Rule, limit, placement

_MESSAGES = ("Message", "Sms")


class TooManyMessages(Rule):
    """More than ten messages in one reply.

    Twilio sends the first ten, warns, and drops the rest.

    Flagged:
        <Response>[[<Message>Hi</Message>*10]]<Message>Bye</Message></Response>
                                               ^^^^^^^ this is message 11 of the reply; Twilio sends the first 10 and drops the rest (14109)
    Allowed:
        <Response>[[<Message>Hi</Message>*10]]</Response>
    Allowed (reply.xml.j2):
        <Response>{% if en %}[[<Message>Hi</Message>*6]]{% else %}[[<Message>Hallo</Message>*6]]{% endif %}</Response>
    """

    code, name, twilio_code = "TW736", "too-many-messages", 14109
    source = "https://www.twilio.com/docs/api/errors/14109"
    on = ("Message",)
    known, templated = False, True

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        # the first element too many reports it, so that a long reply is counted once
        most = limit("message-replies").maximum
        if node.index < most or node.parent is None or node.parent.templated or placement.type_of(node, ctx) is None:
            return
        messages = (child for child in node.parent.children if child.name in _MESSAGES)
        if next(islice(messages, most, None), None) is node:
            message = (
                f"this is message {most + 1} of the reply; Twilio sends the first {most} and drops the rest (14109)"
            )
            yield self.report(node, message)

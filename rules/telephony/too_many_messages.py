"""TW736 too-many-messages."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Message, Node, Rule, conditions, limit, triggers

_MESSAGES = ("Message", "Sms")
_MAX_MESSAGES = limit("message-replies").maximum


class TooManyMessages(Rule):
    """More than ten messages in one reply.

    Twilio sends the first ten, logs a warning, and drops the rest.

    Flagged:
        <Response>[[<Message>Hi</Message>*10]]<Message>Bye</Message></Response>
                                               ^^^^^^^ too many messages in one reply: 11 messages; at most 10
    Allowed:
        <Response>[[<Message>Hi</Message>*10]]</Response>
    Allowed (reply.xml.j2):
        <Response>{% if en %}[[<Message>Hi</Message>*6]]{% else %}[[<Message>Hallo</Message>*6]]{% endif %}</Response>
    """

    code, name, twilio_code = "TW736", "too-many-messages", 14109
    source = "https://www.twilio.com/docs/api/errors/14109"
    on = (triggers.any_case("Response"),)
    templated = True
    when = (conditions.more_children_than(_MAX_MESSAGES),)
    messages = {
        "too-many": Message(
            "too many messages in one reply",
            "{count} messages; at most {most}",
            "Send the others with the REST API. Twilio drops them ({code}).",
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        messages = [child for child in node.children if child.name in _MESSAGES]
        if len(messages) > _MAX_MESSAGES and ctx.channel == "messaging" and not node.templated:
            yield self.report(messages[_MAX_MESSAGES], "too-many", count=len(messages), most=_MAX_MESSAGES)

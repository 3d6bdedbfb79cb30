"""TW734 message-too-long."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Message, Node, Rule, conditions, limit

_MAX_LENGTH = limit("message-body").maximum


class MessageTooLong(Rule):
    """Message text of more than 1600 characters.

    The text directly in `<Message>` and that of all its `<Body>` elements count together. With a longer text Twilio
    logs a warning and sends nothing.

    Flagged:
        <Response><Message>[[x*1601]]</Message></Response>
                           ^^^^^^^^^^ message is too long: 1601 characters; at most 1600
    Flagged:
        <Response><Message><Body>[[x*1000]]</Body><Body>[[x*1000]]</Body></Message></Response>
                                                        ^^^^^^^^^^ message is too long: 2000 characters; at most 1600
    Allowed:
        <Response><Message>
          [[x*1600]]
        </Message></Response>
    Allowed (reply.xml.j2):
        <Response><Message>{% if en %}[[x*1000]]{% else %}[[y*1000]]{% endif %}</Message></Response>
    """

    code, name, twilio_code = "TW734", "message-too-long", 14103
    source = "https://www.twilio.com/docs/api/errors/14103"
    on = ("Message", "Sms")
    templated = True
    # what is short with its tags is short without them
    when = (conditions.longer_than(_MAX_LENGTH), conditions.more_text_than(_MAX_LENGTH))
    messages = {
        "too-long": Message(
            "message is too long",
            "{length} characters; at most {most}",
            "Split it into several messages. Twilio sends nothing ({code}).",
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        holders = [node, *[child for child in node.children if child.name == "Body"]]
        written = [holder for holder in holders if holder.has_text]
        length = sum(len(holder.text.strip()) for holder in written)
        if length > _MAX_LENGTH and not any(holder.templated for holder in holders):
            yield self.report(written[-1].text_span, "too-long", length=length, most=_MAX_LENGTH)

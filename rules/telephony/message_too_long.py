"""TW734 message-too-long."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Node, Rule, limit, placement


class MessageTooLong(Rule):
    """Message text of more than 1600 characters.

    The words directly in `<Message>` and those in all its `<Body>` elements count together. Twilio warns and sends
    nothing of a longer text; several messages carry it.

    Flagged:
        <Response><Message>[[x*1601]]</Message></Response>
                           ^^^^^^^^^^ the text of this <Message> has 1601 characters, and 1600 is the most, so nothing is sent (14103); split it into several messages
    Flagged:
        <Response><Message><Body>[[x*1000]]</Body><Body>[[x*1000]]</Body></Message></Response>
                                                        ^^^^^^^^^^ the text of this <Message> has 2000 characters, ...
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
    known, templated = False, True

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        longest = limit("message-body").maximum
        # the quick look first: what is short with its tags is short without them
        if node.span.end - node.span.start <= longest or placement.type_of(node, ctx) is None:
            return
        holders = [node, *[child for child in node.children if child.name == "Body"]]
        if any(holder.templated or text.templated for holder in holders for text in holder.texts):
            return
        written = [holder for holder in holders if holder.text.strip()]
        length = sum(len(holder.text.strip()) for holder in written)
        if length > longest:
            message = (
                f"the text of this <{node.name}> has {length} characters, and {longest} is the most, so nothing is sent "
                "(14103); split it into several messages"
            )
            yield self.report(written[-1].text_span, message)

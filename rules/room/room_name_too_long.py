"""TW304 room-name-too-long."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Message, Node, Rule, rooms


class RoomNameTooLong(Rule):
    """A room name over 128 characters.

    No room can have such a name: Twilio rejects its creation with error 53101, and the call finds nothing to join.
    White space counts too, also around the name.

    Flagged:
        <Response><Connect><Room>[[x*130]]</Room></Connect></Response>
                                 ^^^^^^^^^ room name is too long: 130 characters, at most 128
    Flagged:
        <Response><Connect><Room>[[x*129]]{{ suffix }}</Room></Connect></Response>
                                 ^^^^^^^^^^^^^^^^^^^^^ room name is too long: at least 129 characters, at most 128
    Flagged:
        <Response><Connect><Room> [[x*127]] </Room></Connect></Response>
                                  ^^^^^^^^^ room name is too long: 129 characters with its white space, at most 128
    Allowed:
        <Response><Connect><Room>[[x*128]]</Room></Connect></Response>
    Allowed:
        <Response><Connect><Room>{{ a_long_expression_that_is_not_the_name_itself | with_filters_of_all_kinds | and_more_of_them | and_still_more }}</Room></Connect></Response>
    """

    code, name, twilio_code = "TW304", "room-name-too-long", 53101
    source = "https://www.twilio.com/docs/video/programmable-video-limits"
    on = ("~Room",)
    local = True
    known, templated = False, True
    implied_by_schema = True
    messages = {
        "long": Message(
            "room name is too long",
            "{count} characters, at most {most}",
            "Use a name of at most {most} characters. Twilio creates no room with a longer one ({code}).",
        ),
        "white-space": Message(
            "room name is too long",
            "{count} characters with its white space, at most {most}",
            "Remove the white space around the name. Twilio creates no room with a longer one ({code}).",
        ),
        "templated": Message(
            "room name is too long",
            "at least {count} characters, at most {most}",
            "Use a name of at most {most} characters. Twilio creates no room with a longer one ({code}).",
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        kind = ctx.grammar.named("Room")
        most = kind.text_type.max_length if kind is not None and kind.text_type is not None else None
        name = rooms.name_of(node)
        if name is None or most is None:
            return
        count = len(name.static if name.templated else node.text)
        if count > most:
            message = "templated" if name.templated else "white-space" if len(name.static) <= most else "long"
            yield self.report(name.span, message, count=count, most=most)

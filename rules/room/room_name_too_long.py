"""TW304 room-name-too-long."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Node, Rule, rooms


class RoomNameTooLong(Rule):
    """Room name over 128 characters.

    No room can bear such a name, since Twilio refuses to make it with error 53101; the call finds nothing to join.
    Blanks count too, those around the name included.

    Flagged:
        <Response><Connect><Room>[[x*130]]</Room></Connect></Response>
                                 ^^^^^^^^^ the room name has 130 characters; Twilio takes at most 128 (53101)
    Flagged:
        <Response><Connect><Room>[[x*129]]{{ suffix }}</Room></Connect></Response>
                                 ^^^^^^^^^^^^^^^^^^^^^ the room name has at least 129 characters; Twilio takes at most 128 (53101)
    Flagged:
        <Response><Connect><Room> [[x*127]] </Room></Connect></Response>
                                  ^^^^^^^^^ the room name has 129 characters, the white space around it included; Twilio takes at most 128 (53101)
    Allowed:
        <Response><Connect><Room>[[x*128]]</Room></Connect></Response>
    Allowed:
        <Response><Connect><Room>{{ a_long_expression_that_is_not_the_name_itself | with_filters_of_all_kinds | and_more_of_them | and_still_more }}</Room></Connect></Response>
    """

    code, name, twilio_code = "TW304", "room-name-too-long", 53101
    source = "https://www.twilio.com/docs/video/programmable-video-limits"
    known, templated = False, True
    on = ("~Room",)
    implied_by_schema = True

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        kind = ctx.grammar.named("Room")
        most = kind.text_type.max_length if kind is not None and kind.text_type is not None else None
        name = rooms.name_of(node)
        if name is None or most is None:
            return
        length = len(name.static if name.templated else node.text)
        if length > most:
            least = "at least " if name.templated else ""
            blanks = ", the white space around it included" if len(name.static) <= most else ""
            message = f"the room name has {least}{length} characters{blanks}; Twilio takes at most {most} (53101)"
            yield self.report(name.span, message)

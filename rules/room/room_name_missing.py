"""TW302 room-name-missing."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Node, Rule, rooms


class RoomNameMissing(Rule):
    """Room that names no room.

    The text of `<Room>` is the room's unique name. Without it there is nothing to look up: Twilio goes on to the next
    verb, or cuts the caller off where there is none.

    Flagged:
        <Response><Connect><Room/></Connect></Response>
                            ^^^^ <Room> names no room; its text is the room's unique name, as in <Room>DailyStandup</Room>; without one Twilio goes on to the next verb or ends the call (53100)
    Flagged:
        <Response><Connect><Room participantIdentity="amy"> <!-- DailyStandup --> </Room></Connect></Response>
                            ^^^^ <Room> names no room; what stands in a comment does not count; ...
    Flagged:
        <Response><Connect><Room><![CDATA[]]></Room></Connect></Response>
                            ^^^^ <Room> names no room; ...
    Flagged:
        <Response><Connect><Room><Name>DailyStandup</Name></Room></Connect></Response>
                            ^^^^ <Room> names no room; what stands in <Name> does not count; ...
    Allowed:
        <Response><Connect><Room>{{ room }}</Room></Connect></Response>
    Allowed:
        <Response><Connect><Room>{% if night %}NightDesk{% else %}DayDesk{% endif %}</Room></Connect></Response>
    Allowed:
        <Response><Connect><Room><![CDATA[DailyStandup]]></Room></Connect></Response>
    """

    code, name, twilio_code = "TW302", "room-name-missing", 53100
    source = "https://www.twilio.com/docs/voice/twiml/connect/room"
    known, templated = False, True
    on = ("~Room",)
    supersedes = ("text-required", "empty-container")

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        # a Room inside a Room is one mistake, and room-outside-connect tells it
        if rooms.name_of(node) is not None or any(rooms.is_room(child) for child in node.children):
            return
        inner = next((child.name for child in node.children if child.text.strip()), None)
        elsewhere = f"<{inner}>" if inner else "a comment" if any(c.text.strip() for c in node.comments) else None
        note = f"what stands in {elsewhere} does not count; " if elsewhere else ""
        message = (
            f"<{node.name}> names no room; {note}its text is the room's unique name, as in "
            f"<{node.name}>DailyStandup</{node.name}>; without one Twilio goes on to the next verb or ends the call (53100)"
        )
        yield self.report(node, message)

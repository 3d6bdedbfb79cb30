"""TW302 room-name-missing."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Message, Node, Rule, directives, rooms


class RoomNameMissing(Rule):
    """A Room without a name.

    The text of `<Room>` is the room's unique name. Without it there is nothing to look up: Twilio goes on to the next
    verb, or disconnects the caller where there is none.

    Flagged:
        <Response><Connect><Room/></Connect></Response>
                            ^^^^ <Room> has no room name: expected the room's unique name
    Flagged:
        <Response><Connect><Room participantIdentity="amy"> <!-- DailyStandup --> </Room></Connect></Response>
                            ^^^^ <Room> has no room name: the text of a comment is ignored
    Flagged:
        <Response><Connect><Room><!-- twimllint: channel=voice --></Room></Connect></Response>
                            ^^^^ <Room> has no room name: expected the room's unique name
    Flagged (room.xml.j2):
        <Response><Connect><Room>{# DailyStandup #}</Room></Connect></Response>
                            ^^^^ <Room> has no room name: the text of a comment is ignored
    Flagged:
        <Response><Connect><Room><![CDATA[]]></Room></Connect></Response>
                            ^^^^ <Room> has no room name: expected the room's unique name
    Flagged:
        <Response><Connect><Room><Name>DailyStandup</Name></Room></Connect></Response>
                            ^^^^ <Room> has no room name: the text of <Name> is ignored
    Allowed:
        <Response><Connect><Room>{{ room }}</Room></Connect></Response>
    Allowed:
        <Response><Connect><Room>{% if night %}NightDesk{% else %}DayDesk{% endif %}</Room></Connect></Response>
    Allowed:
        <Response><Connect><Room><![CDATA[DailyStandup]]></Room></Connect></Response>
    """

    code, name = "TW302", "room-name-missing"
    source = "https://www.twilio.com/docs/voice/twiml/connect/room"
    on = ("~Room",)
    local = True
    known, templated = False, True
    messages = {
        "missing": Message(
            "<{element}> has no room name",
            "expected the room's unique name",
            "Write the room's unique name as text: <{element}>DailyStandup</{element}>. Without it the caller joins no room.",
        ),
        "comment": Message(
            "<{element}> has no room name",
            "the text of a comment is ignored",
            "Write the room's unique name as text: <{element}>DailyStandup</{element}>. Without it the caller joins no room.",
        ),
        "child": Message(
            "<{element}> has no room name",
            "the text of <{child}> is ignored",
            "Write the room's unique name as text: <{element}>DailyStandup</{element}>. Without it the caller joins no room.",
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        # a Room inside a Room is one mistake, which room-outside-connect reports
        if rooms.name_of(node) is not None or any(rooms.is_room(child) for child in node.children):
            return
        child = next((child.name for child in node.children if child.text.strip()), None)
        comment = any(comment.text.strip() and not directives.is_directive(comment.text) for comment in node.comments)
        message = "child" if child else "comment" if comment else "missing"
        yield self.report(node, message, element=node.name, child=child)

"""TW308 room-setting-as-attribute."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Node, Rule, edits, room_hints, rooms


class RoomSettingAsAttribute(Rule):
    """A setting of the Rooms REST resource written as an attribute.

    `participantIdentity` is the only attribute of `<Room>`. Type, callback, media region and the like belong to the
    request that creates the room; in TwiML Twilio logs warning 12200 and ignores the setting. Twilio's own samples had
    `statusCallback`, `mediaRegion` and a `timeout` on `<Connect>` from 2018 to 2021.

    Flagged:
        <Response><Connect><Room statusCallback="https://app.acme.test/cb">DailyStandup</Room></Connect></Response>
                                 ^^^^^^^^^^^^^^ unknown attribute statusCallback on <Room>: a setting of the Rooms REST resource
    Fixed:
        <Response><Connect><Room>DailyStandup</Room></Connect></Response>
    Flagged:
        <Response><Connect><Room type="group" max_participants="4">DailyStandup</Room></Connect></Response>
                                 ^^^^ unknown attribute type on <Room>: a setting of the Rooms REST resource
                                              ^^^^^^^^^^^^^^^^ unknown attribute max_participants on <Room>: a setting of the Rooms REST resource
    Fixed:
        <Response><Connect><Room>DailyStandup</Room></Connect></Response>
    Flagged:
        <Response><Connect><Room type="peer-to-peer">DailyStandup</Room></Connect></Response>
                                 ^^^^ unknown attribute type on <Room>: the room may be peer-to-peer
    Fixed:
        <Response><Connect><Room>DailyStandup</Room></Connect></Response>
    Flagged:
        <Response><Connect timeout="30" action="/left"><Room>DailyStandup</Room></Connect></Response>
                           ^^^^^^^ unknown attribute timeout on <Connect>: a room has no time limit to start
    Fixed:
        <Response><Connect action="/left"><Room>DailyStandup</Room></Connect></Response>
    Allowed:
        <Response><Connect action="/left" method="POST"><Room participantIdentity="{{ caller }}">DailyStandup</Room></Connect></Response>
    Allowed:
        <Response><Connect><VirtualAgent connectorName="desk" statusCallback="https://app.acme.test/cb"/></Connect></Response>
    """

    code, name, twilio_code = "TW308", "room-setting-as-attribute", 12200
    source = "https://www.twilio.com/docs/voice/twiml/connect/room"
    fixable = "unsafe"
    on = ("~Room",)
    known, templated = False, True
    supersedes = ("unknown-attribute", "room-peer-to-peer-hint")
    implied_by_schema = True
    messages = {
        "setting": Message(
            "unknown attribute {name} on <{element}>",
            "a setting of the Rooms REST resource",
            "Set {setting} in the request that creates the room. Twilio ignores the attribute ({code}).",
        ),
        "peer-to-peer": Message(
            "unknown attribute {name} on <{element}>",
            "the room may be peer-to-peer",
            "Set {setting} to group in the request that creates the room: phone calls can join group rooms only. "
            "Twilio ignores the attribute ({code}).",
        ),
        "timeout": Message(
            "unknown attribute {name} on <{element}>",
            "a room has no time limit to start",
            "Remove it. A room that is not in progress is not waited for; EmptyRoomTimeout of the Rooms REST resource "
            "closes an empty one. Twilio ignores the attribute ({code}).",
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        connect = rooms.connect_of(node)
        first = connect is not None and next(filter(rooms.is_room, connect.children)) is node
        for attr in (*node.attrs, *(connect.attrs if connect is not None and first else ())):
            id = _message(attr, node, ctx)
            if id is not None:
                name = rooms.name_of(node)
                yield self.report(
                    attr,
                    id,
                    name=attr.name,
                    element=attr.parent.name,
                    setting=rooms.setting(attr.name),
                    fix=edits.remove_attribute(ctx.source, attr),
                    # the hint at the room says the same
                    covers=(node.name_span if name is None else name.span,) if id == "peer-to-peer" else (),
                )


def _message(attr: Attr, room: Node, ctx: Context) -> str | None:
    """The id of the message about an attribute; ``None`` for one that is no setting of a room."""
    if rooms.fold(attr.name) == "timeout":
        return "timeout"
    setting = rooms.setting(attr.name)
    if setting == "Type" and room_hints.names_peer_type(attr.value, bare=True) and rooms.known_type(room, ctx) is None:
        return "peer-to-peer"
    return None if setting is None else "setting"

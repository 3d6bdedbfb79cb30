"""TW312 room-peer-to-peer."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Message, Node, Rule, Severity, conditions, rooms


class RoomPeerToPeer(Rule):
    """A room that is known to be peer-to-peer, which a phone call cannot join.

    In a peer-to-peer room (and in a WebRTC Go room) the browsers send audio to each other, and there is no place for a
    phone call. Only group rooms accept one. The type is known from the directive `room-type`, the table `[rooms]`, the
    manifest named by `rooms-manifest`, or the account's default type in `room-type`, in this order.

    Config:
        [rooms]
        DailyStandup = "peer-to-peer"
        "clinic-*" = "go"
        "clinic-group-*" = "group"
    Flagged:
        <Response><Connect><Room>DailyStandup</Room></Connect></Response>
                                 ^^^^^^^^^^^^ phone calls cannot join a peer-to-peer room: known from [rooms]
    Flagged:
        <Response><Connect><Room>clinic-{{ id }}</Room></Connect></Response>
                                 ^^^^^^^^^^^^^^^ phone calls cannot join a WebRTC Go room: known from "clinic-*" in [rooms]
    Allowed:
        <Response><Connect><Room>clinic-group-7</Room></Connect></Response>
    Allowed:
        <!-- twimllint: room-type=group -->
        <Response><Connect><Room>DailyStandup</Room></Connect></Response>
    Config:
        room-type = "peer-to-peer"
    Flagged:
        <Response><Connect><Room>Night</Room></Connect></Response>
                                 ^^^^^ phone calls cannot join a peer-to-peer room: known from the setting room-type
    Config:
        room-type = "group-small"
    Allowed:
        <Response><Connect><Room>Night</Room></Connect></Response>
    """

    code, name = "TW312", "room-peer-to-peer"
    source = "https://www.twilio.com/docs/voice/twiml/connect/room"
    on = ("~Room",)
    known, templated = False, True
    when = (conditions.room_type_known,)
    supersedes = ("room-peer-to-peer-hint",)
    messages = {
        "type": Message(
            "phone calls cannot join a {type}",
            "known from {origin}",
            "Create the room as a group room. Phone calls can join group rooms only, so the caller does not get in.",
        ),
        "ended": Message(
            "phone calls cannot join a {type}",
            "known from {origin}",
            "The room has ended. Create the next one as a group room: phone calls can join group rooms only.",
            severity=Severity.WARNING,
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        name = rooms.name_of(node)
        room_type = rooms.known_type(node, ctx) if name is not None else None
        if name is None or room_type is None or room_type.phone:
            return
        message = "ended" if room_type.entry is not None and room_type.entry.ended else "type"
        yield self.report(
            name.span, message, type=room_type.description, origin=room_type.origin, related=room_type.related
        )

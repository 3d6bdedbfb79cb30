"""TW312 room-peer-to-peer."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Node, Rule, Severity, rooms


class RoomPeerToPeer(Rule):
    """Room that is known to be peer-to-peer, which a phone call cannot join.

    In a peer-to-peer room (and in a WebRTC Go room) the browsers send audio to each other, and Twilio has no place to
    put a phone call. Only group rooms take one. The type is known from the directive `room-type`, the table `[rooms]`,
    the manifest named by `rooms-manifest`, or the account's default type in `room-type`, in this order.

    Config:
        [rooms]
        DailyStandup = "peer-to-peer"
        "clinic-*" = "go"
        "clinic-group-*" = "group"
    Flagged:
        <Response><Connect><Room>DailyStandup</Room></Connect></Response>
                                 ^^^^^^^^^^^^ "DailyStandup" is a peer-to-peer room (known from [rooms] of the configuration); a phone call can join group rooms only, so the caller does not get in
    Flagged:
        <Response><Connect><Room>clinic-{{ id }}</Room></Connect></Response>
                                 ^^^^^^^^^^^^^^^ "clinic-…" is a WebRTC Go room (known from "clinic-*" in [rooms] of the configuration); ...
    Allowed:
        <Response><Connect><Room>clinic-group-7</Room></Connect></Response>
    Allowed:
        <!-- twimllint: room-type=group -->
        <Response><Connect><Room>DailyStandup</Room></Connect></Response>
    Config:
        room-type = "peer-to-peer"
    Flagged:
        <Response><Connect><Room>Night</Room></Connect></Response>
                                 ^^^^^ "Night" is a peer-to-peer room (known from the setting room-type); ...
    Config:
        room-type = "group-small"
    Allowed:
        <Response><Connect><Room>Night</Room></Connect></Response>
    """

    code, name = "TW312", "room-peer-to-peer"
    source = "https://www.twilio.com/docs/voice/twiml/connect/room"
    known, templated = False, True
    on = ("~Room",)
    supersedes = ("room-peer-to-peer-hint",)

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        name = rooms.name_of(node)
        known = rooms.known_type(node, ctx) if name is not None else None
        if name is None or known is None or known.phone:
            return
        if known.entry is not None and known.entry.ended:
            message = (
                f'"{name.text}" was a {known.called} when it ended (known from {known.origin}); if it is made the same '
                "way again, no phone call can join it"
            )
            yield self.report(name.span, message, related=known.related, severity=Severity.WARNING)
            return
        message = (
            f'"{name.text}" is a {known.called} (known from {known.origin}); a phone call can join group rooms only, so '
            "the caller does not get in"
        )
        yield self.report(name.span, message, related=known.related)

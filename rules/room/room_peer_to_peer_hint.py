"""TW313 room-peer-to-peer-hint."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Message, Node, Related, Rule, Severity, room_hints, rooms

_HELP = (
    "Phone calls can join group rooms only. If this is a group room, declare it under [rooms] or with the directive "
    "room-type=group."
)


class RoomPeerToPeerHint(Rule):
    """Something in the document suggests a peer-to-peer room.

    A phone call can join a group room only, and TwiML does not hold the type of a room. Where an attribute, a URL, a
    comment or the name itself says peer-to-peer, the caller may not get in. Declare the type of the room under
    `[rooms]`, in the rooms manifest, or with the directive `room-type=group`.

    Flagged:
        <Response><Connect><Room>p2p-standup</Room></Connect></Response>
                                 ^^^^^^^^^^^ room may be peer-to-peer: its name contains "p2p"
    Flagged:
        <Response><Connect action="/left?roomType=peer-to-peer"><Room mode="go">Standup</Room></Connect></Response>
                                                                                ^^^^^^^ room may be peer-to-peer: mode is "go"
    Flagged:
        <Response><Connect action="/left?roomType=peer-to-peer"><Room>Standup</Room></Connect></Response>
                                                                      ^^^^^^^ room may be peer-to-peer: roomType=peer-to-peer in a URL
    Flagged:
        <Response><!-- the WebRTC Go room of the clinic --><Connect><Room>Clinic</Room></Connect></Response>
                                                                          ^^^^^^ room may be peer-to-peer: a comment says "WebRTC Go"
    Flagged:
        <Response><Connect><Room><Parameter name="type" value="p2p"/>Clinic</Room></Connect></Response>
                                                                     ^^^^^^ room may be peer-to-peer: a <Parameter> is "p2p"
    Allowed:
        <!-- twimllint: room-type=group -->
        <Response><Connect><Room>p2p-standup</Room></Connect></Response>
    Allowed:
        <Response><!-- a group room, not peer-to-peer --><Connect><Room>one-on-one-1to1-go-map2path</Room></Connect></Response>
    Config:
        [rooms]
        "p2p-*" = "group"
    Allowed:
        <Response><Connect><Room>p2p-standup</Room></Connect></Response>
    """

    code, name = "TW313", "room-peer-to-peer-hint"
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/voice/twiml/connect/room"
    on = ("~Room",)
    known, templated = False, True
    messages = {
        "attribute": Message("room may be peer-to-peer", '{name} is "{value}"', _HELP),
        "url": Message("room may be peer-to-peer", "{name}={value} in a URL", _HELP),
        "comment": Message("room may be peer-to-peer", 'a comment says "{value}"', _HELP),
        "parameter": Message("room may be peer-to-peer", 'a <Parameter> is "{value}"', _HELP),
        "name": Message("room may be peer-to-peer", 'its name contains "{value}"', _HELP),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        hints = room_hints.hints(node, ctx)
        if not hints or rooms.known_type(node, ctx) is not None:
            return
        name = rooms.name_of(node)
        place = node.name_span if name is None else name.span
        strongest, *others = hints
        related_hints = others if strongest.span == place else hints
        related = [Related(hint.span, "suggests peer-to-peer", again=True) for hint in related_hints]
        yield self.report(
            place,
            strongest.source.value,
            name=strongest.name,
            value=strongest.value,
            related=related,
        )

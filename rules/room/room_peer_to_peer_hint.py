"""TW313 room-peer-to-peer-hint."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Node, Related, Rule, Severity, room_hints, rooms


class RoomPeerToPeerHint(Rule):
    """Something in the document suggests a peer-to-peer room.

    A phone call can join a group room only, and the type of a room stands nowhere in TwiML. Where an attribute, a URL,
    a comment or the name itself says peer-to-peer, the call may well end in nothing. Settle it by the type of the room
    under `[rooms]`, in the rooms manifest, or by the directive `room-type=group`.

    Flagged:
        <Response><Connect><Room>p2p-standup</Room></Connect></Response>
                                 ^^^^^^^^^^^ the room may be peer-to-peer, and a phone call cannot join such a room: "p2p" in its name (weak evidence); if it is a group room, say so under [rooms] or with the directive room-type=group
    Flagged:
        <Response><Connect action="/left?roomType=peer-to-peer"><Room type="go">Standup</Room></Connect></Response>
                                                                                ^^^^^^^ the room may be peer-to-peer, and a phone call cannot join such a room: the attribute type="go" (strong evidence), "roomType=peer-to-peer" in the URL of action (fair); ...
    Flagged:
        <Response><!-- the WebRTC Go room of the clinic --><Connect><Room>Clinic</Room></Connect></Response>
                                                                          ^^^^^^ the room may be peer-to-peer, and a phone call cannot join such a room: a comment that says "WebRTC Go" (weak evidence); ...
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
    known, templated = False, True
    on = ("~Room",)

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        hints = room_hints.hints(node, ctx)
        if not hints or rooms.known_type(node, ctx) is not None:
            return
        first, *others = hints
        evidence = [
            f"{first.words} ({first.strength} evidence)",
            *[f"{hint.words} ({hint.strength})" for hint in others],
        ]
        message = (
            "the room may be peer-to-peer, and a phone call cannot join such a room: "
            + ", ".join(evidence)
            + "; if it is "
            "a group room, say so under [rooms] or with the directive room-type=group"
        )
        name = rooms.name_of(node)
        related = [Related(hint.span, "this suggests peer-to-peer") for hint in hints]
        yield self.report(node if name is None else name.span, message, related=related)

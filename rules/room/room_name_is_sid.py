"""TW306 room-name-is-sid."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Context, Diagnostic, Rule, Severity, Text, rooms


class RoomNameIsSid(Rule):
    """SID of a room where its unique name is asked for.

    `<Room>` asks for the unique name. Twilio's REST API takes either, but nothing says that `<Room>` does, and a room
    that is made anew has a new SID.

    Flagged:
        <Response><Connect><Room>RM00000000000000000000000000000001</Room></Connect></Response>
                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ "RM00000000000000000000000000000001" is the SID of a room; <Room> asks for the room's unique name, and a SID may not be found
    Allowed:
        <Response><Connect><Room>RM42</Room></Connect></Response>
    """

    code, name = "TW306", "room-name-is-sid"
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/voice/twiml/connect/room"
    known, templated = False, True
    on = ("~Room/text",)
    needs = ("RM", "rm", "Rm", "rM")

    def check(self, text: Text, ctx: Context) -> Iterator[Diagnostic]:
        node = text.parent
        name = rooms.name_of(node) if node is not None else None
        if node is None or name is None or re.fullmatch("RM[0-9a-f]{32}", name.text, re.IGNORECASE) is None:
            return
        entry = rooms.entry_of(node, ctx)
        known = entry is not None and entry.name not in ("", entry.sid)
        meant = f' ("{entry.name}" in the rooms manifest)' if entry is not None and known else ""
        message = (
            f'"{name.text}" is the SID of a room; <{node.name}> asks for the room\'s unique name{meant}, and a SID may '
            "not be found"
        )
        yield self.report(name.span, message)

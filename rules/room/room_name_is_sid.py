"""TW306 room-name-is-sid."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Context, Diagnostic, Message, Rule, Severity, Text, rooms


class RoomNameIsSid(Rule):
    """The SID of a room where its unique name is expected.

    `<Room>` expects the unique name. Twilio's REST API accepts either, but no page says that `<Room>` does, and a room
    that is created again has a new SID.

    Flagged:
        <Response><Connect><Room>RM00000000000000000000000000000001</Room></Connect></Response>
                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ SID instead of a room name: expected the unique name
    Allowed:
        <Response><Connect><Room>RM42</Room></Connect></Response>
    """

    code, name = "TW306", "room-name-is-sid"
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/voice/twiml/connect/room"
    on = ("~Room/text",)
    known = False
    needs = ("rm",)
    messages = {
        "sid": Message(
            "SID instead of a room name",
            "expected the unique name",
            "Write the room's unique name. Twilio documents no other and may not find the room.",
        ),
        "manifest": Message(
            "SID instead of a room name",
            'its unique name is "{known}"',
            "Write the unique name that the rooms manifest gives. Twilio documents no other and may not find the room.",
        ),
    }

    def check(self, text: Text, ctx: Context) -> Iterator[Diagnostic]:
        node = text.parent
        name = rooms.name_of(node) if node is not None else None
        if node is None or name is None or re.fullmatch("RM[0-9a-f]{32}", name.text, re.IGNORECASE) is None:
            return
        entry = rooms.entry_of(node, ctx)
        name_in_manifest = entry.name if entry is not None and entry.name not in ("", entry.sid) else None
        yield self.report(name.span, "sid" if name_in_manifest is None else "manifest", known=name_in_manifest)

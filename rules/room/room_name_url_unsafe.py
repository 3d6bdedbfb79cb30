"""TW307 room-name-url-unsafe."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Context, Diagnostic, Node, Rule, Severity, rooms

_UNSAFE = re.compile(r"[^A-Za-z0-9._~-]")


class RoomNameUrlUnsafe(Rule):
    """Room name with characters that a URL path does not take as they are.

    The Rooms REST resource takes the unique name in place of the SID, in the path of the URL. A slash or question mark
    then ends the name too early unless your code encodes it. The call itself does not mind.

    Flagged:
        <Response><Connect><Room>a/b?c</Room></Connect></Response>
                                 ^^^^^ "a/b?c" holds "/" and "?", which have to be URL-encoded wherever the name stands for the SID in a REST path
    Allowed:
        <Response><Connect><Room>a-b_c.2</Room></Connect></Response>
    """

    code, name = "TW307", "room-name-url-unsafe"
    severity = Severity.INFO
    default = False
    source = "https://www.twilio.com/docs/video/api/rooms-resource"
    known, templated = False, True
    on = ("~Room",)

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        name = rooms.name_of(node)
        found = list(dict.fromkeys(_UNSAFE.findall(name.static))) if name is not None else []
        if name is not None and found:
            shown = [f'"{letter}"' for letter in found[:5]]
            words = " and ".join(filter(None, (", ".join(shown[:-1]), shown[-1])))
            verb = "which have" if len(found) > 1 else "which has"
            message = f'"{name.text}" holds {words}, {verb} to be URL-encoded wherever the name stands for the SID in a REST path'
            yield self.report(name.span, message)

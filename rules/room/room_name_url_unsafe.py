"""TW307 room-name-url-unsafe."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Context, Diagnostic, Message, Node, Rule, Severity, rooms, wording

_UNSAFE = re.compile(r"[^A-Za-z0-9._~-]")


class RoomNameUrlUnsafe(Rule):
    """A room name with characters that must be encoded in a URL path.

    The Rooms REST resource accepts the unique name in place of the SID, in the path of the URL. A slash or question
    mark ends the name too early there unless your code encodes it. The call itself is not affected.

    Flagged:
        <Response><Connect><Room>a/b?c</Room></Connect></Response>
                                 ^^^^^ room name is not safe in a URL: "/" and "?" must be encoded
    Allowed:
        <Response><Connect><Room>a-b_c.2</Room></Connect></Response>
    """

    code, name = "TW307", "room-name-url-unsafe"
    severity = Severity.INFO
    source = "https://www.twilio.com/docs/video/api/rooms-resource"
    default = False
    on = ("~Room",)
    local = True
    known, templated = False, True
    messages = {
        "unsafe": Message(
            "room name is not safe in a URL",
            "{characters} must be encoded",
            "Use letters, digits, - . _ and ~, or encode the name wherever your code writes it in a REST path.",
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        name = rooms.name_of(node)
        unsafe = list(dict.fromkeys(_UNSAFE.findall(name.static))) if name is not None else []
        if name is not None and unsafe:
            yield self.report(name.span, "unsafe", characters=wording.quoted(unsafe[:5], "and"))

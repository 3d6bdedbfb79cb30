"""TW316 room-no-fallback."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Context, Diagnostic, Node, Rule, Severity, TemplateTag, rooms


class RoomNoFallback(Rule):
    """Nothing follows the Connect of a Room.

    Where the room is not in progress, Twilio goes on to the verb after `<Connect>`. If there is none, and `<Connect>`
    has no `action`, the caller is cut off without a word.

    Flagged:
        <Response><Connect><Room>DailyCare</Room></Connect></Response>
                            ^^^^ nothing follows the <Connect> of this <Room>, so a caller who comes before the room is in progress is cut off without a word; put a <Say> or <Redirect> after </Connect>, or give it an action
    Allowed:
        <Response><Connect><Room>DailyCare</Room></Connect><Say>The room has not started yet.</Say></Response>
    Allowed:
        <Response><Connect action="/left"><Room>DailyCare</Room></Connect></Response>
    Allowed:
        <Response><Connect><Room>DailyCare</Room></Connect>{{> closing }}</Response>
    """

    code, name = "TW316", "room-no-fallback"
    severity = Severity.INFO
    source = "https://www.twilio.com/docs/voice/twiml/connect/room"
    known, templated = False, True
    on = ("~Room",)

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        connect = rooms.connect_of(node)
        if connect is None or connect.parent is None or connect.parent.parent is not None or connect.after:
            return
        if connect.templated_attrs or any(attr.name.lower() == "action" for attr in connect.attrs):
            return
        if any(tag.span.start >= connect.span.end and not _ends(tag) for tag in ctx.document.tags):
            return  # what a template puts there is not known
        if next(filter(rooms.is_room, connect.children)) is not node:
            return
        message = (
            f"nothing follows the <{connect.name}> of this <{node.name}>, so a caller who comes before the room is in "
            f"progress is cut off without a word; put a <Say> or <Redirect> after </{connect.name}>, or give it an action"
        )
        yield self.report(node, message)


def _ends(tag: TemplateTag) -> bool:
    """Whether a template tag puts nothing in: a comment, or the end of a block."""
    return tag.kind == "comment" or re.match(r"\W*(?:end|(?<=/)\w)|\W*\}\W*$", tag.text) is not None

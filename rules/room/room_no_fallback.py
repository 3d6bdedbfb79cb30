"""TW316 room-no-fallback."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Context, Diagnostic, Message, Node, Rule, Severity, TemplateTag, rooms

_END = re.compile(r"(?:<\?php\b)?(?:\W*+(?:end|(?<=/)\w)|[^\w}]*+\}\W*+$)", re.IGNORECASE)


class RoomNoFallback(Rule):
    """Nothing follows the Connect of a Room.

    Where the room is not in progress, Twilio goes on to the verb after `<Connect>`. If there is none, and `<Connect>`
    has no `action`, the caller is disconnected without a word.

    Flagged:
        <Response><Connect><Room>DailyCare</Room></Connect></Response>
                            ^^^^ no verb after the <Connect> of a <Room>: no fallback for callers
    Flagged (voice.php):
        <Response><?php if ($daily) { ?><Connect><Room>DailyCare</Room></Connect><?php } ?></Response>
                                                  ^^^^ no verb after the <Connect> of a <Room>: no fallback for callers
    Flagged (voice.php):
        <Response><?php if ($daily): ?><Connect><Room>DailyCare</Room></Connect><?php endif ?></Response>
                                                 ^^^^ no verb after the <Connect> of a <Room>: no fallback for callers
    Allowed (voice.php):
        <Response><Connect><Room>DailyCare</Room></Connect><?php finish(); ?></Response>
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
    on = ("~Room",)
    known, templated = False, True
    messages = {
        "fallback": Message(
            "no verb after the <Connect> of a <Room>",
            "no fallback for callers",
            "Write a <Say> or <Redirect> after </Connect>, or give <Connect> an action. A caller who comes before the "
            "room is in progress is disconnected.",
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        connect = rooms.connect_of(node)
        if connect is None or connect.parent is None or connect.parent.parent is not None or connect.after:
            return
        if connect.templated_attrs or any(attr.name.lower() == "action" for attr in connect.attrs):
            return
        if any(tag.span.start >= connect.span.end and not _ends(tag) for tag in ctx.document.tags):
            return  # what a template writes there is not known
        if next(filter(rooms.is_room, connect.children)) is node:
            yield self.report(node, "fallback")


def _ends(tag: TemplateTag) -> bool:
    """Whether a template tag writes nothing: a comment, or the end of a block."""
    return tag.kind == "comment" or _END.match(tag.text) is not None

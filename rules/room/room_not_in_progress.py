"""TW315 room-not-in-progress."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Node, Rule, Severity, rooms


class RoomNotInProgress(Rule):
    """Room that the rooms manifest lists as completed or failed only.

    Twilio joins a caller to a room in progress. A room that has ended is as good as none: the call goes on to the next
    verb, or is cut off. The manifest is the file named by `rooms-manifest`.
    """

    code, name, twilio_code = "TW315", "room-not-in-progress", 53106
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/video/api/rooms-resource"
    known, templated = False, True
    on = ("~Room",)

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        name, entry = rooms.name_of(node), rooms.entry_of(node, ctx)
        if name is None or entry is None or not entry.ended or ctx.manifest is None:
            return
        message = (
            f'"{name.text}" is {entry.status} in the rooms manifest {ctx.manifest.shown}; Twilio joins a caller to a room '
            "in progress only, and otherwise goes on to the next verb or ends the call (53106)"
        )
        yield self.report(name.span, message, related=rooms.entry_place(entry, ctx))

"""TW315 room-not-in-progress."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Message, Node, Rule, Severity, conditions, rooms


class RoomNotInProgress(Rule):
    """A room that the rooms manifest lists only as completed or failed.

    Twilio connects a caller to a room in progress. A room that has ended does not exist for the call, which goes on to
    the next verb or ends. The manifest is the file named by `rooms-manifest`.
    """

    code, name, twilio_code = "TW315", "room-not-in-progress", 53106
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/video/api/rooms-resource"
    on = ("~Room",)
    known, templated = False, True
    when = (conditions.room_type_known,)
    messages = {
        "ended": Message(
            "room is not in progress",
            '"{name}" is {status} in {manifest}',
            "Create the room again, or update the manifest. Twilio goes on to the next verb or ends the call ({code}).",
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        name, entry, manifest = rooms.name_of(node), rooms.entry_of(node, ctx), rooms.manifest(ctx)
        if name is None or entry is None or not entry.ended or manifest is None:
            return
        yield self.report(
            name.span,
            "ended",
            name=name.text,
            status=entry.status,
            manifest=manifest.display_path,
            related=rooms.entry_place(entry, ctx),
        )

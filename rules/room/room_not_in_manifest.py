"""TW314 room-not-in-manifest."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Message, Node, Rule, Severity, rooms, suggest

_HELP = "Correct the name, or update {manifest}. Twilio lists only rooms in progress unless asked for others."


class RoomNotInManifest(Rule):
    """A room that the rooms manifest does not list.

    The manifest named by `rooms-manifest` is a saved response of Twilio's Rooms resource. A name that it does not list
    may be misspelt, or the room may not have been listed: without `Status=completed` Twilio lists only rooms in
    progress.
    """

    code, name = "TW314", "room-not-in-manifest"
    severity = Severity.INFO
    source = "https://www.twilio.com/docs/video/api/rooms-resource"
    default = False
    on = ("~Room",)
    known, templated = False, True
    messages = {
        "near": Message("room is not in the rooms manifest", "{hint}", _HELP),
        "unknown": Message("room is not in the rooms manifest", '"{name}" is not listed', _HELP),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        name, manifest = rooms.name_of(node), rooms.manifest(ctx)
        if name is None or name.templated or manifest is None or manifest.find(name.text) is not None:
            return
        suggestion = suggest(name.text, manifest.names)
        yield self.report(
            name.span,
            "near" if suggestion else "unknown",
            name=name.text,
            hint=suggestion and suggestion.hint,
            manifest=manifest.display_path,
        )

"""TW314 room-not-in-manifest."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Node, Rule, Severity, nearest, rooms


class RoomNotInManifest(Rule):
    """Room that the rooms manifest does not list.

    The manifest named by `rooms-manifest` holds what Twilio's Rooms resource answered. A name that it does not list may
    be misspelt, or the room may have been in no state to be listed: without `Status=completed` Twilio lists the rooms in
    progress alone.
    """

    code, name = "TW314", "room-not-in-manifest"
    severity = Severity.INFO
    default = False
    source = "https://www.twilio.com/docs/video/api/rooms-resource"
    known, templated = False, True
    on = ("~Room",)

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        name, manifest = rooms.name_of(node), ctx.manifest
        if name is None or name.templated or manifest is None or manifest.find(name.text) is not None:
            return
        near = nearest(name.text, manifest.names)
        meant = f'; the nearest is "{near}"' if near is not None else ""
        message = (
            f'the rooms manifest {manifest.shown} has no room "{name.text}"{meant}; Twilio lists rooms in progress only, '
            "unless asked for others"
        )
        yield self.report(name.span, message)

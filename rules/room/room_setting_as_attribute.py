"""TW308 room-setting-as-attribute."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Node, Rule, data, edits, rooms


class RoomSettingAsAttribute(Rule):
    """Setting of the Rooms REST resource given as an attribute.

    `<Room>` takes `participantIdentity` and nothing else. Type, callback, media region and the like belong to the
    request that creates the room; in TwiML Twilio logs warning 12200 and the setting is lost. Twilio itself showed
    `statusCallback`, `mediaRegion` and a `timeout` on `<Connect>` in its samples from 2018 to 2021, then took them back.

    Flagged:
        <Response><Connect><Room statusCallback="https://app.acme.test/cb">DailyStandup</Room></Connect></Response>
                                 ^^^^^^^^^^^^^^ <Room> has no attribute "statusCallback": StatusCallback is a setting of the Rooms REST resource, given when the room is created; Twilio passes over it here, though its samples once showed it (12200)
    Fixed:
        <Response><Connect><Room>DailyStandup</Room></Connect></Response>
    Flagged:
        <Response><Connect><Room type="group" max_participants="4">DailyStandup</Room></Connect></Response>
                                 ^^^^ <Room> has no attribute "type": Type is a setting of the Rooms REST resource, given when the room is created; Twilio passes over it here (12200)
                                              ^^^^^^^^^^^^^^^^ <Room> has no attribute "max_participants": MaxParticipants is a setting ...
    Fixed:
        <Response><Connect><Room>DailyStandup</Room></Connect></Response>
    Flagged:
        <Response><Connect action="/left" timeout="5"><Room>DailyStandup</Room></Connect></Response>
                                          ^^^^^^^ <Connect> has no attribute "timeout", though samples of Twilio's once showed it; a <Room> that is not in progress is given up at once, and an empty one closes by EmptyRoomTimeout, a setting of the Rooms REST resource (12200)
    Fixed:
        <Response><Connect action="/left"><Room>DailyStandup</Room></Connect></Response>
    Allowed:
        <Response><Connect action="/left" method="POST"><Room participantIdentity="{{ caller }}">DailyStandup</Room></Connect></Response>
    Allowed:
        <Response><Connect><VirtualAgent connectorName="desk" statusCallback="https://app.acme.test/cb"/></Connect></Response>
    """

    code, name, twilio_code = "TW308", "room-setting-as-attribute", 12200
    source = "https://www.twilio.com/docs/voice/twiml/connect/room"
    known, templated = False, True
    fixable = "unsafe"
    on = ("~Room",)
    supersedes = ("unknown-attribute", "attribute-wrong-case", "misplaced-attribute", "deprecated-attribute")
    implied_by_schema = True

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        connect = rooms.connect_of(node)
        first = connect is not None and next(filter(rooms.is_room, connect.children)) is node
        for attr in (*node.attrs, *(connect.attrs if connect is not None and first else ())):
            message = _message(attr)
            if message is not None:
                yield self.report(attr, message, fix=edits.remove_attribute(ctx.source, attr))


def _message(attr: Attr) -> str | None:
    folded = rooms.fold(attr.name)
    if folded == "timeout":
        return (
            f'<{attr.parent.name}> has no attribute "{attr.name}", though samples of Twilio\'s once showed it; a <Room> '
            "that is not in progress is given up at once, and an empty one closes by EmptyRoomTimeout, a setting of the "
            "Rooms REST resource (12200)"
        )
    table = data("rooms")
    names = {rooms.fold(name): name for name in table["settings"]}
    names.update({rooms.fold(alias): row["setting"] for alias, row in table["aliases"].items()})
    setting = names.get(folded)
    if setting is None:
        return None
    sample = ", though its samples once showed it" if table["settings"][setting]["sample"] else ""
    return (
        f'<{attr.parent.name}> has no attribute "{attr.name}": {setting} is a setting of the Rooms REST resource, given '
        f"when the room is created; Twilio passes over it here{sample} (12200)"
    )

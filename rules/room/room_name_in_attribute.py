"""TW303 room-name-in-attribute."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Fix, Message, Node, Rule, Span, data, edits, rooms, wording


class RoomNameInAttribute(Rule):
    """A Room whose name is in an attribute while its text is empty.

    `<Room>` has one attribute, `participantIdentity`; the name of the room is its text. Twilio logs warning 12200 for
    the other attribute, and looks for a room without a name.

    Flagged:
        <Response><Connect><Room name="DailyStandup"/></Connect></Response>
                                 ^^^^ room name in an attribute: name is ignored
    Fixed:
        <Response><Connect><Room>DailyStandup</Room></Connect></Response>
    Flagged:
        <Response><Connect><Room participantIdentity="amy" roomName="Tea &amp; Talk"></Room></Connect></Response>
                                                           ^^^^^^^^ room name in an attribute: roomName is ignored
    Fixed:
        <Response><Connect><Room participantIdentity="amy">Tea &amp; Talk</Room></Connect></Response>
    Allowed:
        <Response><Connect><Room name="">DailyStandup</Room></Connect></Response>
    Allowed:
        <Response><Connect><Room participantIdentity="amy"/></Connect></Response>
    """

    code, name, twilio_code = "TW303", "room-name-in-attribute", 12200
    source = "https://www.twilio.com/docs/voice/twiml/connect/room"
    fixable = "unsafe"
    on = ("~Room",)
    local = True
    known, templated = False, True
    supersedes = ("unknown-attribute", "room-setting-as-attribute", "room-name-missing")
    implied_by_schema = True
    messages = {
        "attribute": Message(
            "room name in an attribute",
            "{attribute} is ignored",
            "Write the name as text: <{element}>{name}</{element}>. Twilio ignores the attribute ({code}) and finds no room.",
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        attr = _attribute_with_name(node) if rooms.name_of(node) is None else None
        if attr is not None:
            yield self.report(
                attr,
                "attribute",
                attribute=attr.name,
                element=node.name,
                name=wording.shortened(attr.value),
                fix=_fix(node, attr, ctx),
                covers=(node,),
            )


def _attribute_with_name(node: Node) -> Attr | None:
    """The attribute that most likely holds the name."""
    filled = {rooms.fold(attr.name): attr for attr in node.attrs if attr.value.strip()}
    names = [rooms.fold(row["name"]) for row in data("rooms")["name_attributes"]]
    return next((filled[name] for name in names if name in filled), None)


def _fix(node: Node, attr: Attr, ctx: Context) -> Fix:
    text = edits.raw(ctx.source, attr.value_span).strip()
    content = edits.set_content(ctx.source, node, text, title="").edits[0]
    if node.comments and node.end_span is not None:
        content = edits.replace(Span(node.tag_span.end, node.tag_span.end), text, "").edits[0]
    return Fix(f'move the value of "{attr.name}" into <{node.name}>', (edits.removal(ctx.source, attr), content))

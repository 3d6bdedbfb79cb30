"""TW301 room-outside-connect."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Edit, Fix, Message, Node, Rule, edits, nearest, rooms, values

#: Verbs that can become a Connect.
_VERBS = ("Dial", "Start")


class RoomOutsideConnect(Rule):
    """A Room anywhere but directly in Connect.

    `<Room>` is allowed in `<Connect>` only. Anywhere else Twilio logs warning 12200 and ignores it: the caller joins no
    room and hears what comes next, or is disconnected.

    Flagged:
        <Response><Room>DailyStandup</Room></Response>
                   ^^^^ <Room> outside <Connect>: not allowed in <Response>
    Fixed:
        <Response><Connect><Room>DailyStandup</Room></Connect></Response>
    Flagged:
        <Response><Dial><Room>DailyStandup</Room></Dial></Response>
                         ^^^^ <Room> outside <Connect>: not allowed in <Dial>
    Fixed:
        <Response><Connect><Room>DailyStandup</Room></Connect></Response>
    Flagged:
        <Response><Dial timeout="20"><Room>DailyStandup</Room></Dial></Response>
                                      ^^^^ <Room> outside <Connect>: not allowed in <Dial>
    Flagged:
        <Response><Connect><Room>DailyStandup<Room>Backup</Room></Room></Connect></Response>
                                              ^^^^ <Room> outside <Connect>: not allowed in <Room>
    Flagged:
        <Response><Start><room>DailyStandup</room></Start></Response>
                          ^^^^ <room> outside <Connect>: not allowed in <Start>
    Fixed:
        <Response><Connect><room>DailyStandup</room></Connect></Response>
    Flagged:
        <Room>DailyStandup</Room>
         ^^^^ <Room> outside <Connect>: not allowed as the root
    Allowed:
        <Response><Connect><Room>DailyStandup</Room></Connect></Response>
    Allowed:
        <Response><Say>Welcome</Say><Connect action="/left"><Room participantIdentity="{{ caller }}">{{ room }}</Room></Connect></Response>
    """

    code, name, twilio_code = "TW301", "room-outside-connect", 12200
    source = "https://www.twilio.com/docs/voice/twiml/connect/room"
    fixable = "unsafe"
    on = ("~Room",)
    known, templated = False, True
    supersedes = ("noun-without-verb", "child-not-allowed", "root-not-response")
    implied_by_schema = True
    messages = {
        "root": Message(
            "<{element}> outside <Connect>",
            "not allowed as the root",
            "Write it inside <Connect>, and that inside <Response>. Twilio rejects the document ({code}).",
            twilio_code=12102,
        ),
        "child": Message(
            "<{element}> outside <Connect>",
            "not allowed in <{parent}>",
            "Write it inside <Connect>. Twilio ignores the element, and the caller joins no room ({code}).",
        ),
        "verb": Message(
            "<{element}> outside <Connect>",
            "not allowed in <{parent}>",
            "Use <Connect> instead of <{parent}>. Twilio ignores the element, and the caller joins no room ({code}).",
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        parent = node.parent
        if parent is None:
            yield self.report(node, "root", element=node.name)
        # a misspelt Connect is one mistake, and has a rule of its own
        elif not (rooms.connect_of(node) or _is_misspelt_connect(parent, ctx) or _is_open(node, ctx)):
            message = "verb" if parent.name in _VERBS else "child"
            # what Start and Stop may hold has a number of its own
            error = values.element_error(parent, "child", ctx) if parent.name in ("Start", "Stop") else None
            yield self.report(
                node,
                message,
                element=node.name,
                parent=parent.name,
                fix=_fix(node, parent, ctx),
                twilio_code=error,
            )


def _is_misspelt_connect(parent: Node, ctx: Context) -> bool:
    names = ctx.grammar.names
    return parent.name not in names and nearest(parent.name, names) == "Connect"


def _is_open(node: Node, ctx: Context) -> bool:
    """Whether an element above allows any content."""
    kinds = [ctx.grammar.named(above.name) for above in node.ancestors()]
    return any(kind is not None and kind.open for kind in kinds)


def _fix(node: Node, parent: Node, ctx: Context) -> Fix | None:
    if parent.name == "Response" and parent.parent is None:
        return edits.wrap(node, "Connect")
    alone = len(parent.children) == 1 and not parent.has_text and not parent.templated
    if parent.name in _VERBS and alone and not parent.attrs and not parent.templated_attrs:
        changes: tuple[Edit, ...] = tuple(edits.renaming(ctx.source, parent, "Connect"))
        return Fix(f"turn <{parent.name}> into <Connect>", changes)
    return None

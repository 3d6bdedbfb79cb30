"""TW301 room-outside-connect."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Edit, Fix, Node, Rule, edits, nearest, rooms


class RoomOutsideConnect(Rule):
    """Room anywhere but directly in Connect.

    Only `<Connect>` takes a `<Room>`. Anywhere else Twilio logs warning 12200 and passes over it: the caller joins
    nothing and hears what comes next, or is cut off.

    Flagged:
        <Response><Room>DailyStandup</Room></Response>
                   ^^^^ <Room> stands directly in <Response>; only <Connect> takes it, and Twilio passes over it anywhere else, so the caller joins no room (12200)
    Fixed:
        <Response><Connect><Room>DailyStandup</Room></Connect></Response>
    Flagged:
        <Response><Dial><Room>DailyStandup</Room></Dial></Response>
                         ^^^^ <Room> stands in <Dial>; only <Connect> takes it, ...
    Fixed:
        <Response><Connect><Room>DailyStandup</Room></Connect></Response>
    Flagged:
        <Response><Dial timeout="20"><Room>DailyStandup</Room></Dial></Response>
                                      ^^^^ <Room> stands in <Dial>; only <Connect> takes it, ...
    Flagged:
        <Response><Connect><Room>DailyStandup<Room>Backup</Room></Room></Connect></Response>
                                              ^^^^ <Room> stands in another <Room>; only <Connect> takes it, ...
    Flagged:
        <Response><Start><room>DailyStandup</room></Start></Response>
                          ^^^^ <room> stands in <Start>; only <Connect> takes it, ...
    Fixed:
        <Response><Connect><room>DailyStandup</room></Connect></Response>
    Allowed:
        <Response><Connect><Room>DailyStandup</Room></Connect></Response>
    Allowed:
        <Response><Say>Welcome</Say><Connect action="/left"><Room participantIdentity="{{ caller }}">{{ room }}</Room></Connect></Response>
    """

    code, name, twilio_code = "TW301", "room-outside-connect", 12200
    source = "https://www.twilio.com/docs/voice/twiml/connect/room"
    known, templated = False, True
    fixable = "unsafe"
    on = ("~Room",)
    supersedes = ("noun-without-verb", "child-not-allowed", "root-not-response", "mixed-channels", "unknown-ssml-tag")
    implied_by_schema = True

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        parent = node.parent
        # a parent that is Connect misspelt is one mistake, and that one has its own rule
        if parent is not None and (rooms.connect_of(node) or _means_connect(parent, ctx) or _open(node, ctx)):
            return
        message = (
            f"<{node.name}> stands {_where(parent)}; only <Connect> takes it, and Twilio passes over it anywhere else, "
            "so the caller joins no room (12200)"
        )
        yield self.report(node, message, fix=_fix(node, parent, ctx))


def _means_connect(parent: Node, ctx: Context) -> bool:
    known = ctx.grammar.names
    return parent.name not in known and nearest(parent.name, known) == "Connect"


def _open(node: Node, ctx: Context) -> bool:
    """Whether an element above takes whatever is put in it."""
    kinds = [ctx.grammar.named(above.name) for above in node.ancestors()]
    return any(kind is not None and kind.open for kind in kinds)


def _where(parent: Node | None) -> str:
    if parent is None:
        return "at the root, in place of <Response>"
    if rooms.is_room(parent):
        return f"in another <{parent.name}>"
    return f"{'directly ' if parent.parent is None else ''}in <{parent.name}>"


def _fix(node: Node, parent: Node | None, ctx: Context) -> Fix | None:
    if parent is None:
        return None
    if parent.name == "Response" and parent.parent is None:
        return edits.wrap(node, "Connect")
    alone = len(parent.children) == 1 and not any(not text.blank for text in parent.texts) and not parent.templated
    if parent.name in ("Dial", "Start") and alone and not parent.attrs and not parent.templated_attrs:
        changes: tuple[Edit, ...] = tuple(edits.renaming(ctx.source, parent, "Connect"))
        return Fix(f"turn <{parent.name}> into <Connect>", changes)
    return None

"""TW101 unknown-element."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Node, Rule, data, edits, nearest, placement, wording


class UnknownElement(Rule):
    """An element that no TwiML verb, noun or SSML tag has.

    Twilio logs a warning and passes over the element together with all that is inside it: the caller hears nothing of
    it, and the next verb runs.

    Flagged:
        <Response><Speek>Hello</Speek></Response>
                   ^^^^^ <Speek> is no TwiML element; did you mean <Say>? Twilio passes over it and all inside it (12200)
    Fixed:
        <Response><Say>Hello</Say></Response>
    Flagged:
        <Response><Gather><Menu>Press 1</Menu></Gather><Hangup/></Response>
                           ^^^^ <Menu> is no TwiML element; <Gather> takes <Say>, <Play> and <Pause>; Twilio passes over it and all inside it (12200)
    Allowed:
        <Response><Connect><ConversationRelay url="wss://b.acme.test/r"><Failover><Anything/></Failover></ConversationRelay></Connect></Response>
    """

    code, name, twilio_code = "TW101", "unknown-element", 12200
    source = "https://www.twilio.com/docs/api/errors/12200"
    fixable = "unsafe"
    on = ("*",)
    known, templated = False, True
    implied_by_schema = True

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        if placement.standing(node, ctx) is not placement.Standing.UNKNOWN or node.parent is None:
            return
        near = _meant(node, ctx)
        fix = edits.rename_element(ctx.source, node, near) if near else None
        taken = placement.children(node.parent, ctx)
        if near is not None:
            hint = f"did you mean <{near}>? "
        elif 0 < len(taken) <= 5:
            hint = f"<{node.parent.name}> takes {wording.tags(taken)}; "
        else:
            hint = ""
        message = f"<{node.name}> is no TwiML element; {hint}Twilio passes over it and all inside it (12200)"
        yield self.report(node, message, fix=fix)


def _meant(node: Node, ctx: Context) -> str | None:
    """The nearest name: of those the parent takes, then of all, then by way of another provider's word for it."""
    kind = None if node.parent is None else placement.type_of(node.parent, ctx)
    near = nearest(node.name, kind.children) if kind is not None else None
    if near is not None:
        return near
    words = data("dialects")["elements"]
    strange = nearest(node.name, words, 1)
    known = nearest(node.name, sorted(ctx.grammar.names - ctx.grammar.ssml))
    if strange is not None and (known is None or nearest(node.name, (strange, known)) == strange):
        found: str | None = words[strange]["twiml"]
        return found
    return known

"""TW101 unknown-element."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Message, Node, Rule, data, edits, nearest, placement, values, wording

#: The allowed children of the parent are listed up to this number.
_MAX_LISTED = 5


class UnknownElement(Rule):
    """An element that is no TwiML verb, noun or SSML tag.

    Twilio logs a warning and ignores the element together with everything inside it: the caller hears nothing of it,
    and the next verb runs.

    Flagged:
        <Response><Speek>Hello</Speek></Response>
                   ^^^^^ unknown element <Speek>: did you mean "Say"?
    Fixed:
        <Response><Say>Hello</Say></Response>
    Flagged:
        <Response><Gather><Menu>Press 1</Menu></Gather><Hangup/></Response>
                           ^^^^ unknown element <Menu>: expected <Say>, <Play> or <Pause>
    Flagged:
        <Response><Message>Hi<Image>https://cdn.acme.test/a.png</Image></Message></Response>
                              ^^^^^ unknown element <Image>: did you mean "Media"?
    Fixed:
        <Response><Message>Hi<Media>https://cdn.acme.test/a.png</Media></Message></Response>
    Flagged:
        <Response><audio src="https://cdn.acme.test/a.mp3"/></Response>
                   ^^^^^ unknown element <audio>: W3C SSML that Twilio does not support
    Flagged:
        <Response><Xylophone/></Response>
                   ^^^^^^^^^ unknown element <Xylophone>: not a TwiML element
    Allowed:
        <Response><Connect><ConversationRelay url="wss://b.acme.test/r"><Failover><Anything/></Failover></ConversationRelay></Connect></Response>
    """

    code, name, twilio_code = "TW101", "unknown-element", 12200
    source = "https://www.twilio.com/docs/api/errors/12200"
    fixable = "unsafe"
    on = ("#relation:unknown",)
    known, templated = False, True
    implied_by_schema = True
    messages = {
        "near": Message(
            "unknown element <{element}>",
            'did you mean "{near}"?',
            "Twilio ignores the element and everything in it ({code}).",
        ),
        "ssml": Message(
            "unknown element <{element}>",
            "{whose} that Twilio does not support",
            "{advice}. Twilio ignores the element and everything in it ({code}).",
        ),
        "listed": Message(
            "unknown element <{element}>",
            "expected {allowed}",
            "Use {allowed}. Twilio ignores the element and everything in it ({code}).",
        ),
        "unknown": Message(
            "unknown element <{element}>",
            "not a TwiML element",
            "Remove it. Twilio ignores the element and everything in it ({code}).",
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        if placement.relation(node, ctx) is not placement.Relation.UNKNOWN or node.parent is None:
            return
        suggestion = _suggest(node, ctx)
        speech = None if suggestion else placement.ssml_element(node.name)
        allowed = placement.allowed_children(node.parent, ctx)
        listed = 0 < len(allowed) <= _MAX_LISTED
        yield self.report(
            node,
            "near" if suggestion else "ssml" if speech else "listed" if listed else "unknown",
            element=node.name,
            near=suggestion,
            whose=speech and speech["of"],
            advice=speech and speech["outside"],
            allowed=wording.tags(allowed, "or"),
            twilio_code=values.element_error(node.parent, "child", ctx),
            fix=edits.rename_element(ctx.source, node, suggestion) if suggestion else None,
        )


def _suggest(node: Node, ctx: Context) -> str | None:
    """The name that was meant.

    What another word stands for, then the nearest of those that the parent takes, then the nearest of all names, of
    TwiML's or of another provider's.
    """
    kind = None if node.parent is None else placement.type_of(node.parent, ctx)
    taken = () if kind is None else tuple(name for name in kind.children if name in ctx.grammar.offered)
    synonym = next(
        (name for name in placement.synonyms(node.name) if name in taken or _is_at_home(name, node, ctx)), None
    )
    suggestion = synonym or nearest(node.name, taken)
    if suggestion is not None:
        return suggestion
    foreign_names = data("dialects")["elements"]
    strange = nearest(node.name, foreign_names, 1)
    # what the parent does not take is meant only if hardly anything is wrong in it
    limit = None if kind is None else 1
    twiml_name = nearest(node.name, sorted(ctx.grammar.offered - ctx.grammar.ssml), limit)
    if strange is not None and (twiml_name is None or nearest(node.name, (strange, twiml_name)) == strange):
        counterpart: str | None = foreign_names[strange]["twiml"]
        return counterpart
    return twiml_name


def _is_at_home(name: str, node: Node, ctx: Context) -> bool:
    """Whether an element of either channel may be where another one is."""
    return node.parent is not None and node.parent.name == "Response" and placement.is_verb(name, ctx)

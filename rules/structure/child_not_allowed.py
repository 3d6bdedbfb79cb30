"""TW105 child-not-allowed."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Message, Node, Rule, placement, wording

#: What Twilio logs for a wrong child of these verbs; for others it is 12200.
_LOGGED = {"Gather": 13320, "Dial": 13215, "Start": 14300}
#: The allowed children of a parent are listed up to this number.
_MAX_LISTED = 12


class ChildNotAllowed(Rule):
    """An element inside a parent that does not allow it.

    Most verbs follow one another and do not nest: what a caller should hear while `<Gather>` waits goes inside it,
    what comes next goes after it. Twilio ignores a verb in the wrong place, so a `<Dial>` inside `<Gather>` never
    dials.

    Flagged:
        <Response><Gather numDigits="1" action="/k"><Dial>+14155550100</Dial></Gather><Hangup/></Response>
                                                     ^^^^ <Dial> is not allowed in <Gather>: expected <Say>, <Play> or <Pause>
    Flagged:
        <Response><Say voice="Polly.Amy">Wait<Pause length="1"/>now</Say></Response>
                                              ^^^^^ <Pause> is not allowed in <Say>: expected text or SSML
    Flagged:
        <Response><Say>Wait <Play>https://cdn.acme.test/a.mp3</Play></Say></Response>
                             ^^^^ <Play> is not allowed in <Say>: expected text or SSML
    Flagged:
        <Response><break time="1s"/><Say voice="Polly.Amy">Hi</Say></Response>
                   ^^^^^ <break> is not allowed in <Response>: SSML belongs in <Say>
    Flagged:
        <Response><Hangup><Say>Goodbye</Say></Hangup></Response>
                           ^^^ <Say> is not allowed in <Hangup>: expected <Parameter>
    Flagged:
        <Response><Dial><Number><Client>amy</Client></Number></Dial></Response>
                                 ^^^^^^ <Client> is not allowed in <Number>: it has no child elements
    Allowed:
        <Response><Gather numDigits="1" action="/k"><Say>Press 1</Say></Gather><Dial>+14155550100</Dial></Response>
    """

    code, name, twilio_code = "TW105", "child-not-allowed", 12200
    source = "https://www.twilio.com/docs/api/errors/13320"
    on = ("*",)
    known, templated = False, True
    supersedes = ("unknown-ssml-tag",)
    implied_by_schema = True
    messages = {
        "speech": Message(
            "<{element}> is not allowed in <{parent}>",
            "expected text or SSML",
            "Move it out of <{parent}>. Twilio ignores it ({code}).",
        ),
        "text": Message(
            "<{element}> is not allowed in <{parent}>",
            "expected text only",
            "Move it out of <{parent}>. Twilio ignores it ({code}).",
        ),
        "ssml": Message(
            "<{element}> is not allowed in <{parent}>",
            "SSML belongs in <Say>",
            "Move it into <Say>. Twilio ignores it ({code}).",
        ),
        "elsewhere": Message(
            "<{element}> is not allowed in <{parent}>",
            "it belongs in {parents}",
            "Move it into {parents}. Twilio ignores it ({code}).",
        ),
        "listed": Message(
            "<{element}> is not allowed in <{parent}>",
            "expected {allowed}",
            "Move it out of <{parent}>. Twilio ignores it ({code}).",
        ),
        "empty": Message(
            "<{element}> is not allowed in <{parent}>",
            "it has no child elements",
            "Move it out of <{parent}>. Twilio ignores it ({code}).",
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        parent = node.parent
        if parent is None or placement.standing(node, ctx) is not placement.Standing.MISPLACED:
            return
        allowed = placement.children(parent, ctx)
        if placement.in_speech(parent):
            message = "speech" if allowed else "text"
        elif node.name in ctx.grammar.ssml:
            message = "ssml"
        elif len(allowed) > _MAX_LISTED:
            message = "elsewhere"
        else:
            message = "listed" if allowed else "empty"
        yield self.report(
            node,
            message,
            element=node.name,
            parent=parent.name,
            allowed=wording.tags(allowed, "or"),
            parents=wording.tags(placement.allowed_parents(node.name, ctx), "or"),
            twilio_code=_LOGGED.get(parent.name),
        )

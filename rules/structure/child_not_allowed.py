"""TW105 child-not-allowed."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Node, Rule, placement, wording

#: What Twilio logs for a wrong child of these verbs; of others it is 12200.
_LOGGED = {"Gather": 13320, "Dial": 13215, "Start": 14300}


class ChildNotAllowed(Rule):
    """An element stands inside one that does not take it.

    Most verbs follow one another and do not nest: what a caller should hear while `<Gather>` waits stands inside it,
    what comes after stands after it. Twilio passes over a verb in the wrong place, so a `<Dial>` inside `<Gather>`
    never dials.

    Flagged:
        <Response><Gather numDigits="1" action="/k"><Dial>+14155550100</Dial></Gather><Hangup/></Response>
                                                     ^^^^ <Dial> may not stand inside <Gather>, which takes <Say>, <Play> and <Pause>; Twilio passes over it (13320)
    Flagged:
        <Response><Say voice="Polly.Amy">Wait<Pause length="1"/>now</Say></Response>
                                              ^^^^^ <Pause> may not stand inside <Say>, which takes text and SSML tags; Twilio passes over it (12200)
    Flagged:
        <Response><break time="1s"/><Say voice="Polly.Amy">Hi</Say></Response>
                   ^^^^^ <break> may not stand inside <Response>, which takes no SSML; it belongs inside <Say>; Twilio passes over it (12200)
    Flagged:
        <Response><Hangup><Say>Goodbye</Say></Hangup></Response>
                           ^^^ <Say> may not stand inside <Hangup>, which takes <Parameter>; Twilio passes over it (12200)
    Flagged:
        <Response><Dial><Number><Client>amy</Client></Number></Dial></Response>
                                 ^^^^^^ <Client> may not stand inside <Number>, which takes no element; Twilio passes over it (12200)
    Allowed:
        <Response><Gather numDigits="1" action="/k"><Say>Press 1</Say></Gather><Dial>+14155550100</Dial></Response>
    """

    code, name, twilio_code = "TW105", "child-not-allowed", 12200
    source = "https://www.twilio.com/docs/api/errors/13320"
    on = ("*",)
    known, templated = False, True
    supersedes = ("unknown-ssml-tag",)
    implied_by_schema = True

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        parent = node.parent
        if parent is None or placement.standing(node, ctx) is not placement.Standing.MISPLACED:
            return
        taken = placement.children(parent, ctx)
        if placement.in_speech(parent):
            takes = "takes text and SSML tags" if taken else "takes text alone"
        elif node.name in ctx.grammar.ssml:
            takes = "takes no SSML; it belongs inside <Say>"
        elif len(taken) > 12:
            takes = f"takes other elements; it belongs inside {wording.tags(placement.takers(node.name, ctx), 'or')}"
        else:
            takes = f"takes {wording.tags(taken) if taken else 'no element'}"
        code = _LOGGED.get(parent.name, 12200)
        message = f"<{node.name}> may not stand inside <{parent.name}>, which {takes}; Twilio passes over it ({code})"
        yield self.report(node, message, twilio_code=code)

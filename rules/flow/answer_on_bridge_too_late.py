"""TW514 answer-on-bridge-too-late."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Related, Rule, Severity


class AnswerOnBridgeTooLate(Rule):
    """answerOnBridge on a Dial that comes after the call was answered.

    The setting lets the caller hear ringing, free of charge, until the called party picks up. Say, Play, Gather and
    the like take the call first, and from then on there is nothing left to hold back.

    Flagged:
        <Response><Say>One moment</Say><Dial answerOnBridge="true">+14155550100</Dial></Response>
                                             ^^^^^^^^^^^^^^ answerOnBridge has no effect: <Say> before it has answered the call already
    Allowed:
        <Response><Dial answerOnBridge="true">+14155550100</Dial></Response>
    Allowed:
        <Response><Pause length="5"/><Dial answerOnBridge="true">+14155550100</Dial></Response>
    Allowed:
        <Response>{% if greet %}<Say>One moment</Say>{% endif %}<Dial answerOnBridge="true">+14155550100</Dial></Response>
    """

    code, name = "TW514", "answer-on-bridge-too-late"
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/voice/twiml/dial"
    on = ("Dial@answerOnBridge",)
    known, templated = False, True
    needs = ("true",)

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        dial, flow = attr.parent, ctx.flow
        if attr.value.strip() != "true" or dial.templated_attrs or not flow.is_verb(dial) or not flow.runs(dial):
            return
        first = flow.answered_before(dial)
        if first is not None:
            message = f"answerOnBridge has no effect: <{first.name}> before it has answered the call already"
            yield self.report(attr, message, related=(Related(first.name_span, "the call is answered here"),))

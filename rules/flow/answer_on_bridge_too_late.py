"""TW514 answer-on-bridge-too-late."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Flow, Message, Related, Rule, Severity


class AnswerOnBridgeTooLate(Rule):
    """answerOnBridge on a Dial that comes after the call was answered.

    The setting lets the caller hear ringing, free of charge, until the called party picks up. Say, Play, Gather and
    the like answer the call first, and then the setting has no effect.

    Flagged:
        <Response><Say>One moment</Say><Dial answerOnBridge="true">+14155550100</Dial></Response>
                                             ^^^^^^^^^^^^^^ answerOnBridge has no effect: <Say> has answered the call
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
    needs = ("true",)
    messages = {
        "answered": Message(
            "answerOnBridge has no effect",
            "<{verb}> has answered the call",
            "Remove answerOnBridge, or the verbs before <Dial> that answer the call.",
        ),
    }

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        dial, flow = attr.parent, Flow.of(ctx)
        if attr.value.strip() != "true" or dial.templated_attrs or not flow.is_verb(dial) or not flow.runs(dial):
            return
        verb = flow.answered_before(dial)
        if verb is not None:
            yield self.report(attr, "answered", verb=verb.name, related=(Related(verb.name_span, "answered here"),))

"""TW502 unreachable-after-action."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Flow, Message, Related, Rule, Severity

_HELP = "Move it into the document that action returns. When <{verb}> is over, Twilio goes on there."


class UnreachableAfterAction(Rule):
    """A verb after a Dial, Connect, Enqueue or Refer that has an action.

    When such a verb is over, Twilio requests the URL in `action` and runs the document that it returns; the rest of
    this one is dropped. Without `action` the next verb runs. A `<Room>` that is not in progress, and a payment that
    does not start, go on to the next verb all the same, so what follows them is not reported.

    Flagged:
        <Response><Dial action="/after">+14155550100</Dial><Say>Nobody answered</Say></Response>
                                                            ^^^ <Say> never runs: the action of <Dial> runs instead
    Flagged:
        <Response><Connect action="{{ next }}"><Stream url="wss://m.acme.test/s"/></Connect><Say>Sorry</Say><Hangup/></Response>
                                                                                             ^^^ <Say> and what follows never run: the action of <Connect> runs instead
    Allowed:
        <Response><Dial>+14155550100</Dial><Say>Nobody answered</Say></Response>
    Allowed:
        <Response><Gather action="/k"><Say>Press 1</Say></Gather><Say>We heard nothing</Say></Response>
    Allowed:
        <Response><Connect><Stream url="wss://m.acme.test/s"/></Connect><Say>Goodbye</Say></Response>
    Allowed:
        <Response><Connect action="/left"><Room>Desk</Room></Connect><Say>Nobody is there</Say></Response>
    Allowed:
        <Response><Dial {% if next %}action="/after"{% endif %}>+14155550100</Dial><Say>Nobody answered</Say></Response>
    """

    code, name = "TW502", "unreachable-after-action"
    tag = "unnecessary"
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/voice/twiml/dial"
    on = ("Dial@action", "Connect@action", "Enqueue@action", "Refer@action")
    known, templated = False, True
    messages = {
        "one": Message("<{lost}> never runs", "the action of <{verb}> runs instead", _HELP),
        "several": Message("<{lost}> and what follows never run", "the action of <{verb}> runs instead", _HELP),
    }

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        verb, flow = attr.parent, Flow.of(ctx)
        unreachable = flow.unreachable_after(verb) if flow.action(verb) is attr else []
        if unreachable:
            yield self.report(
                unreachable[0],
                "one" if len(unreachable) == 1 else "several",
                lost=unreachable[0].name,
                verb=verb.name,
                related=(Related(attr.name_span, "control leaves here"),),
                covers=unreachable[1:],
            )

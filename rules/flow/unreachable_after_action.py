"""TW502 unreachable-after-action."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Related, Rule, Severity


class UnreachableAfterAction(Rule):
    """Verb after a Dial, Connect, Enqueue, Pay or Refer that has an action.

    When such a verb is over, Twilio requests the URL in `action` and runs the document that comes back; the rest of
    this one is dropped. Without `action` the next verb runs.

    Flagged:
        <Response><Dial action="/after">+14155550100</Dial><Say>Nobody answered</Say></Response>
                                                            ^^^ <Say> never runs: when <Dial> is over, Twilio goes on with the document at its action, "/after"
    Flagged:
        <Response><Connect action="{{ next }}"><Room>Desk</Room></Connect><Say>Sorry</Say><Hangup/></Response>
                                                                           ^^^ <Say> and 1 more verb never run: when <Connect> is over, Twilio goes on with the document at its action
    Allowed:
        <Response><Dial>+14155550100</Dial><Say>Nobody answered</Say></Response>
    Allowed:
        <Response><Gather action="/k"><Say>Press 1</Say></Gather><Say>We heard nothing</Say></Response>
    Allowed:
        <Response><Connect><Stream url="wss://m.acme.test/s"/></Connect><Say>Goodbye</Say></Response>
    Allowed:
        <Response><Dial {% if next %}action="/after"{% endif %}>+14155550100</Dial><Say>Nobody answered</Say></Response>
    """

    code, name = "TW502", "unreachable-after-action"
    tag = "unnecessary"
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/voice/twiml/dial"
    on = ("Dial@action", "Connect@action", "Enqueue@action", "Pay@action", "Refer@action")
    known, templated = False, True

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        verb, flow = attr.parent, ctx.flow
        lost = flow.never_run(verb) if flow.action(verb) is attr else []
        if lost:
            more = "" if len(lost) == 1 else f" and {len(lost) - 1} more verb{'s' if len(lost) > 2 else ''}"
            subject = f"<{lost[0].name}>{more} never {'run' if more else 'runs'}"
            url = "" if attr.templated else f', "{attr.value}"'
            message = f"{subject}: when <{verb.name}> is over, Twilio goes on with the document at its action{url}"
            related = (Related(attr.name_span, "control leaves here"),)
            yield self.report(lost[0], message, related=related, covers=lost[1:])

"""TW504 reject-not-first."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Flow, Message, Node, Related, Rule, Severity


class RejectNotFirst(Rule):
    """A Reject that is not the first verb.

    Twilio rejects a call free of charge only where Reject comes first. After any other verb the call has been
    answered, is billed, and is then simply ended.

    Flagged:
        <Response><Pause length="5"/><Reject/></Response>
                                      ^^^^^^ <Reject> is not the first verb: <Pause> runs first
    Allowed:
        <Response><Reject reason="busy"/></Response>
    Allowed:
        <Response>{% if known %}<Say>Hello</Say>{% else %}<Reject/>{% endif %}</Response>
    """

    code, name = "TW504", "reject-not-first"
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/voice/twiml/reject"
    on = ("Reject",)
    templated = True
    messages = {
        "first": Message(
            "<Reject> is not the first verb",
            "<{verb}> runs first",
            "Move <Reject> to the front, or use <Hangup>. Here the call is answered and billed before it ends.",
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        flow = Flow.of(ctx)
        if not flow.is_verb(node) or not flow.runs(node):
            return
        verb = next((verb for verb in flow.before(node) if flow.is_verb(verb) and not flow.separated(verb, node)), None)
        if verb is not None:
            yield self.report(node, "first", verb=verb.name, related=(Related(verb.name_span, "runs first"),))

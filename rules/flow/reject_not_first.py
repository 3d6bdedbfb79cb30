"""TW504 reject-not-first."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Node, Related, Rule, Severity


class RejectNotFirst(Rule):
    """Reject that is not the first verb.

    Twilio refuses a call free of charge only where Reject comes first. Behind any other verb the call has been taken,
    is billed, and is then simply ended.

    Flagged:
        <Response><Pause length="5"/><Reject/></Response>
                                      ^^^^^^ <Reject> refuses the call unanswered and free of charge only as the first verb; here <Pause> comes before it
    Allowed:
        <Response><Reject reason="busy"/></Response>
    Allowed:
        <Response>{% if known %}<Say>Hello</Say>{% else %}<Reject/>{% endif %}</Response>
    """

    code, name = "TW504", "reject-not-first"
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/voice/twiml/reject"
    on = ("Reject",)
    known, templated = False, True

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        flow = ctx.flow
        if not flow.is_verb(node) or not flow.runs(node):
            return
        first = next(
            (verb for verb in flow.before(node) if flow.is_verb(verb) and not flow.separated(verb, node)), None
        )
        if first is not None:
            message = f"<Reject> refuses the call unanswered and free of charge only as the first verb; here <{first.name}> comes before it"
            yield self.report(node, message, related=(Related(first.name_span, "this verb runs first"),))

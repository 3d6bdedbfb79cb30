"""TW501 unreachable-instruction."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Fix, Flow, Message, Node, Related, Rule, Severity, conditions, moves


class UnreachableInstruction(Rule):
    """A verb after one that ends the document.

    Control never comes back from Redirect, Hangup, Reject or Leave, so Twilio drops whatever follows them, and logs
    nothing.

    Flagged:
        <Response><Redirect>/menu</Redirect><Say>Goodbye</Say></Response>
                                             ^^^ <Say> never runs: control leaves at <Redirect>
    Fixed:
        <Response><Say>Goodbye</Say><Redirect>/menu</Redirect></Response>
    Flagged:
        <Response>
          <Reject/>
          <Say>We are closed</Say>
           ^^^ <Say> and what follows never run: control leaves at <Reject>
          <Hangup/>
        </Response>
    Fixed:
        <Response>
          <Reject/>
        </Response>
    Allowed:
        <Response><Say>Goodbye</Say><Redirect>/menu</Redirect></Response>
    Allowed:
        <Response>{% if closed %}<Hangup/>{% endif %}<Say>Welcome</Say></Response>
    """

    code, name = "TW501", "unreachable-instruction"
    tag = "unnecessary"
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/voice/twiml/redirect"
    fixable = "unsafe"
    on = ("Redirect", "Hangup", "Reject", "Leave")
    known, templated = False, True
    when = (conditions.followed,)
    messages = {
        "one": Message(
            "<{lost}> never runs",
            "control leaves at <{verb}>",
            "Move it before <{verb}>, or remove it. Twilio drops it.",
        ),
        "several": Message(
            "<{lost}> and what follows never run",
            "control leaves at <{verb}>",
            "Move them before <{verb}>, or remove them. Twilio drops them.",
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        flow = Flow.of(ctx)
        unreachable = flow.unreachable_after(node) if flow.ends(node) else []
        if unreachable:
            yield self.report(
                unreachable[0],
                "one" if len(unreachable) == 1 else "several",
                lost=unreachable[0].name,
                verb=node.name,
                related=(Related(node.name_span, "control leaves here"),),
                covers=unreachable[1:],
                fix=_fix(node, unreachable, ctx),
            )


def _fix(terminator: Node, unreachable: list[Node], ctx: Context) -> Fix | None:
    """Move the verb that ends the document last; where that changes nothing or is wrong, remove what never runs."""
    flow = Flow.of(ctx)
    terminators = [node for node in unreachable if flow.ends(node)]
    if terminator.name == "Reject" or len(terminators) == len(unreachable):
        if terminators and terminator.name != "Reject" and any(node.name != "Hangup" for node in terminators):
            return None
        return moves.remove_elements(ctx.source, unreachable, title="remove what never runs")
    if terminators or flow.open_after(terminator):
        return None
    return moves.move_behind(ctx.source, terminator, unreachable[-1])

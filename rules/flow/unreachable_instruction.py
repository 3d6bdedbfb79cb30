"""TW501 unreachable-instruction."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Fix, Node, Related, Rule, Severity, conditions, moves


class UnreachableInstruction(Rule):
    """Verb after one that ends the document.

    Control never comes back from Redirect, Hangup, Reject or Leave, so Twilio drops whatever stands behind them, and
    does so without a word in its log.

    Flagged:
        <Response><Redirect>/menu</Redirect><Say>Goodbye</Say></Response>
                                             ^^^ <Say> never runs: <Redirect> before it hands the call to another document
    Fixed:
        <Response><Say>Goodbye</Say><Redirect>/menu</Redirect></Response>
    Flagged:
        <Response>
          <Reject/>
          <Say>We are closed</Say>
           ^^^ <Say> and 1 more verb never run: <Reject> before them refuses the call
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

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        flow = ctx.flow
        lost = flow.never_run(node) if flow.ends(node) else []
        if not lost:
            return
        many = len(lost) - 1
        what = f"<{lost[0].name}> never runs" if not many else f"<{lost[0].name}> and {_more(many)} never run"
        message = f"{what}: <{node.name}> before {'them' if many else 'it'} {_DOES.get(node.name, 'ends the document')}"
        related = (Related(node.name_span, "control leaves here"),)
        yield self.report(lost[0], message, related=related, covers=lost[1:], fix=_fix(node, lost, ctx))


_DOES = {
    "Redirect": "hands the call to another document",
    "Hangup": "ends the call",
    "Reject": "refuses the call",
    "Leave": "takes the caller out of the queue",
}


def _more(count: int) -> str:
    return "1 more verb" if count == 1 else f"{count} more verbs"


def _fix(leaver: Node, lost: list[Node], ctx: Context) -> Fix | None:
    """Put the verb that leaves last; where that would change nothing or be wrong, drop what never runs."""
    enders = [node for node in lost if ctx.flow.ends(node)]
    if leaver.name == "Reject" or len(enders) == len(lost):
        if enders and leaver.name != "Reject" and any(node.name != "Hangup" for node in enders):
            return None
        return moves.remove_elements(ctx.source, lost, title="remove what never runs")
    if enders or ctx.flow.open_after(leaver):
        return None
    return moves.move_behind(ctx.source, leaver, lost[-1])

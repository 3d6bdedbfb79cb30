"""TW510 gather-no-action."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Node, Rule, Severity, attributes, conditions


class GatherNoAction(Rule):
    """Gather without an action.

    Twilio sends what the caller entered to the address of this same document. A static file answers with the same
    question once more; a program behind the address may tell the two requests apart, so this is only a hint, and
    templates are passed over.

    Flagged:
        <Response><Gather numDigits="1"><Say>Press 1</Say></Gather><Hangup/></Response>
                   ^^^^^^ <Gather> has no action, so Twilio sends the input to this same document, which starts over
    Allowed:
        <Response><Gather numDigits="1" action="/k"><Say>Press 1</Say></Gather><Hangup/></Response>
    Allowed:
        <Response><Gather numDigits="1"><Say>Hello {{ name }}</Say></Gather><Hangup/></Response>
    Allowed:
        <Response><Gather numDigits="1" action=""><Say>Press 1</Say></Gather><Hangup/></Response>
    """

    code, name = "TW510", "gather-no-action"
    severity = Severity.INFO
    source = "https://www.twilio.com/docs/voice/twiml/gather"
    on = ("Gather",)
    known, templated = False, True
    when = (conditions.without("action"),)

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        flow = ctx.flow
        if (
            flow.is_verb(node)
            and node.attr("action") is None
            and not ctx.templated
            and flow.runs(node)
            and ctx.role != "wait"
            and not attributes.misspelt(node, "action", ctx)
        ):
            message = "<Gather> has no action, so Twilio sends the input to this same document, which starts over"
            yield self.report(node, message)

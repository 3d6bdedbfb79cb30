"""TW510 gather-no-action."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Flow, Message, Node, Rule, Severity, attributes, conditions


class GatherNoAction(Rule):
    """A Gather without an action.

    Twilio sends what the caller entered to the address of this same document. A static file then asks the same
    question again; a program may distinguish the two requests, so this is only a hint, and templates are not reported.

    Flagged:
        <Response><Gather numDigits="1"><Say>Press 1</Say></Gather><Hangup/></Response>
                   ^^^^^^ <Gather> has no action: the input goes to this document
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
    when = (conditions.without_attribute("action"),)
    messages = {
        "action": Message(
            "<{verb}> has no action",
            "the input goes to this document",
            "Add action with the URL that handles the input. Twilio requests this same document, which starts over.",
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        flow = Flow.of(ctx)
        if node.attr("action") is not None or ctx.templated or ctx.role == "wait":
            return
        if flow.is_verb(node) and flow.runs(node) and not attributes.has_misspelt(node, "action", ctx):
            yield self.report(node, "action", verb=node.name)

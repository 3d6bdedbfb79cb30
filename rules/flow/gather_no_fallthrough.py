"""TW509 gather-no-fallthrough."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Flow, Message, Node, Rule, Severity, conditions


class GatherNoFallthrough(Rule):
    """A Gather as the last verb.

    If the caller enters nothing, the next verb runs; where there is none, the call ends without a word. Say something
    and redirect to the menu, or set `actionOnEmptyResult="true"` so that no input goes to the action too.

    Flagged:
        <Response><Gather action="/k" numDigits="1"><Say>Press 1</Say></Gather></Response>
                   ^^^^^^ no verb after <Gather>: the call ends if nothing is entered
    Allowed:
        <Response><Gather action="/k" numDigits="1"><Say>Press 1</Say></Gather><Say>We heard nothing.</Say><Redirect>/menu</Redirect></Response>
    Allowed:
        <Response><Gather action="/k" actionOnEmptyResult="true"><Say>Press 1</Say></Gather></Response>
    Allowed:
        <Response><Gather action="/k"><Say>Press 1</Say></Gather>{% include "goodbye.xml" %}</Response>
    """

    code, name = "TW509", "gather-no-fallthrough"
    severity = Severity.INFO
    source = "https://www.twilio.com/docs/voice/twiml/gather"
    on = ("Gather",)
    templated = True
    when = (conditions.last,)
    messages = {
        "last": Message(
            "no verb after <Gather>",
            "the call ends if nothing is entered",
            'Add a <Say> and a <Redirect> after it, or set actionOnEmptyResult="true".',
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        flow = Flow.of(ctx)
        if node.after or node.templated_attrs or not flow.is_verb(node) or not flow.runs(node) or ctx.role == "wait":
            return
        empty = node.attr("actionOnEmptyResult")
        handled = empty is not None and (empty.templated or empty.value.strip().lower() == "true")
        if not handled and not flow.open_after(node):
            yield self.report(node, "last")

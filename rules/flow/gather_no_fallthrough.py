"""TW509 gather-no-fallthrough."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Node, Rule, Severity, conditions


class GatherNoFallthrough(Rule):
    """Gather as the last verb.

    A caller who enters nothing falls through to the next verb; where there is none, the call ends without a word.
    Say something and redirect to the menu, or let `actionOnEmptyResult="true"` bring silence to the action too.

    Flagged:
        <Response><Gather action="/k" numDigits="1"><Say>Press 1</Say></Gather></Response>
                   ^^^^^^ <Gather> is the last verb: a caller who enters nothing is cut off without a word
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
    known, templated = False, True
    when = (conditions.last,)

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        flow = ctx.flow
        if (
            any(flow.after(node))
            or not flow.is_verb(node)
            or not flow.runs(node)
            or flow.open_after(node)
            or ctx.role == "wait"
        ):
            return
        empty = node.attr("actionOnEmptyResult")
        if node.templated_attrs or (empty is not None and (empty.templated or empty.value.strip().lower() == "true")):
            return
        yield self.report(node, "<Gather> is the last verb: a caller who enters nothing is cut off without a word")

"""TW106 nested-response."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Message, Node, Related, Rule, edits, placement


class NestedResponse(Rule):
    """A `<Response>` inside a `<Response>`.

    The usual causes are two documents pasted together, and a template that is included with its root. Twilio ignores
    the inner one and all its verbs.

    Flagged:
        <Response><Say>A</Say><Response><Say>B</Say></Response></Response>
                               ^^^^^^^^ nested <Response>: only the root is allowed
    Fixed:
        <Response><Say>A</Say><Say>B</Say></Response>
    Allowed (page.xml.j2):
        <Response>{# <Response><Say>old</Say></Response> #}<Say>A</Say></Response>
    """

    code, name, twilio_code = "TW106", "nested-response", 12200
    source = "https://www.twilio.com/docs/api/errors/12200"
    fixable = "unsafe"
    on = ("#relation:nested",)
    templated = True
    implied_by_schema = True
    messages = {
        "nested": Message(
            "nested <Response>",
            "only the root is allowed",
            "Remove the inner tags. Twilio ignores this element and everything in it ({code}).",
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        if node.parent is None or placement.relation(node, ctx) is not placement.Relation.NESTED:
            return
        root = ctx.document.root
        related = [Related(root.name_span, "the root")] if root is not None else []
        fix = edits.unwrap(node) if node.parent.name == "Response" else None
        yield self.report(node, "nested", fix=fix, related=related)

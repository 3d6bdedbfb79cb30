"""TW106 nested-response."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Node, Related, Rule, edits, placement


class NestedResponse(Rule):
    """A `<Response>` inside a `<Response>`.

    It comes of pasting two documents together, or of a template that is included with its root. Twilio passes over
    the inner one and all its verbs.

    Flagged:
        <Response><Say>A</Say><Response><Say>B</Say></Response></Response>
                               ^^^^^^^^ a <Response> stands inside another element; a document has one, at its root, and Twilio passes over this one and all inside it (12200)
    Fixed:
        <Response><Say>A</Say><Say>B</Say></Response>
    Allowed (page.xml.j2):
        <Response>{# <Response><Say>old</Say></Response> #}<Say>A</Say></Response>
    """

    code, name, twilio_code = "TW106", "nested-response", 12200
    source = "https://www.twilio.com/docs/api/errors/12200"
    fixable = "unsafe"
    on = ("Response",)
    known, templated = False, True
    supersedes = ("unknown-ssml-tag",)
    implied_by_schema = True

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        if node.parent is None or placement.standing(node, ctx) is not placement.Standing.NESTED:
            return
        message = (
            "a <Response> stands inside another element; a document has one, at its root, and Twilio passes over this "
            "one and all inside it (12200)"
        )
        root = ctx.document.root
        related = [Related(root.name_span, "the root")] if root is not None else []
        fix = edits.unwrap(node) if node.parent.name == "Response" else None
        yield self.report(node, message, fix=fix, related=related)

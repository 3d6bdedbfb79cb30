"""TW010 root-not-response."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Edit, Fix, Message, Node, Rule, Span, edits, nearest, placement


class RootNotResponse(Rule):
    """The root element is not `<Response>`.

    Twilio looks for `<Response>` and runs the verbs inside it. A document with another root is rejected, even if the
    verbs are right.

    Flagged:
        <Say>Invalid request</Say>
         ^^^ root must be <Response>: <Say> belongs inside it
    Fixed:
        <Response><Say>Invalid request</Say></Response>
    Flagged:
        <Respone><Say>Hi</Say></Respone>
         ^^^^^^^ root must be <Response>: did you mean "Response"?
    Fixed:
        <Response><Say>Hi</Say></Response>
    Flagged:
        <xml><Response><Say>Hi</Say></Response></xml>
         ^^^ root must be <Response>: found <xml>
    Fixed:
        <Response><Say>Hi</Say></Response>
    Allowed:
        <Response><Say>Hi</Say></Response>
    Allowed (greeting.xml.j2):
        {% block greeting %}<Say>Hello {{ name }}</Say>{% endblock %}
    """

    code, name, twilio_code = "TW010", "root-not-response", 12102
    source = "https://www.twilio.com/docs/api/errors/12102"
    fixable = "unsafe"
    on = ("#relation:root",)
    known, templated = False, True
    implied_by_schema = True
    messages = {
        "verb": Message(
            "root must be <Response>",
            "<{element}> belongs inside it",
            "Write <Response> around all verbs. Twilio rejects the document ({code}).",
        ),
        "near": Message(
            "root must be <Response>",
            'did you mean "Response"?',
            "Write <Response>. Twilio rejects the document ({code}).",
        ),
        "other": Message(
            "root must be <Response>", "found <{element}>", "Write <Response>. Twilio rejects the document ({code})."
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        root = node.parent is None and placement.relation(node, ctx) is placement.Relation.ROOT
        if not root or placement.is_partial_template(ctx):
            return
        message, fix = "other", None
        inner = node.children[0] if len(node.children) == 1 and not node.has_text else None
        if placement.is_verb(placement.canonical_name(node.name, ctx) or node.name, ctx):
            message, fix = "verb", edits.wrap(node, "Response")
        elif inner is not None and inner.name == "Response":
            before, after = Span(node.span.start, inner.span.start), Span(inner.span.end, node.span.end)
            fix = Fix("keep only <Response>", (Edit(before, ""), Edit(after, "")))
        elif nearest(node.name, ("Response",)):
            message, fix = "near", edits.rename_element(ctx.source, node, "Response")
        yield self.report(node, message, element=node.name, fix=fix)

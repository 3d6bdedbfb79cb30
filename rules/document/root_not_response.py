"""TW010 root-not-response."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Edit, Fix, Node, Rule, Span, edits, nearest, placement


class RootNotResponse(Rule):
    """The root element is not `<Response>`.

    Twilio looks for `<Response>` and runs the verbs inside it. A document that begins with anything else is refused,
    however right the verbs are.

    Flagged:
        <Say>Invalid request</Say>
         ^^^ the root is <Say>; Twilio wants <Response> round all verbs and refuses the document (12102)
    Fixed:
        <Response><Say>Invalid request</Say></Response>
    Flagged:
        <Respone><Say>Hi</Say></Respone>
         ^^^^^^^ the root is <Respone>; did you mean <Response>? Twilio refuses the document (12102)
    Fixed:
        <Response><Say>Hi</Say></Response>
    Flagged:
        <xml><Response><Say>Hi</Say></Response></xml>
         ^^^ the root is <xml>; Twilio wants <Response> there and refuses the document (12102)
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
    on = ("*",)
    known, templated = False, True
    implied_by_schema = True

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        if (
            node.parent is not None
            or placement.standing(node, ctx) is not placement.Standing.ROOT
            or placement.is_part(ctx)
        ):
            return
        fix: Fix | None = None
        inner = node.children[0] if len(node.children) == 1 and not node.text.strip() else None
        said = "Twilio wants <Response> there and"
        if placement.is_verb(placement.right_case(node.name, ctx) or node.name, ctx):
            said = "Twilio wants <Response> round all verbs and"
            fix = edits.wrap(node, "Response")
        elif inner is not None and inner.name == "Response":
            before, after = Span(node.span.start, inner.span.start), Span(inner.span.end, node.span.end)
            fix = Fix("keep <Response> alone", (Edit(before, ""), Edit(after, "")))
        elif nearest(node.name, ("Response",)):
            said = "did you mean <Response>? Twilio"
            fix = edits.rename_element(ctx.source, node, "Response")
        yield self.report(node, f"the root is <{node.name}>; {said} refuses the document (12102)", fix=fix)

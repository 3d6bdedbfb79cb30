"""TW102 element-wrong-case."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Node, Rule, edits


class ElementWrongCase(Rule):
    """Verb or noun written in the wrong letter case.

    Names in TwiML count upper and lower case. Twilio does not know `<say>`: it logs warning 12200 and passes over the
    element, so the caller hears nothing.

    Flagged:
        <Response><say>Hi</say></Response>
                   ^^^ <say> is written <Say>; Twilio counts letter case and passes over <say> (12200)
    Fixed:
        <Response><Say>Hi</Say></Response>
    Allowed:
        <Response><Say>Hi</Say></Response>
    """

    code, name, twilio_code = "TW102", "element-wrong-case", 12200
    source = "https://www.twilio.com/docs/api/errors/12200"
    fixable = "safe"
    on = ("*",)
    schema_backed = True

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        right = ctx.grammar.folded(node.name)
        if right is not None and right != node.name:
            message = f"<{node.name}> is written <{right}>; Twilio counts letter case and passes over <{node.name}> (12200)"
            yield self.report(node, message, fix=edits.rename_element(ctx.source, node, right, safe=True))

"""TW102 element-wrong-case."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Message, Node, Rule, edits, placement


class ElementWrongCase(Rule):
    """A verb or noun in the wrong letter case.

    Element names are case-sensitive. Twilio does not know `<say>`: it logs warning 12200 and ignores the element, so
    the caller hears nothing.

    Flagged:
        <Response><pause length="2"/><say>Hi</say></Response>
                   ^^^^^ <pause> must be written <Pause>: names are case-sensitive
                                      ^^^ <say> must be written <Say>: names are case-sensitive
    Fixed:
        <Response><Pause length="2"/><Say>Hi</Say></Response>
    Flagged:
        <response><Say>Hi</Say></response>
         ^^^^^^^^ <response> must be written <Response>: names are case-sensitive
    Fixed:
        <Response><Say>Hi</Say></Response>
    Flagged:
        <Response><Say voice="Polly.Amy">On <Say_As interpret-as="date">5/17</Say_As></Say></Response>
                                             ^^^^^^ <Say_As> must be written <say-as>: unknown name
    Fixed:
        <Response><Say voice="Polly.Amy">On <say-as interpret-as="date">5/17</say-as></Say></Response>
    Allowed:
        <Response><Say voice="Polly.Amy">Hi <break/><lang xml:lang="fr-FR">salut</lang></Say></Response>
    """

    code, name, twilio_code = "TW102", "element-wrong-case", 12200
    source = "https://www.twilio.com/docs/api/errors/12200"
    fixable = "safe"
    on = ("#relation:wrong-case",)
    known, templated = False, True
    implied_by_schema = True
    messages = {
        "root": Message(
            "<{element}> must be written <{right}>",
            "names are case-sensitive",
            "Write <{right}>. Twilio rejects the document ({code}).",
            twilio_code=12102,
        ),
        "case": Message(
            "<{element}> must be written <{right}>",
            "names are case-sensitive",
            "Write <{right}>. Twilio ignores the element ({code}).",
        ),
        "joints": Message(
            "<{element}> must be written <{right}>",
            "unknown name",
            "Write <{right}>. Twilio ignores the element ({code}).",
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        if placement.relation(node, ctx) is not placement.Relation.WRONG_CASE:
            return
        right = placement.canonical_name(node.name, ctx)
        if right is None:
            return
        same = right.lower() == node.name.lower()
        message = "root" if node.parent is None else "case" if same else "joints"
        fix = edits.rename_element(ctx.source, node, right, safe=True)
        yield self.report(node, message, element=node.name, right=right, fix=fix)

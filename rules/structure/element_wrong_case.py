"""TW102 element-wrong-case."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Node, Rule, edits, placement


class ElementWrongCase(Rule):
    """A verb or noun written in the wrong letter case.

    Names in TwiML count upper and lower case. Twilio does not know `<say>`: it logs warning 12200 and passes over the
    element, so the caller hears nothing.

    Flagged:
        <Response><pause length="2"/><say>Hi</say></Response>
                   ^^^^^ <pause> is written <Pause>; Twilio counts letter case and passes over <pause> (12200)
                                      ^^^ <say> is written <Say>; Twilio counts letter case and passes over <say> (12200)
    Fixed:
        <Response><Pause length="2"/><Say>Hi</Say></Response>
    Flagged:
        <response><Say>Hi</Say></response>
         ^^^^^^^^ <response> is written <Response>; Twilio counts letter case and refuses the document (12102)
    Fixed:
        <Response><Say>Hi</Say></Response>
    Flagged:
        <Response><Say voice="Polly.Amy">On <Say_As interpret-as="date">5/17</Say_As></Say></Response>
                                             ^^^^^^ <Say_As> is written <say-as>; Twilio passes over <Say_As> (12200)
    Fixed:
        <Response><Say voice="Polly.Amy">On <say-as interpret-as="date">5/17</say-as></Say></Response>
    Allowed:
        <Response><Say voice="Polly.Amy">Hi <break/><lang xml:lang="fr-FR">salut</lang></Say></Response>
    """

    code, name, twilio_code = "TW102", "element-wrong-case", 12200
    source = "https://www.twilio.com/docs/api/errors/12200"
    fixable = "safe"
    on = ("*",)
    known, templated = False, True
    supersedes = ("unknown-ssml-tag",)
    implied_by_schema = True

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        if placement.standing(node, ctx) is not placement.Standing.WRONG_CASE:
            return
        right = placement.right_case(node.name, ctx)
        if right is None:
            return
        counts = "counts letter case and " if right.lower() == node.name.lower() else ""
        if node.parent is None:
            message = f"<{node.name}> is written <{right}>; Twilio {counts}refuses the document (12102)"
        else:
            message = f"<{node.name}> is written <{right}>; Twilio {counts}passes over <{node.name}> (12200)"
        yield self.report(node, message, fix=edits.rename_element(ctx.source, node, right, safe=True))

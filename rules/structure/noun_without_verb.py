"""TW104 noun-without-verb."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Node, Rule, edits, placement, wording


class NounWithoutVerb(Rule):
    """A noun stands directly in `<Response>`.

    A noun says with what a verb deals: `<Number>` whom `<Dial>` calls, `<Stream>` what `<Start>` begins. Without its
    verb Twilio does not take it and passes over it.

    Flagged:
        <Response><Stream url="wss://media.acme.test/in"/></Response>
                   ^^^^^^ <Stream> stands directly in <Response>; it belongs inside <Connect>, <Start> or <Stop>, and Twilio passes over it here (12200)
    Flagged:
        <Response><Conference>town</Conference></Response>
                   ^^^^^^^^^^ <Conference> stands directly in <Response>; it belongs inside <Dial>, and Twilio passes over it here (12200)
    Fixed:
        <Response><Dial><Conference>town</Conference></Dial></Response>
    Allowed:
        <Response><Start><Stream url="wss://media.acme.test/in"/></Start><Pause length="60"/></Response>
    """

    code, name, twilio_code = "TW104", "noun-without-verb", 12200
    source = "https://www.twilio.com/docs/api/errors/12200"
    fixable = "unsafe"
    on = ("*",)
    known, templated = False, True
    implied_by_schema = True

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        if placement.standing(node, ctx) is not placement.Standing.NOUN:
            return
        takers = placement.takers(node.name, ctx)
        one = len(takers) == 1 and placement.is_verb(takers[0], ctx)
        message = (
            f"<{node.name}> stands directly in <Response>; it belongs inside {wording.tags(takers, 'or')}, and Twilio "
            "passes over it here (12200)"
        )
        yield self.report(node, message, fix=edits.wrap(node, takers[0]) if one else None)

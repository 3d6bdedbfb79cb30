"""TW104 noun-without-verb."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Message, Node, Rule, edits, placement, wording


class NounWithoutVerb(Rule):
    """A noun directly in `<Response>`.

    A noun says what a verb works on: `<Number>` whom `<Dial>` calls, `<Stream>` what `<Start>` starts. Without its
    verb Twilio ignores it.

    Flagged:
        <Response><Stream url="wss://media.acme.test/in"/></Response>
                   ^^^^^^ <Stream> is not allowed in <Response>: it belongs in <Connect>, <Start> or <Stop>
    Flagged:
        <Response><Conference>town</Conference></Response>
                   ^^^^^^^^^^ <Conference> is not allowed in <Response>: it belongs in <Dial>
    Fixed:
        <Response><Dial><Conference>town</Conference></Dial></Response>
    Flagged:
        <Response><Queue>support</Queue><Prompt for="postal-code"><Say>The code?</Say></Prompt></Response>
                   ^^^^^ <Queue> is not allowed in <Response>: it belongs in <Dial>
                                         ^^^^^^ <Prompt> is not allowed in <Response>: it belongs in <Pay>
    Fixed:
        <Response><Dial><Queue>support</Queue></Dial><Pay><Prompt for="postal-code"><Say>The code?</Say></Prompt></Pay></Response>
    Flagged:
        <Response><Media>https://cdn.acme.test/a.png</Media></Response>
                   ^^^^^ <Media> is not allowed in <Response>: it belongs in <Message>
    Fixed:
        <Response><Message><Media>https://cdn.acme.test/a.png</Media></Message></Response>
    Allowed:
        <Response><Start><Stream url="wss://media.acme.test/in"/></Start><Pause length="60"/></Response>
    """

    code, name, twilio_code = "TW104", "noun-without-verb", 12200
    source = "https://www.twilio.com/docs/api/errors/12200"
    fixable = "unsafe"
    on = ("#relation:noun",)
    known, templated = False, True
    implied_by_schema = True
    messages = {
        "noun": Message(
            "<{element}> is not allowed in <Response>",
            "it belongs in {parents}",
            "Write it inside {parents}. Twilio ignores it here ({code}).",
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        if placement.relation(node, ctx) is not placement.Relation.NOUN:
            return
        parents = placement.allowed_parents(node.name, ctx)
        fix = edits.wrap(node, parents[0]) if len(parents) == 1 and placement.is_verb(parents[0], ctx) else None
        yield self.report(node, "noun", element=node.name, parents=wording.tags(parents, "or"), fix=fix)

"""TW601 empty-say."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Message, Node, Rule, attributes, conditions, edits


class EmptySay(Rule):
    """Say without text.

    Twilio logs 13520 and the caller hears nothing; most often a value was empty where the document was made.

    Flagged:
        <Response><Say>  </Say></Response>
                   ^^^ <Say> is empty: expected text
    Flagged:
        <Response><Gather action="/k"><Say voice="Polly.Amy"><p></p></Say></Gather></Response>
                                       ^^^ <Say> is empty: expected text
    Flagged:
        <Response><Say voice="Polly.Amy" text="Hello"/></Response>
                   ^^^ <Say> is empty: attribute text is ignored
    Fixed:
        <Response><Say voice="Polly.Amy">Hello</Say></Response>
    Allowed:
        <Response><Say>Hello</Say></Response>
    Allowed:
        <Response><Say voice="Polly.Amy"><prosody rate="slow">{{ words }}</prosody></Say></Response>
    Allowed:
        <Response><Say voice="Polly.Amy"><break time="1s"/></Say></Response>
    """

    code, name, twilio_code = "TW601", "empty-say", 13520
    source = "https://www.twilio.com/docs/api/errors/13520"
    on = ("Say",)
    templated = True
    when = (conditions.no_text,)
    fixable = "unsafe"
    supersedes = ("text-required", "unknown-attribute")
    messages = {
        "attribute": Message(
            "<Say> is empty", "attribute {name} is ignored", "Write what the caller should hear as text ({code})."
        ),
        "empty": Message("<Say> is empty", "expected text", "Write the text, or remove the element ({code})."),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        if node.closest("Say") is None and not any(_is_audible(inside, ctx) for inside in node.walk()):
            attr = attributes.attribute_for_text(node, ctx) if node.is_empty else None
            if attr is None:
                yield self.report(node, "empty", covers=[inside.name_span for inside in node.walk()])
            else:
                fix = edits.attribute_to_text(ctx.source, node, attr)
                yield self.report(node, "attribute", name=attr.name, covers=(attr,), fix=fix)


def _is_audible(node: Node, ctx: Context) -> bool:
    """Whether an element brings sound, a template's text, or something that another rule has to check."""
    if node.templated or node.has_text:
        return True
    return node.name != "Say" and (node.name == "break" or node.name not in ctx.grammar.ssml)

"""TW601 empty-say."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Message, Node, Rule, conditions


class EmptySay(Rule):
    """Say without text.

    Twilio logs 13520 and the caller hears nothing; most often a value was empty where the document was made.

    Flagged:
        <Response><Say>  </Say></Response>
                   ^^^ <Say> is empty: expected text
    Flagged:
        <Response><Gather action="/k"><Say voice="Polly.Amy"><p></p></Say></Gather></Response>
                                       ^^^ <Say> is empty: expected text
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
    supersedes = ("text-required",)
    messages = {
        "empty": Message("<Say> is empty", "expected text", "Write the text, or remove the element ({code})."),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        if node.closest("Say") is None and not any(_is_audible(inside, ctx) for inside in node.walk()):
            yield self.report(node, "empty", covers=list(node.walk()))


def _is_audible(node: Node, ctx: Context) -> bool:
    """Whether an element brings sound, a template's text, or something that another rule has to judge."""
    if node.templated or node.has_text:
        return True
    return node.name != "Say" and (node.name == "break" or node.name not in ctx.grammar.ssml)

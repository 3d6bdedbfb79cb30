"""TW601 empty-say."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Node, Rule, conditions


class EmptySay(Rule):
    """Say without anything to speak.

    Twilio logs 13520 and says nothing; most often a value was empty where the document was made.

    Flagged:
        <Response><Say>  </Say></Response>
                   ^^^ <Say> holds no text to speak; Twilio logs 13520 and stays silent
    Flagged:
        <Response><Gather action="/k"><Say voice="Polly.Amy"><p></p></Say></Gather></Response>
                                       ^^^ <Say> holds no text to speak; Twilio logs 13520 and stays silent
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
    known, templated = False, True
    when = (conditions.no_text,)
    supersedes = ("text-required",)

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        if any(_speaks(inside, ctx) for inside in node.walk()) or node.closest("Say") is not None:
            return
        yield self.report(
            node, "<Say> holds no text to speak; Twilio logs 13520 and stays silent", covers=list(node.walk())
        )


def _speaks(node: Node, ctx: Context) -> bool:
    """Whether an element brings sound, a template's words, or something that another rule has to judge."""
    if node.templated or any(not text.blank for text in node.texts):
        return True
    return node.name != "Say" and (node.name == "break" or node.name not in ctx.grammar.ssml)

"""TW608 unknown-ssml-tag."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Message, Node, Rule, nearest, placement, wording


class UnknownSsmlTag(Rule):
    """Tag in a Say that is not one of the SSML tags Twilio passes on.

    Twilio logs 12200 and drops the tag, or the voice refuses the whole text (13520). `<speak>` is not written, since
    `<Say>` replaces it.

    Flagged:
        <Response><Say voice="Polly.Amy"><whisper>psst</whisper></Say></Response>
                                          ^^^^^^^ unknown SSML tag <whisper>: not an SSML tag of <Say>
    Flagged:
        <Response><Say voice="Polly.Amy">Wait<brake time="1s"/>now</Say></Response>
                                              ^^^^^ unknown SSML tag <brake>: did you mean "break"?
    Flagged:
        <Response><Say voice="Polly.Amy"><speak>Hello</speak></Say></Response>
                                          ^^^^^ <speak> in <Say>: not needed inside <Say>
    Flagged:
        <Response><Say voice="Polly.Amy">Hello<mark name="greeted"/></Say></Response>
                                               ^^^^ SSML tag <mark> is not supported in <Say>: W3C SSML, and not in Twilio's list
    Flagged:
        <Response><Say voice="Google.en-US-Neural2-A"><par>Hello</par></Say></Response>
                                                       ^^^ SSML tag <par> is not supported in <Say>: Google's SSML, and not in Twilio's list
    Allowed:
        <Response><Say voice="Polly.Amy"><prosody volume="soft">psst</prosody></Say></Response>
    """

    code, name, twilio_code = "TW608", "unknown-ssml-tag", 12200
    source = "https://www.twilio.com/docs/voice/twiml/say/text-speech"
    on = ("#relation:speech",)
    known, templated = False, True
    implied_by_schema = True
    messages = {
        "speak": Message("<speak> in <Say>", "not needed inside <Say>", "Remove the tags and keep the text ({code})."),
        "other": Message(
            "SSML tag <{element}> is not supported in <Say>",
            "{whose}, and not in Twilio's list",
            "{advice}. Twilio drops the tag, or the text is not spoken ({code}).",
        ),
        "near": Message(
            "unknown SSML tag <{element}>",
            'did you mean "{near}"?',
            "Twilio drops the tag, or the text is not spoken ({code}).",
        ),
        "unknown": Message(
            "unknown SSML tag <{element}>",
            "not an SSML tag of <Say>",
            "Use {tags}. Twilio drops the tag, or the text is not spoken ({code}).",
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        if placement.relation(node, ctx) is not placement.Relation.SPEECH:
            return
        tags = sorted(ctx.grammar.ssml)
        synonym = next((name for name in placement.synonyms(node.name) if name in tags), None)
        suggestion = synonym or nearest(node.name, tags, 2 if len(node.name) > 4 else None)
        other = placement.ssml_element(node.name)
        id = "speak" if node.name == "speak" else "other" if other else "near" if suggestion else "unknown"
        yield self.report(
            node,
            id,
            element=node.name,
            near=suggestion,
            whose=other and other["of"],
            advice=other and other["say"],
            tags=wording.tags(tags, "or"),
        )

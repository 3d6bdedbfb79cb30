"""TW608 unknown-ssml-tag."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Node, Rule, nearest, placement, wording


class UnknownSsmlTag(Rule):
    """Tag in a Say that is not one of the SSML tags Twilio passes on.

    Twilio logs 12200 and drops the tag, or the voice refuses the whole text (13520). Say itself stands for speak,
    which must not be written again.

    Flagged:
        <Response><Say voice="Polly.Amy"><whisper>psst</whisper></Say></Response>
                                          ^^^^^^^ <whisper> is no SSML tag that Twilio passes on (12200); it takes <break>, <emphasis>, <lang>, <p>, <phoneme>, <prosody>, <s>, <say-as>, <sub> and <w>
    Flagged:
        <Response><Say voice="Polly.Amy">Wait<brake time="1s"/>now</Say></Response>
                                              ^^^^^ <brake> is no SSML tag that Twilio passes on (12200); did you mean <break>?
    Flagged:
        <Response><Say voice="Polly.Amy"><speak>Hello</speak></Say></Response>
                                          ^^^^^ <speak> is not written in TwiML: <Say> stands for it (12200)
    Allowed:
        <Response><Say voice="Polly.Amy"><prosody volume="soft">psst</prosody></Say></Response>
    """

    code, name, twilio_code = "TW608", "unknown-ssml-tag", 12200
    source = "https://www.twilio.com/docs/voice/twiml/say/text-speech"
    on = ("*",)
    known, templated = False, True
    implied_by_schema = True

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        if placement.standing(node, ctx) is not placement.Standing.SPEECH:
            return
        known = sorted(ctx.grammar.ssml)
        near = nearest(node.name, known, 2 if len(node.name) > 4 else None)
        if node.name == "speak":
            message = "<speak> is not written in TwiML: <Say> stands for it (12200)"
        else:
            instead = f"did you mean <{near}>?" if near else f"it takes {wording.tags(known)}"
            message = f"<{node.name}> is no SSML tag that Twilio passes on (12200); {instead}"
        yield self.report(node, message)

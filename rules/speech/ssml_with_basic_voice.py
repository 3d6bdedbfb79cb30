"""TW607 ssml-with-basic-voice."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Related, Rule, speech


class SsmlWithBasicVoice(Rule):
    """SSML tags in a Say with man, woman or alice.

    The basic voices support no SSML: Twilio logs 13513 or 13520, and the tags are lost or the text is not spoken.

    Flagged:
        <Response><Say voice="woman">Code <say-as interpret-as="digits">123</say-as></Say></Response>
                                           ^^^^^^ SSML with a basic voice: not supported by voice woman
    Allowed:
        <Response><Say voice="Polly.Joanna">Code <say-as interpret-as="digits">123</say-as></Say></Response>
    Allowed:
        <Response><Say>Code <say-as interpret-as="digits">123</say-as></Say></Response>
    """

    code, name, twilio_code = "TW607", "ssml-with-basic-voice", 13513
    source = "https://www.twilio.com/docs/api/errors/13513"
    on = ("Say@voice",)
    needs = speech.BASIC
    messages = {
        "ssml": Message(
            "SSML with a basic voice", "not supported by voice {voice}", "Choose a Polly or Google voice ({code})."
        ),
    }

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        voice, say = attr.value.strip(), attr.parent
        # a Say inside another is a mistake of its own
        if voice not in speech.BASIC or say.closest("Say") is not None:
            return
        tag = next((node for node in say.walk() if node.name in ctx.grammar.ssml), None)
        if tag is not None:
            related = (Related(attr.value_span, "the voice is chosen here"),)
            yield self.report(tag, "ssml", voice=voice, related=related)

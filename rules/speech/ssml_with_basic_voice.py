"""TW607 ssml-with-basic-voice."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Related, Rule, speech


class SsmlWithBasicVoice(Rule):
    """SSML tags in a Say with man, woman or alice.

    The basic voices know no SSML: Twilio logs 13513 or 13520, and the tags are lost or the text is not spoken.

    Flagged:
        <Response><Say voice="woman">Code <say-as interpret-as="digits">123</say-as></Say></Response>
                                           ^^^^^^ <say-as> has no effect with voice "woman": the basic voices take no SSML (13513); choose a Polly or Google voice
    Allowed:
        <Response><Say voice="Polly.Joanna">Code <say-as interpret-as="digits">123</say-as></Say></Response>
    Allowed:
        <Response><Say>Code <say-as interpret-as="digits">123</say-as></Say></Response>
    """

    code, name, twilio_code = "TW607", "ssml-with-basic-voice", 13513
    source = "https://www.twilio.com/docs/api/errors/13513"
    on = ("Say@voice",)
    known, templated = False, True
    needs = speech.BASIC

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        voice = attr.value.strip()
        tag = next((node for node in attr.parent.walk() if node.name in ctx.grammar.ssml), None)
        if voice in speech.BASIC and tag is not None:
            message = f'<{tag.name}> has no effect with voice "{voice}": the basic voices take no SSML (13513); choose a Polly or Google voice'
            yield self.report(tag, message, related=(Related(attr.value_span, "the voice is chosen here"),))

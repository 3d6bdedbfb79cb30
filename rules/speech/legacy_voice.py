"""TW604 legacy-voice."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Rule, Severity, Tier, speech


class LegacyVoice(Rule):
    """One of the old basic voices.

    man and woman speak a few languages, sound like a machine and support no SSML; alice is withdrawn, and Twilio uses
    another voice in its place.

    Flagged:
        <Response><Say voice="alice">Hello</Say></Response>
                              ^^^^^ voice alice is withdrawn: a current voice is "Polly.Joanna"
    Flagged:
        <Response><Say voice="man" language="en-GB">Hello</Say></Response>
                              ^^^ voice man is one of the old basic voices: a current voice is "Polly.Brian"
    Allowed:
        <Response><Say voice="Polly.Joanna">Hello</Say></Response>
    """

    code, name = "TW604", "legacy-voice"
    tag = "deprecated"
    tier = Tier.STYLE
    severity = Severity.INFO
    default = False
    source = "https://www.twilio.com/docs/voice/twiml/say"
    on = ("Say@voice",)
    local = True
    needs = speech.BASIC
    messages = {
        "withdrawn": Message(
            "voice {voice} is withdrawn", 'a current voice is "{near}"', "Twilio uses another voice in its place."
        ),
        "basic": Message(
            "voice {voice} is one of the old basic voices",
            'a current voice is "{near}"',
            "The basic voices support no SSML and few languages.",
        ),
    }

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        voice = attr.value.strip()
        entry = speech.voice(voice)
        if voice not in speech.BASIC or entry is None:
            return
        language = speech.nearest_language("say", attr.parent.value("language", "en-US")) or "en-US"
        suggestion = next(iter(speech.voices_of(language, entry["gender"], 1)), "Polly.Joanna")
        id = "withdrawn" if entry["status"] == "retired" else "basic"
        yield self.report(attr.value_span, id, voice=voice, near=suggestion)

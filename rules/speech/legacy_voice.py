"""TW604 legacy-voice."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Rule, Severity, speech


class LegacyVoice(Rule):
    """One of the old basic voices.

    man and woman speak a few languages, sound like a machine and take no SSML; alice is withdrawn, and Twilio speaks
    with another voice in its place.

    Flagged:
        <Response><Say voice="alice">Hello</Say></Response>
                              ^^^^^ voice "alice" is withdrawn, and Twilio picks another one for it; name a voice of today, such as "Polly.Joanna"
    Flagged:
        <Response><Say voice="man" language="en-GB">Hello</Say></Response>
                              ^^^ voice "man" is one of the old basic voices, which take no SSML; a voice of today is "Polly.Brian"
    Allowed:
        <Response><Say voice="Polly.Joanna">Hello</Say></Response>
    """

    code, name = "TW604", "legacy-voice"
    tag = "deprecated"
    severity = Severity.INFO
    default = False
    source = "https://www.twilio.com/docs/voice/twiml/say"
    on = ("Say@voice",)
    known, templated = False, True
    needs = speech.BASIC

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        value = attr.value.strip()
        if value not in speech.BASIC:
            return
        entry = speech.voice(value)
        language = speech.meant_language("say", attr.parent.value("language", "en-US")) or "en-US"
        gender = entry["gender"] if entry is not None else None
        near = next(iter(speech.voices_of(language, gender, 1)), "Polly.Joanna")
        if entry is not None and entry["status"] == "retired":
            message = f'voice "{value}" is withdrawn, and Twilio picks another one for it; name a voice of today, such as "{near}"'
        else:
            message = (
                f'voice "{value}" is one of the old basic voices, which take no SSML; a voice of today is "{near}"'
            )
        yield self.report(attr.value_span, message)

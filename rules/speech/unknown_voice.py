"""TW603 unknown-voice."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Edit, Fix, Message, Rule, Severity, conditions, edits, speech, wording

_HELP = "Twilio uses another voice ({code})."


class UnknownVoice(Rule):
    """Voice that Twilio does not have, or a language written where the voice belongs.

    Twilio logs 13511 (13321 inside Gather) and uses another voice. This is a warning, since vendors add voices without
    notice. Names of services that copied TwiML are not reported.

    Flagged:
        <Response><Say voice="en-gb">Hello</Say></Response>
                              ^^^^^ voice is a language: write language="en-GB"
    Fixed:
        <Response><Say language="en-GB">Hello</Say></Response>
    Flagged:
        <Response><Say voice="Polly.Jonna">Hello</Say></Response>
                              ^^^^^^^^^^^ not a voice of Twilio: did you mean "Polly.Joanna"?
    Fixed:
        <Response><Say voice="Polly.Joanna">Hello</Say></Response>
    Flagged:
        <Response><Say voice="joanna">Hello</Say></Response>
                              ^^^^^^ not a voice of Twilio: did you mean "Polly.Joanna"?
    Fixed:
        <Response><Say voice="Polly.Joanna">Hello</Say></Response>
    Flagged:
        <Response><Say voice="Polly.Carmel" language="he-IL">Shalom</Say></Response>
                              ^^^^^^^^^^^^ not a voice of Twilio: found "Polly.Carmel"
    Flagged:
        <Response><Say voice="Google.en-US-Wavenet-Z">Hello</Say></Response>
                              ^^^^^^^^^^^^^^^^^^^^^^ not a voice of Twilio: found "Google.en-US-Wavenet-Z"
    Flagged:
        <Response><Say voice="our-own-voice">Hello</Say></Response>
                              ^^^^^^^^^^^^^ not a voice of Twilio: found "our-own-voice"
    Allowed:
        <Response><Say voice="Polly.Amy" language="en-GB">Hello</Say></Response>
    Allowed:
        <Response><Say voice="Telnyx.Natural.abbie">Hello</Say></Response>
    """

    code, name, twilio_code = "TW603", "unknown-voice", 13511
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/api/errors/13511"
    fixable = "unsafe"
    on = ("Say@voice",)
    local = True
    when = (conditions.not_in("voices"),)
    messages = {
        "language": Message(
            "voice is a language", 'write language="{language}"', "Name a voice in voice, or leave it out. " + _HELP
        ),
        "near": Message("not a voice of Twilio", 'did you mean "{near}"?', _HELP),
        "other-language": Message(
            "not a voice of Twilio", 'found "{value}"', "Voices for {language} are {voices}. " + _HELP
        ),
        "family": Message("not a voice of Twilio", 'found "{value}"', "Voices of this kind are {family}. " + _HELP),
        "unknown": Message(
            "not a voice of Twilio", 'found "{value}"', "Use man, woman, Polly.NAME or Google.NAME. " + _HELP
        ),
    }

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        value = attr.value.strip()
        if not value or value in speech.BASIC or speech.voice(value) or speech.is_foreign_voice(value):
            return
        language = speech.language_in_voice(value)
        suggestion = None if language is not None else speech.nearest_voice(value)
        other = _other_language(suggestion, attr)
        voices = () if other is None else speech.voices_of(other, limit=2)
        family = speech.same_family(value)
        if language is not None:
            id, fix = "language", _to_language(attr, language, ctx)
        elif other is not None:
            id, fix = "other-language" if voices else "unknown", None
        elif suggestion is not None:
            id, fix = "near", edits.set_value(attr, suggestion)
        else:
            id, fix = "family" if family else "unknown", None
        yield self.report(
            attr.value_span,
            id,
            value=value,
            near=suggestion,
            language=language or other,
            voices=wording.quoted(voices, "and"),
            family=" to ".join(dict.fromkeys([f'"{name}"' for name in (*family[:1], *family[-1:])])),
            fix=fix,
            twilio_code=13321 if attr.parent.closest("Gather") is not None else None,
        )


def _other_language(near: str | None, attr: Attr) -> str | None:
    """The language that the element asks for, where the nearest voice does not speak it."""
    language, voice = attr.parent.attr("language"), None if near is None else speech.voice(near)
    if voice is None or language is None or language.templated or not speech.is_tag(language.value):
        return None
    spoken = {speech.base_language(tag) for tag in voice["languages"]}
    return None if speech.base_language(language.value) in spoken else language.value


def _to_language(attr: Attr, language: str, ctx: Context) -> Fix:
    """Make it the language; where the element has one already, leave the voice out."""
    if attr.parent.attr("language") is not None:
        return edits.remove_attribute(ctx.source, attr)
    title = f'write language="{language}" for voice="{attr.value}"'
    return Fix(title, (Edit(attr.name_span, "language"), *edits.set_value(attr, language).edits))

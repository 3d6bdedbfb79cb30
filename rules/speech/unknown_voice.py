"""TW603 unknown-voice."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Edit, Fix, Rule, Severity, conditions, edits, speech


class UnknownVoice(Rule):
    """Voice that Twilio does not have, or a language written where the voice belongs.

    Twilio logs 13511 (13321 inside Gather) and speaks with another voice. This is a warning, since vendors add voices
    without notice. Names of services that copied TwiML are left alone.

    Flagged:
        <Response><Say voice="en-gb">Hello</Say></Response>
                              ^^^^^ "en-gb" is a language, not a voice: write language="en-GB", and voice="Polly.Amy" or the like for one of its voices
    Fixed:
        <Response><Say language="en-GB">Hello</Say></Response>
    Flagged:
        <Response><Say voice="Polly.Jonna">Hello</Say></Response>
                              ^^^^^^^^^^^ Twilio lists no voice "Polly.Jonna"; did you mean "Polly.Joanna"?
    Fixed:
        <Response><Say voice="Polly.Joanna">Hello</Say></Response>
    Flagged:
        <Response><Say voice="joanna">Hello</Say></Response>
                              ^^^^^^ Twilio lists no voice "joanna"; did you mean "Polly.Joanna"?
    Fixed:
        <Response><Say voice="Polly.Joanna">Hello</Say></Response>
    Flagged:
        <Response><Say voice="Polly.Carmel" language="he-IL">Shalom</Say></Response>
                              ^^^^^^^^^^^^ Twilio lists no voice "Polly.Carmel"; voices for he-IL are "Google.he-IL-...
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
    known, templated = False, True
    when = (conditions.not_in("voices"),)

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        value = attr.value.strip()
        if attr.templated or not value or value in speech.BASIC or speech.voice(value) or speech.elsewhere(value):
            return
        number = 13321 if attr.parent.closest("Gather") is not None else 13511
        language = speech.language_in_voice(value)
        if language is not None:
            some = next(iter(speech.voices_of(language, most=1)), None)
            hint = f', and voice="{some}" or the like for one of its voices' if some else ""
            message = f'"{attr.value}" is a language, not a voice: write language="{language}"{hint}'
            yield self.report(attr.value_span, message, fix=_to_language(attr, language, ctx), twilio_code=number)
            return
        near, kin = speech.nearest_voice(value), speech.kin(value)
        others = _of_another_language(near, attr)
        if others is not None:
            near, meant = None, others
        elif near is not None:
            meant = f'; did you mean "{near}"?'
        elif kin:
            meant = (
                f'; of that kind there are "{kin[0]}" to "{kin[-1]}"'
                if len(kin) > 1
                else f'; of that kind there is "{kin[0]}"'
            )
        else:
            meant = "; voices are man, woman, Polly.NAME and Google.NAME"
        fix = edits.set_value(attr, near) if near else None
        message = f'Twilio lists no voice "{attr.value}"{meant}'
        yield self.report(attr.value_span, message, fix=fix, twilio_code=number)


def _of_another_language(near: str | None, attr: Attr) -> str | None:
    """What to say where the nearest voice does not speak the language beside it; ``None`` where it does."""
    language, known = attr.parent.attr("language"), None if near is None else speech.voice(near)
    if known is None or language is None or language.templated or not speech.is_tag(language.value):
        return None
    if speech.base(language.value) in {speech.base(tag) for tag in known["languages"]}:
        return None
    some = speech.voices_of(language.value, most=2)
    return f"; voices for {language.value} are " + " and ".join([f'"{name}"' for name in some]) if some else ""


def _to_language(attr: Attr, language: str, ctx: Context) -> Fix:
    """Make it the language; where the element has one already, leave the voice out."""
    if attr.parent.attr("language") is not None:
        return edits.remove_attribute(ctx.source, attr)
    title = f'write language="{language}" for voice="{attr.value}"'
    return Fix(title, (Edit(attr.name_span, "language"), *edits.set_value(attr, language).edits))

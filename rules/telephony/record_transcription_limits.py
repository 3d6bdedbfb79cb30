"""TW714 record-transcription-limits."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Rule, Severity, limit


class RecordTranscriptionLimits(Rule):
    """Recording that is to be transcribed and may be longer than Twilio transcribes.

    Twilio transcribes recordings of two seconds to two minutes. A longer one is kept, but there is no text of it and
    the callback says so.

    Flagged:
        <Response><Record action="/d" transcribe="true" maxLength="121"/></Response>
                                                                   ^^^ recording may be too long to transcribe: found 121; at most 120 seconds
    Allowed:
        <Response><Record action="/d" transcribe="true" maxLength="120"/></Response>
    Allowed:
        <Response><Record action="/d" transcribe="false" maxLength="600"/></Response>
    Allowed:
        <Response><Record action="/d" transcribe="{{ transcribe }}" maxLength="600"/></Response>
    """

    code, name, twilio_code = "TW714", "record-transcription-limits", 13617
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/api/errors/13617"
    on = ("Record@maxLength",)
    local = True
    messages = {
        "too-long": Message(
            "recording may be too long to transcribe",
            "found {length}; at most {most} seconds",
            'Write maxLength="{most}", or remove transcribe. Twilio does not transcribe longer recordings ({code}).',
        ),
    }

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        value, most = attr.value.strip(), limit("record-transcribe").maximum
        if attr.parent.value("transcribe") != "true" or not (value.isascii() and value.isdigit()):
            return
        digits = value.lstrip("0")
        if len(digits) > len(str(most)) or int(digits or "0") > most:
            yield self.report(attr.value_span, "too-long", length=digits, most=most)

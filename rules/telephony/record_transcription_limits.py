"""TW714 record-transcription-limits."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Rule, Severity, limit, values


class RecordTranscriptionLimits(Rule):
    """Recording that is to be transcribed and may be longer than Twilio transcribes.

    Twilio transcribes recordings of two seconds to two minutes. A longer one is kept, but there is no text of it and
    the callback says so.

    Flagged:
        <Response><Record action="/d" transcribe="true" maxLength="600"/></Response>
                                                                   ^^^ maxLength is 600 seconds, and Twilio transcribes recordings of 2 to 120 seconds alone (13617); write maxLength="120", or leave transcribe out
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
    known, templated = False, True

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        value = attr.value.strip()
        if attr.parent.value("transcribe") != "true" or not (value.isascii() and value.isdigit()):
            return
        bounds = limit("record-transcribe")
        longest = bounds.maximum
        if int(value) > longest and values.attribute_type(attr, ctx) is not None:
            message = (
                f"maxLength is {int(value)} seconds, and Twilio transcribes recordings of {bounds.minimum} to {longest} "
                f'seconds alone (13617); write maxLength="{longest}", or leave transcribe out'
            )
            yield self.report(attr.value_span, message)

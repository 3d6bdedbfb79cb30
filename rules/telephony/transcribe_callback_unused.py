"""TW739 transcribe-callback-unused."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Fix, Message, Node, Rule, Severity, attributes, edits


class TranscribeCallbackUnused(Rule):
    """Record with transcribeCallback but without transcribe="true".

    Since August 2024 a callback no longer switches the transcription on: without `transcribe="true"` nothing is
    transcribed, and the callback is never requested.

    Flagged:
        <Response><Record action="/r" transcribeCallback="https://a.acme.test/t"/></Response>
                                      ^^^^^^^^^^^^^^^^^^ transcribeCallback without transcribe: add transcribe="true"
    Fixed:
        <Response><Record action="/r" transcribeCallback="https://a.acme.test/t" transcribe="true"/></Response>
    Flagged:
        <Response><Record action="/r" transcribe="false" transcribeCallback="https://a.acme.test/t"/></Response>
                                                         ^^^^^^^^^^^^^^^^^^ transcribeCallback without transcribe: transcribe is "false"
    Allowed:
        <Response><Record action="/r" transcribe="true" transcribeCallback="https://a.acme.test/t"/></Response>
    Allowed:
        <Response><Record action="/r" transcribe="{{ transcribe }}" transcribeCallback="https://a.acme.test/t"/></Response>
    """

    code, name = "TW739", "transcribe-callback-unused"
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/voice/twiml/record"
    since = "0.2"
    fixable = "safe"
    on = ("Record@transcribeCallback",)
    local = True
    templated = True
    messages = {
        "missing": Message(
            "transcribeCallback without transcribe",
            'add transcribe="true"',
            "Twilio transcribes nothing and never requests the callback.",
        ),
        "off": Message(
            "transcribeCallback without transcribe",
            'transcribe is "{found}"',
            'Write transcribe="true", or remove the callback. Twilio transcribes nothing.',
        ),
    }

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        record = attr.parent
        transcribe = record.attr("transcribe")
        if not attr.value.strip() or record.templated_attrs:
            return
        if transcribe is None:
            if not attributes.has_misspelt(record, "transcribe", ctx):
                yield self.report(attr, "missing", fix=_fix(record))
        elif transcribe.value.strip() in ("false", "") and not transcribe.templated:
            yield self.report(attr, "off", found=transcribe.value)


def _fix(record: Node) -> Fix:
    return edits.add_attribute(record, "transcribe", "true", safe=True)

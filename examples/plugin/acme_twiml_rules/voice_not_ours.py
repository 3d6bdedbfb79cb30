"""ACME001 voice-not-ours: an attribute's value, an option, and a fix."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from twimllint import Attr, Context, Diagnostic, Rule, Severity, edits


@dataclass(frozen=True)
class Options:
    """Options of the rule, set in ``[tool.twimllint.rules.voice-not-ours]``."""

    voice: str = field(default="Polly.Amy", metadata={"doc": "the voice that all calls speak with"})


class VoiceNotOurs(Rule):
    """Say speaks with a voice that is not the brand's.

    Callers should hear one voice through a whole call.

    Flagged:
        <Response><Say voice="Polly.Joanna">Hello</Say></Response>
                              ^^^^^^^^^^^^ our calls speak with "Polly.Amy", not "Polly.Joanna"
    Fixed:
        <Response><Say voice="Polly.Amy">Hello</Say></Response>
    Allowed:
        <Response><Say voice="Polly.Amy">Hello</Say></Response>
    Allowed:
        <Response><Say voice="{{ voice }}">Hello</Say></Response>
    Config:
        rules.voice-not-ours.voice = "Polly.Brian"
    Allowed:
        <Response><Say voice="Polly.Brian">Hello</Say></Response>
    """

    code, name = "ACME001", "voice-not-ours"
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/voice/twiml/say"
    fixable = "unsafe"
    on = ("Say@voice",)
    Options = Options

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        if not attr.templated and attr.value != self.options.voice:
            message = f'our calls speak with "{self.options.voice}", not "{attr.value}"'
            yield self.report(attr.value_span, message, fix=edits.set_value(attr, self.options.voice))

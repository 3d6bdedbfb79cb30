"""TW610 ssml-break-time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Rule, edits, limit, speech

_PARTS = re.compile(r"(\d+(?:[.,]\d+)?|[.,]\d+)\s*([a-z]*)\.?", re.IGNORECASE)
_UNITS = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), "s"),
    **dict.fromkeys(("ms", "msec", "msecs", "millisecond", "milliseconds"), "ms"),
}
#: A number without a unit up to the first is meant in seconds, from the second in milliseconds.
_MAX_SECONDS, _MIN_MILLISECONDS = 10, 100


class SsmlBreakTime(Rule):
    """Break time without a unit, in a form that SSML does not know, or longer than the voice allows.

    A time is a number directly followed by s or ms; anything else is error 13520, and the text is not spoken. Polly
    voices allow ten seconds at most.

    Flagged:
        <Response><Say voice="Polly.Amy">Wait<break time="30"/>now</Say></Response>
                                                          ^^ time of <break> is not a time: found "30"
    Flagged:
        <Response><Say voice="Polly.Amy">Wait<break time="3 sec"/>now</Say></Response>
                                                          ^^^^^ time of <break> is not a time: did you mean "3s"?
    Fixed:
        <Response><Say voice="Polly.Amy">Wait<break time="3s"/>now</Say></Response>
    Flagged:
        <Response><Say voice="Polly.Amy">Wait<break time=""/>now</Say></Response>
                                                    ^^^^ time of <break> is empty: expected a time
    Flagged:
        <Response><Say voice="Polly.Amy">Wait<break time="10.1s"/>now</Say></Response>
                                                          ^^^^^ <break> is too long for a Polly voice: found "10.1s"; at most 10 seconds
    Allowed:
        <Response><Say voice="Polly.Amy">Wait<break time="10s"/>and<break time="500ms"/>now</Say></Response>
    Allowed:
        <Response><Say voice="Google.en-US-Wavenet-A">Wait<break time="20s"/>now</Say></Response>
    """

    code, name, twilio_code = "TW610", "ssml-break-time", 13520
    source = "https://www.twilio.com/docs/voice/twiml/say/text-speech"
    fixable = "safe"
    on = ("break@time",)
    supersedes = ("empty-attribute",)
    messages = {
        "empty": Message("time of <break> is empty", "expected a time", 'Write a time, such as "3s" ({code}).'),
        "near": Message(
            "time of <break> is not a time", 'did you mean "{right}"?', "Write a number with s or ms ({code})."
        ),
        "form": Message(
            "time of <break> is not a time", 'found "{value}"', 'Write a number with s or ms, such as "3s" ({code}).'
        ),
        "too-long": Message(
            "<break> is too long for a Polly voice",
            'found "{value}"; at most {most} seconds',
            "Use several breaks, or <Pause> between two <Say> ({code}).",
        ),
    }

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        say, value = speech.speaker(attr.parent), attr.value.strip()
        if say is None:
            return
        parts = _PARTS.fullmatch(value)
        right = None if parts is None else _corrected(parts[1].replace(",", "."), parts[2].lower())
        most = limit("say-break").maximum
        if not value:
            yield self.report(attr, "empty", covers=(attr.value_span,))
        elif parts is None or right is None:
            yield self.report(attr.value_span, "form", value=attr.value, covers=(attr,))
        elif right != attr.value:
            fix = edits.set_value(attr, right, safe=bool(parts[2]))
            yield self.report(attr.value_span, "near", right=right, fix=fix, covers=(attr,))
        elif speech.provider(say.value("voice").strip()) == "polly" and _seconds(right) > most:
            yield self.report(attr.value_span, "too-long", value=right, most=most)


def _corrected(number: str, unit: str) -> str | None:
    """The time as SSML writes it; a bare number that can hardly mean anything else is given its unit."""
    number = "0" + number if number.startswith(".") else number
    if unit in _UNITS:
        return number + _UNITS[unit]
    if unit:
        return None
    if float(number) <= _MAX_SECONDS:
        return number + "s"
    return number + "ms" if float(number) >= _MIN_MILLISECONDS else None


def _seconds(time: str) -> float:
    return float(time[:-2]) / 1000 if time.endswith("ms") else float(time[:-1])

"""TW610 ssml-break-time."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Fix, Rule, edits, limit, speech

_PARTS = re.compile(r"(\d*[.,]?\d+)\s*([a-z]*)\.?", re.IGNORECASE)
_UNITS = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), "s"),
    **dict.fromkeys(("ms", "msec", "msecs", "millisecond", "milliseconds"), "ms"),
}


class SsmlBreakTime(Rule):
    """Break time without a unit, in a form that SSML does not know, or longer than the voice takes.

    A time is a number with s or ms right behind it; anything else is error 13520, and the text is not spoken. Polly
    takes ten seconds at most.

    Flagged:
        <Response><Say voice="Polly.Amy">Wait<break time="30"/>now</Say></Response>
                                                          ^^ time of <break> is "30"; it is a number with its unit, s or ms, such as "3s" or "300ms" (13520)
    Flagged:
        <Response><Say voice="Polly.Amy">Wait<break time="3 sec"/>now</Say></Response>
                                                          ^^^^^ time of <break> is "3 sec"; it is written "3s" (13520)
    Fixed:
        <Response><Say voice="Polly.Amy">Wait<break time="3s"/>now</Say></Response>
    Flagged:
        <Response><Say voice="Polly.Amy">Wait<break time="30s"/>now</Say></Response>
                                                          ^^^ time of <break> is "30s"; Polly voices take 10 seconds at most (13520): use several breaks, or <Pause> between two <Say>
    Allowed:
        <Response><Say voice="Polly.Amy">Wait<break time="3s"/>and<break time="500ms"/>now</Say></Response>
    Allowed:
        <Response><Say voice="Google.en-US-Wavenet-A">Wait<break time="20s"/>now</Say></Response>
    """

    code, name, twilio_code = "TW610", "ssml-break-time", 13520
    source = "https://www.twilio.com/docs/voice/twiml/say/text-speech"
    fixable = "safe"
    on = ("break@time",)
    known, templated = False, True
    supersedes = ("ssml-attribute-invalid", "invalid-enum-value", "empty-attribute", "schema-violation")

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        say, value = speech.speaker(attr.parent), attr.value.strip()
        if say is None or attr.templated:
            return
        parts = _PARTS.fullmatch(value)
        right = _right(parts[1].replace(",", "."), parts[2].lower()) if parts is not None else None
        if right != attr.value:
            is_ = f'"{attr.value}"' if value else "empty"
            message = (
                f'time of <break> is {is_}; it is a number with its unit, s or ms, such as "3s" or "300ms" (13520)'
            )
            if right is not None:
                message = f'time of <break> is {is_}; it is written "{right}" (13520)'
            yield self.report(attr.value_span, message, fix=_fix(attr, right, parts), covers=(attr,))
            return
        longest = limit("say-break").maximum
        if speech.provider(say.value("voice").strip()) == "polly" and _seconds(right) > longest:
            message = f'time of <break> is "{right}"; Polly voices take {longest} seconds at most (13520): use several breaks, or <Pause> between two <Say>'
            yield self.report(attr.value_span, message)


def _right(number: str, unit: str) -> str | None:
    """The time as SSML writes it; a bare number that can hardly mean anything else is given its unit."""
    number = "0" + number if number.startswith(".") else number
    if unit in _UNITS:
        return number + _UNITS[unit]
    if unit:
        return None
    return number + "s" if float(number) <= 10 else number + "ms" if float(number) >= 100 else None


def _fix(attr: Attr, right: str | None, parts: re.Match[str] | None) -> Fix | None:
    if right is None or parts is None:
        return None
    return edits.set_value(attr, right, safe=bool(parts[2]))


def _seconds(time: str) -> float:
    return float(time[:-2]) / 1000 if time.endswith("ms") else float(time[:-1])

"""TW602 say-too-long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from twimllint import Context, Diagnostic, Message, Node, Rule, conditions, limit, speech

_LIMITS = {"basic": "say-error", "polly": "say-polly", "google": "say-google"}
_ENCODED = limit("say-encoded").maximum
_VOICES = {"basic": "basic", "polly": "Polly", "google": "Google"}
#: A character has at most four bytes, and each of them three characters in a URL.
_MAX_ENCODED_CHARACTER = 12
#: No limit is below this many characters, whatever they are.
_MAX_SURELY_SHORT = _ENCODED // _MAX_ENCODED_CHARACTER


@dataclass(frozen=True)
class LengthOptions:
    """Options of the rule, set in ``[tool.twimllint.rules.say-too-long]``."""

    limit: int | None = field(
        default=None, metadata={"doc": "the most characters of one <Say>, tags not counted, below Twilio's own limits"}
    )

    def __post_init__(self) -> None:
        if self.limit is not None and self.limit < 1:
            raise ValueError("limit must be at least 1")


class SayTooLong(Rule):
    """Text that is longer than the voice allows.

    Basic voices allow 4096 characters (Twilio's page on Say says 4000), Polly voices 3000 without the SSML tags, Google
    voices 5000 with tags and white space. Encoded for a URL the text may have 4500 characters, which 501 letters of
    Japanese exceed. Beyond that Twilio logs 13521 and the caller hears nothing of it.

    Flagged:
        <Response><Say voice="Polly.Amy">[[x*3001]]</Say></Response>
                                         ^^^^^^^^^^ text is too long for a Polly voice: 3001 characters; at most 3000
    Flagged:
        <Response><Say>[[x*4097]]</Say></Response>
                       ^^^^^^^^^^ text is too long for a basic voice: 4097 characters; at most 4096
    Flagged:
        <Response><Say voice="Polly.Mizuki" language="ja-JP">[[あ*501]]</Say></Response>
                                                             ^^^^^^^^^ text is too long when encoded for a URL: 4509 characters; at most 4500
    Allowed:
        <Response><Say voice="Polly.Amy">[[x*3000]]</Say><Say voice="Polly.Amy">[[x*3000]]</Say></Response>
    Allowed:
        <Response><Say voice="Google.en-US-Wavenet-A">[[x*5000]]</Say></Response>
    Allowed:
        <Response><Say voice="Polly.Mizuki" language="ja-JP">[[あ*500]]</Say></Response>
    Allowed:
        <Response><Say voice="{{ voice }}">[[x*4500]]</Say></Response>
    Config:
        rules.say-too-long.limit = 20
    Flagged:
        <Response><Say>This is longer than it should be.</Say></Response>
                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ text is longer than the configured limit: 33 characters; at most 20
    Allowed:
        <Response><Say>This is short enough</Say></Response>
    """

    code, name, twilio_code = "TW602", "say-too-long", 13521
    source = "https://www.twilio.com/docs/api/errors/13521"
    on = ("Say",)
    templated = True
    when = (conditions.longer_than(_MAX_SURELY_SHORT), conditions.more_text_than(_MAX_SURELY_SHORT))
    Options = LengthOptions
    options: LengthOptions
    messages = {
        "too-long": Message(
            "text is too long for a {voice} voice",
            "{count} characters; at most {most}",
            "Split it into several <Say>. The caller hears nothing of it ({code}).",
        ),
        "encoded": Message(
            "text is too long when encoded for a URL",
            "{count} characters; at most {most}",
            "Split it into several <Say>; letters outside ASCII count several times. The caller hears nothing of it ({code}).",
        ),
        "own-limit": Message(
            "text is longer than the configured limit",
            "{count} characters; at most {most}",
            "Split it into several <Say>, or shorten it.",
            twilio_code=0,
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        if node.closest("Say") is not None:
            return  # its text is part of the text of the outer one
        voice = node.attr("voice")
        kind = speech.provider(voice.value.strip()) if voice is not None else None if node.templated_attrs else "basic"
        over_limit = _excess_over_limit(node, self.options.limit)
        excess = over_limit or (None if kind is None else _excess(node, kind))
        if excess is not None:
            name = _VOICES.get(kind or "", "")
            yield self.report(node.text_span, excess.id, voice=name, count=excess.length, most=excess.most)


class _Excess(NamedTuple):
    """A limit that a text exceeds: the id of the message, the length of the text, and how long it may be."""

    id: str
    length: int
    most: int


def _excess_over_limit(node: Node, most: int | None) -> _Excess | None:
    count = 0 if most is None else speech.length(node, tags=False)
    return _Excess("own-limit", count, most) if most is not None and count > most else None


def _excess(node: Node, kind: str) -> _Excess | None:
    count, most = speech.length(node, tags=kind == "google"), limit(_LIMITS[kind]).maximum
    if count > most:
        return _Excess("too-long", count, most)
    text = speech.spoken_text(node)
    encoded = 0 if text.isascii() else speech.encoded_length(" ".join(text.split()))
    return _Excess("encoded", encoded, _ENCODED) if encoded > _ENCODED else None

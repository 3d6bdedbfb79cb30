"""TW602 say-too-long."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Node, Rule, conditions, limit, speech

_LIMITS = {"basic": "say-error", "polly": "say-polly", "google": "say-google"}


class SayTooLong(Rule):
    """Text that is longer than the voice takes.

    Basic voices take 4096 characters (Twilio's page on Say speaks of 4000), Polly voices 3000 without the SSML tags,
    Google voices 5000 with tags and white space. Beyond that Twilio logs 13521 and speaks nothing of it. Shorter
    texts go into several Say verbs.

    Flagged:
        <Response><Say voice="Polly.Amy">[[x*3001]]</Say></Response>
                                         ^^^^^^^^^^ <Say> holds 3001 characters; a Polly voice takes 3000 at most (13521), SSML tags not counted; use several <Say>
    Flagged:
        <Response><Say>[[x*4097]]</Say></Response>
                       ^^^^^^^^^^ <Say> holds 4097 characters; a basic voice takes 4096 at most (13521); use several <Say>
    Allowed:
        <Response><Say voice="Polly.Amy">[[x*3000]]</Say><Say voice="Polly.Amy">[[x*3000]]</Say></Response>
    Allowed:
        <Response><Say voice="Google.en-US-Wavenet-A">[[x*5000]]</Say></Response>
    Allowed:
        <Response><Say voice="{{ voice }}">[[x*4500]]</Say></Response>
    """

    code, name, twilio_code = "TW602", "say-too-long", 13521
    source = "https://www.twilio.com/docs/api/errors/13521"
    on = ("Say",)
    known, templated = False, True
    when = (conditions.longer_than(min(limit(key).maximum for key in _LIMITS.values())),)

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        voice = node.attr("voice")
        kind = speech.provider(voice.value.strip()) if voice is not None else None if node.templated_attrs else "basic"
        if kind is None:
            return
        most = limit(_LIMITS[kind]).maximum
        count = speech.length(node, tags=kind == "google")
        if count > most:
            taken = {"basic": "", "polly": ", SSML tags not counted", "google": ", SSML tags and white space counted"}
            name = {"basic": "basic", "polly": "Polly", "google": "Google"}[kind]
            message = f"<Say> holds {count} characters; a {name} voice takes {most} at most (13521){taken[kind]}; use several <Say>"
            yield self.report(node.text_span, message)

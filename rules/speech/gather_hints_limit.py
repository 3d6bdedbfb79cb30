"""TW617 gather-hints-limit."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Rule, limit, static_text


class GatherHintsLimit(Rule):
    """More or longer hints than Gather allows.

    Twilio uses at most 500 phrases of 100 characters each; beyond that it logs 13330 and the hints are lost.

    Flagged:
        <Response><Gather input="speech" hints="yes[[,no*500]]" action="/k"/><Hangup/></Response>
                                                ^^^^^^^^^^^^^^ too many hints: 501 phrases; at most 500
    Flagged:
        <Response><Gather input="speech" hints="yes, [[x*101]], no" action="/k"/><Hangup/></Response>
                                                     ^^^^^^^^^ hint is too long: 101 characters; at most 100
    Allowed:
        <Response><Gather input="speech" hints="[[x*100]][[,no*499]]" action="/k"/><Hangup/></Response>
    """

    code, name, twilio_code = "TW617", "gather-hints-limit", 13330
    source = "https://www.twilio.com/docs/api/errors/13330"
    on = ("Gather@hints",)
    local = True
    templated = True
    messages = {
        "too-many": Message(
            "too many hints", "{count} phrases; at most {most}", "Remove some. Twilio ignores all hints ({code})."
        ),
        "too-long": Message(
            "hint is too long",
            "{count} characters; at most {most}",
            "Use a shorter phrase. Twilio ignores all hints ({code}).",
        ),
    }

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        phrases, most = attr.value.split(","), limit("gather-hints-count").maximum
        count = sum(bool(phrase.strip()) for phrase in phrases)
        if count > most:
            yield self.report(attr.value_span, "too-many", count=count, most=most)
            return
        start, most = 0, limit("gather-hints-length").maximum
        for phrase in phrases:
            trimmed = phrase.strip()
            count = len(static_text(trimmed))
            if count > most:
                first = start + phrase.index(trimmed)
                yield self.report(attr.part(first, first + len(trimmed)), "too-long", count=count, most=most)
            start += len(phrase) + 1

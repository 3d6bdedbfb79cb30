"""TW617 gather-hints-limit."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Rule, limit, wording


class GatherHintsLimit(Rule):
    """More or longer hints than Gather takes.

    Twilio takes 500 phrases of 100 characters each; beyond that it logs 13330 and the hints are lost.

    Flagged:
        <Response><Gather input="speech" hints="yes[[,no*500]]" action="/k"/><Hangup/></Response>
                                                ^^^^^^^^^^^^^^ hints holds 501 phrases; Twilio takes 500 at most (13330)
    Flagged:
        <Response><Gather input="speech" hints="yes, [[x*101]], no" action="/k"/><Hangup/></Response>
                                                     ^^^^^^^^^ this phrase in hints has 101 characters; Twilio takes 100 at most (13330): "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx..."
    Allowed:
        <Response><Gather input="speech" hints="yes,no" action="/k"/><Hangup/></Response>
    """

    code, name, twilio_code = "TW617", "gather-hints-limit", 13330
    source = "https://www.twilio.com/docs/api/errors/13330"
    on = ("Gather@hints",)
    known, templated = False, True

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        most, longest = limit("gather-hints-count").maximum, limit("gather-hints-length").maximum
        phrases = attr.value.split(",")
        count = sum(bool(phrase.strip()) for phrase in phrases)
        if count > most:
            yield self.report(attr.value_span, f"hints holds {count} phrases; Twilio takes {most} at most (13330)")
            return
        at = 0
        for phrase in phrases:
            words = phrase.strip()
            length = len(words.replace("\ue000", ""))
            if length > longest:
                start = at + phrase.index(words)
                message = f'this phrase in hints has {length} characters; Twilio takes {longest} at most (13330): "{wording.shortened(words)}"'
                yield self.report(attr.part(start, start + len(words)), message)
            at += len(phrase) + 1

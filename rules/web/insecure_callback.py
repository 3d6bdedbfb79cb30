"""TW808 insecure-callback."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Rule, Severity, Text, edits, urls

#: Twilio fetches a sound or picture there and sends nothing of the caller's but the parameters of the request.
_MEDIA = frozenset({"Play", "Media", "waitUrl"})


class InsecureCallback(Rule):
    """A callback or media URL over plain http.

    What callers key in and say, their numbers and the recordings' addresses travel in clear text, and whoever sits
    between may answer with other TwiML. For sounds and pictures it is a hint only; Twilio's own demo hosts are left
    alone.

    Flagged:
        <Response><Gather action="http://ivr.acme.test/k" numDigits="4"/><Hangup/></Response>
                                  ^^^^ action sends the caller's data over plain http, readable by all on the way; use https
    Fixed:
        <Response><Gather action="https://ivr.acme.test/k" numDigits="4"/><Hangup/></Response>
    Flagged:
        <Response><Redirect>http://{{ host }}/next</Redirect></Response>
                            ^^^^ the text of <Redirect> sends the caller's data over plain http, readable by all on the way; use https
    Fixed:
        <Response><Redirect>https://{{ host }}/next</Redirect></Response>
    Flagged:
        <Response><Play>http://cdn.acme.test/a.mp3</Play></Response>
                        ^^^^ the text of <Play> is fetched over plain http, where anyone on the way can change it; use https
    Fixed:
        <Response><Play>https://cdn.acme.test/a.mp3</Play></Response>
    Allowed:
        <Response><Play>http://demo.twilio.com/hellomonkey/monkey.mp3</Play><Redirect>http://twimlets.com/echo</Redirect></Response>
    Allowed:
        <Response><Gather action="{{ base }}/k?back=http://ivr.acme.test"/></Response>
    """

    code, name = "TW808", "insecure-callback"
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/usage/security"
    fixable = "unsafe"
    on = ("#url",)
    known, templated = False, True
    needs = ("http:", "HTTP:", "Http:")

    def check(self, item: Attr | Text, ctx: Context) -> Iterator[Diagnostic]:
        url = urls.read(item)
        if url.scheme is None or url.protocol != "http" or not url.host or urls.kind(item, ctx) == "ws-url":
            return
        known = urls.entry("twilio", url.host.text)
        if not url.host.text or (known is not None and known["kind"] == "demo"):
            return
        media = (item.name if isinstance(item, Attr) else item.parent.name if item.parent else "") in _MEDIA
        fate = (
            "is fetched over plain http, where anyone on the way can change it"
            if media
            else "sends the caller's data over plain http, readable by all on the way"
        )
        place = url.span(url.scheme)
        fix = edits.replace(place, "https", "use https")
        severity = Severity.INFO if media else Severity.WARNING
        yield self.report(place, f"{urls.where(item)} {fate}; use https", fix=fix, severity=severity)

"""TW808 insecure-callback."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Rule, Severity, Text, edits, urls, values


class InsecureCallback(Rule):
    """A callback or media URL over plain http.

    What callers key in and say, their numbers and the recordings' addresses are not encrypted, and anyone on the
    way may respond with other TwiML. For audio and images, and for a host that a template writes, it is only a hint;
    Twilio's own demo hosts are not reported.

    Flagged:
        <Response><Gather action="http://ivr.acme.test/k" numDigits="4"/><Hangup/></Response>
                                  ^^^^ action uses plain http: write https
    Fixed:
        <Response><Gather action="https://ivr.acme.test/k" numDigits="4"/><Hangup/></Response>
    Flagged:
        <Response><Redirect>http://{{ host }}/next</Redirect></Response>
                            ^^^^ text of <Redirect> uses plain http: write https
    Fixed:
        <Response><Redirect>https://{{ host }}/next</Redirect></Response>
    Flagged:
        <Response><Play>http://cdn.acme.test/a.mp3</Play></Response>
                        ^^^^ text of <Play> uses plain http: write https
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
    local = True
    known, templated = False, True
    needs = ("http:",)
    messages = {
        "callback": Message(
            "{subject} uses plain http",
            "write https",
            "Use https. The caller's data is readable on the way, and others can respond with other TwiML.",
        ),
        "media": Message(
            "{subject} uses plain http",
            "write https",
            "Use https. Anyone on the way can change what Twilio fetches.",
            severity=Severity.INFO,
        ),
        "templated": Message(
            "{subject} uses plain http",
            "write https",
            "Use https unless the host that the template writes is local.",
            severity=Severity.INFO,
        ),
    }

    def check(self, item: Attr | Text, ctx: Context) -> Iterator[Diagnostic]:
        url = urls.parse_url(item)
        if url.scheme is None or url.protocol != "http" or not url.host or urls.declared_kind(item, ctx) == "ws-url":
            return
        twilio_host = urls.host_facts("twilio", url.host.text)
        if not url.host.text or (twilio_host is not None and twilio_host["kind"] == "demo"):
            return
        # where Twilio fetches audio or images it sends only the parameters of the request
        type_ = values.value_type(item, ctx)
        media = type_ is not None and type_.fetches == "media"
        place = url.span(url.scheme)
        message = "media" if media else "templated" if url.host.templated else "callback"
        fix = edits.replace(place, "https", "use https")
        yield self.report(place, message, subject=values.subject(item), fix=fix)

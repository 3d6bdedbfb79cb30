"""TW805 url-local-host."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Rule, Text, urls

#: In ``http://https://...`` the host is a scheme written twice, which malformed-url tells.
_SCHEMES = frozenset({"http", "https", "ws", "wss"})


class UrlLocalHost(Rule):
    """A URL on a host that Twilio cannot reach: the machine itself, a private network, or a name without a domain.

    Twilio makes its requests from the public Internet. It finds nothing at such an address, logs error 11205 or 11210,
    and the caller hears "an application error has occurred".

    Flagged:
        <Response><Record action="https://localhost:5001/done"/></Response>
                                          ^^^^^^^^^ Twilio cannot reach "localhost" (the machine itself); its requests come from the public Internet (11205)
    Flagged:
        <Response><Play>http://192.168.1.20/a.mp3</Play><Redirect>https://[::1]:8080/next</Redirect></Response>
                               ^^^^^^^^^^^^ Twilio cannot reach "192.168.1.20" (private network); its requests come from the public Internet (11205)
                                                                          ^^^^^ Twilio cannot reach "[::1]" (the machine itself); its requests ...
    Flagged:
        <Response><Gather action="http://web:3000/k"/><Redirect>https://ivr.acme.local/{{ step }}</Redirect></Response>
                                         ^^^ Twilio cannot reach "web" (a name without a domain, known in its own network alone); its requests come from the public Internet (11210)
                                                                        ^^^^^^^^^^^^^^ Twilio cannot reach "ivr.acme.local" (multicast DNS of one network); its requests ...
    Flagged:
        <Response><Redirect>localhost:3000/next</Redirect></Response>
                            ^^^^^^^^^ Twilio cannot reach "localhost" ...
    Allowed:
        <Response><Gather action="/k"/><Redirect>https://8.8.8.8/localhost</Redirect></Response>
    Allowed:
        <Response><Gather action="https://{{ host }}/k"/><Redirect>https://example.com/n</Redirect></Response>
    """

    code, name, twilio_code = "TW805", "url-local-host", 11205
    source = "https://www.twilio.com/docs/api/errors/11205"
    on = ("#url",)
    known, templated = False, True
    needs = (":", "//", "localhost", "LOCALHOST", "127.", "10.", "192.168.", "172.", "169.254.")
    supersedes = ("malformed-url", "insecure-callback")

    def check(self, item: Attr | Text, ctx: Context) -> Iterator[Diagnostic]:
        url = urls.read(item)
        host = url.host or urls.schemeless(url)
        verdict = urls.unreachable(host.text) if host is not None else None
        if host is None or verdict is None or (verdict.kind == "bare" and host.text.lower() in _SCHEMES):
            return
        number = 11210 if verdict.kind == "bare" else 11205
        shown = host.text.replace("\ue000", "")
        message = (
            f'Twilio cannot reach "{shown}" ({verdict.what}); its requests come from the public Internet ({number})'
        )
        yield self.report(url.span(host), message, twilio_code=number, covers=(url.span(url.whole),))

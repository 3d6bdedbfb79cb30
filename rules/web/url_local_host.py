"""TW805 url-local-host."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Rule, Text, static_text, urls, values

#: In ``http://https://...`` the host is a scheme written twice, which malformed-url reports.
_SCHEMES = frozenset({"http", "https", "ws", "wss"})


class UrlLocalHost(Rule):
    """A URL on a host that Twilio cannot reach: the machine itself, a private network, or a name without a domain.

    Twilio makes its requests from the public Internet. It finds nothing at such an address, logs error 11205 or 11210,
    and the caller hears "an application error has occurred".

    Flagged:
        <Response><Record action="https://localhost:5001/done"/></Response>
                                          ^^^^^^^^^ host is not reachable from Twilio: the machine itself
    Flagged:
        <Response><Play>http://192.168.1.20/a.mp3</Play><Redirect>https://[::1]:8080/next</Redirect></Response>
                               ^^^^^^^^^^^^ host is not reachable from Twilio: private network
                                                                          ^^^^^ host is not reachable from Twilio: the machine itself
    Flagged:
        <Response><Gather action="http://web:3000/k"/><Redirect>https://ivr.acme.local/{{ step }}</Redirect></Response>
                                         ^^^ host is not reachable from Twilio: a name without a domain, known only in its own network
                                                                        ^^^^^^^^^^^^^^ host is not reachable from Twilio: multicast DNS of one network
    Flagged:
        <Response><Redirect>localhost:3000/next</Redirect></Response>
                            ^^^^^^^^^ host is not reachable from Twilio: the machine itself
    Allowed:
        <Response><Gather action="/k"/><Redirect>https://8.8.8.8/localhost</Redirect></Response>
    Allowed:
        <Response><Gather action="https://{{ host }}/k"/><Redirect>https://example.com/n</Redirect></Response>
    """

    code, name, twilio_code = "TW805", "url-local-host", 11205
    source = "https://www.twilio.com/docs/api/errors/11205"
    on = ("#url",)
    local = True
    known, templated = False, True
    messages = {
        "host": Message(
            "host is not reachable from Twilio",
            "{what}",
            "Use a public host: Twilio requests {host} from the public Internet ({code}).",
        ),
    }
    needs = (":", "//", "localhost", "127.", "10.", "192.168.", "172.", "169.254.")
    supersedes = ("malformed-url", "insecure-callback")

    def check(self, item: Attr | Text, ctx: Context) -> Iterator[Diagnostic]:
        url = urls.parse_url(item)
        host = url.host or urls.schemeless(url)
        verdict = urls.unreachable(host.text) if host is not None else None
        if host is None or verdict is None or (verdict.kind == "bare" and host.text.lower() in _SCHEMES):
            return
        yield self.report(
            url.span(host),
            "host",
            what=verdict.what,
            host=static_text(host.text),
            twilio_code=_error(item, verdict, ctx),
            covers=(url.span(url.whole),),
        )


def _error(item: Attr | Text, verdict: urls.Verdict, ctx: Context) -> int | None:
    """The number that Twilio logs: its own for a WebSocket; a name without a domain is no valid URL to begin with."""
    if urls.declared_kind(item, ctx) == "ws-url":
        return values.error_of(item, ctx, "host")
    return (urls.error_of(item, ctx) or 11210) if verdict.kind == "bare" else 11205

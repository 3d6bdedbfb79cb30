"""TW806 url-tunnel-host."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from twimllint import Attr, Context, Diagnostic, Message, Rule, Severity, Text, data, urls, values

#: What Twilio logs where it gets no response: from the host of a Stream, and from that of any request.
_STREAM, _REQUEST = 31901, 11205


@dataclass(frozen=True, slots=True)
class Hosts:
    """``hosts``: further temporary hosts, by the end of their names; ``allowed``: hosts that are permanent."""

    hosts: tuple[str, ...] = field(default=(), metadata={"doc": "ends of further temporary hosts"})
    allowed: tuple[str, ...] = field(default=(), metadata={"doc": "hosts that are permanent"})


class UrlTunnelHost(Rule):
    """A temporary host, such as an ngrok tunnel, in a file that is kept.

    Such an address works while a developer's machine runs the tunnel, and often changes with each start. After that
    Twilio gets no response (11205, for a Stream 31901, for ConversationRelay 64102), or one from whoever has the name next.

    Flagged:
        <Response><Connect><Stream url="wss://9a61.ngrok-free.app/s"/></Connect></Response>
                                              ^^^^^^^^^^^^^^^^^^^ temporary host in a URL: ngrok tunnel
    Flagged:
        <Response><Gather action="https://webhook.site/4f1c/k"/></Response>
                                          ^^^^^^^^^^^^ temporary host in a URL: Webhook.site shows requests
    Flagged:
        <Response><Redirect>http://abc123.ngrok.io/n</Redirect></Response>
                                   ^^^^^^^^^^^^^^^ temporary host in a URL: ngrok tunnel
    Flagged:
        <Response><Redirect>https://{{ tunnel }}.trycloudflare.com/n</Redirect></Response>
                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ temporary host in a URL: Cloudflare tunnel
    Flagged:
        <Response><Redirect>https://acme-desk.gitpod.io/n</Redirect></Response>
                                    ^^^^^^^^^^^^^^^^^^^ temporary host in a URL: Gitpod workspace
    Config:
        [rules.url-tunnel-host]
        hosts = [".preview.acme.test"]
    Flagged:
        <Response><Redirect>https://pr-7.preview.acme.test/n</Redirect></Response>
                                    ^^^^^^^^^^^^^^^^^^^^^^ temporary host in a URL: listed in the settings
    Config:
        [rules.url-tunnel-host]
        allowed = ["acme.ngrok.app"]
    Allowed:
        <Response><Redirect>https://acme.ngrok.app/n</Redirect></Response>
    Allowed:
        <Response><Redirect>https://ngrok.acme.test/trycloudflare.com</Redirect></Response>
    Allowed:
        <Response><Redirect>https://eo1a2b3c4d5e6f7.m.pipedream.net/menu</Redirect></Response>
    """

    code, name = "TW806", "url-tunnel-host"
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/api/errors/31901"
    on = ("#url",)
    local = True
    known, templated = False, True
    needs = tuple(data("hosts")["throw_away"])
    supersedes = ("insecure-callback",)
    Options = Hosts
    options: Hosts
    messages = {
        "tunnel": Message(
            "temporary host in a URL",
            "{service} tunnel",
            "Use a permanent host. When the tunnel is closed, Twilio gets no response ({code}), or one from somebody else.",
        ),
        "request-bin": Message(
            "temporary host in a URL",
            "{service} shows requests",
            "Use your own server. Your callers' data is stored there, and others who know the URL can read it.",
        ),
        "workspace": Message(
            "temporary host in a URL",
            "{service} workspace",
            "Use a permanent host. When the workspace sleeps, Twilio gets no response ({code}).",
        ),
        "listed": Message("temporary host in a URL", "listed in the settings", "Use a permanent host."),
    }

    def check(self, item: Attr | Text, ctx: Context) -> Iterator[Diagnostic]:
        url = urls.parse_url(item)
        if url.host is None or url.host.text.lower() in self.options.allowed:
            return
        row = urls.host_facts("throw_away", url.host.text)
        if row is not None:
            yield self.report(
                url.span(url.host),
                row["kind"],
                service=row["service"],
                twilio_code=0 if row["kind"] == "request-bin" else _error(item, ctx),
                covers=(url.span(url.whole),),
            )
        elif any(url.host.text.lower().endswith(host.lower()) for host in self.options.hosts):
            yield self.report(url.span(url.host), "listed", covers=(url.span(url.whole),))


def _error(item: Attr | Text, ctx: Context) -> int | None:
    """The number that Twilio logs where the host of a URL does not respond."""
    if urls.declared_kind(item, ctx) != "ws-url":
        return _REQUEST
    return _STREAM if values.place(item) == "Stream@url" else values.error_of(item, ctx, "host")

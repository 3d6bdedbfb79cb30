"""TW806 url-tunnel-host."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Rule, Severity, Text, data, urls

_WHAT = {
    "tunnel": ("a tunnel to somebody's machine", "once it is closed Twilio reaches nobody there"),
    "request-bin": ("a bin for looking at requests", "Twilio gets no TwiML from it, and your callers' data lies there"),
    "workspace": ("somebody's development workspace", "once it sleeps Twilio reaches nobody there"),
}


class UrlTunnelHost(Rule):
    """A throw-away host, such as that of an ngrok tunnel, in a file that is kept.

    Such an address works while somebody's machine runs the tunnel and often changes with each start. After that Twilio
    gets no answer (11205, for a stream 31901), or one from whoever has the name next, with your callers' data in it.

    Flagged:
        <Response><Connect><Stream url="wss://9a61.ngrok-free.app/s"/></Connect></Response>
                                              ^^^^^^^^^^^^^^^^^^^ "9a61.ngrok-free.app" is a tunnel to somebody's machine (ngrok); once it is closed Twilio reaches nobody there
    Flagged:
        <Response><Gather action="https://webhook.site/4f1c/k"/></Response>
                                          ^^^^^^^^^^^^ "webhook.site" is a bin for looking at requests (Webhook.site); ...
    Flagged:
        <Response><Redirect>https://{{ tunnel }}.trycloudflare.com/n</Redirect></Response>
                                    ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ "….trycloudflare.com" is a tunnel to somebody's machine (Cloudflare quick tunnel); ...
    Allowed:
        <Response><Redirect>https://ngrok.acme.test/trycloudflare.com</Redirect></Response>
    """

    code, name, twilio_code = "TW806", "url-tunnel-host", 31901
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/api/errors/31901"
    on = ("#url",)
    known, templated = False, True
    needs = tuple(data("hosts")["throw_away"])

    def check(self, item: Attr | Text, ctx: Context) -> Iterator[Diagnostic]:
        url = urls.read(item)
        row = urls.entry("throw_away", url.host.text) if url.host is not None else None
        if url.host is not None and row is not None:
            what, fate = _WHAT[row["kind"]]
            message = f'"{url.host.text}" is {what} ({row["service"]}); {fate}'
            yield self.report(url.span(url.host), message)

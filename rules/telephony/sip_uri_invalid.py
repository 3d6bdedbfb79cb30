"""TW709 sip-uri-invalid."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Node, Rule, find, sip


class SipUriInvalid(Rule):
    """SIP target that is no SIP URI, or names a host that Twilio cannot reach.

    A SIP URI is `sip:`, a user, `@` and a host that stands on the internet; the scheme may be left out. Twilio cannot
    send the call anywhere else, and the Dial fails.

    Flagged:
        <Response><Dial><Sip>http://pbx.acme.test/amy</Sip></Dial></Response>
                             ^^^^^ "http://pbx.acme.test/amy" begins with http:, which is no SIP; a SIP URI is written sip:amy@pbx.example.com (13243)
    Flagged:
        <Response><Dial><Sip>sip:pbx.acme.test</Sip></Dial></Response>
                                 ^^^^^^^^^^^^^ "sip:pbx.acme.test" names no user before the host; ...
    Flagged:
        <Response><Dial><Sip>sip:amy smith@pbx.acme.test</Sip></Dial></Response>
                                    ^ "sip:amy smith@pbx.acme.test" has white space in it; ...
    Flagged:
        <Response><Dial><Sip>sip:100@192.168.1.5:5060</Sip></Dial></Response>
                                     ^^^^^^^^^^^ "sip:100@192.168.1.5:5060" has the host 192.168.1.5 (private network), which Twilio cannot reach; a SIP URI is written sip:amy@pbx.example.com (13254)
    Flagged:
        <Response><Refer><Sip>sip:amy@pbx.acme.test;transport=ssl</Sip></Refer></Response>
                                                              ^^^ "sip:amy@pbx.acme.test;transport=ssl" has transport="ssl", where udp, tcp or tls belongs (32110)
    Allowed:
        <Response><Dial><Sip>
          kate@pbx.acme.test
        </Sip></Dial></Response>
    Allowed:
        <Response><Dial><Sip>sip:me@acme.sip.us1.twilio.com;transport=tls;secure=true</Sip></Dial></Response>
    Allowed:
        <Response><Dial><Sip>sips:+14155550100@[2001:db8::1]:5061;transport=tcp?x-case=1&amp;x-team=a</Sip></Dial></Response>
    Allowed:
        <Response><Dial><Sip>{{ user }}@{{ host }}</Sip></Dial></Response>
    """

    code, name, twilio_code = "TW709", "sip-uri-invalid", 13243
    source = "https://www.twilio.com/docs/api/errors/13243"
    on = ("Sip", "Uri")
    known, templated = False, True
    supersedes = ("sip-header-invalid", "sip-parameter-separator")

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        target = sip.target(node, ctx)
        flaw = None if target is None else sip.flaw(target.uri)
        if target is None or flaw is None:
            return
        uri = target.uri
        # a template may yet write everything else
        if (node.templated or target.text.templated) and flaw.part is not uri.scheme:
            return
        if find("unfilled", "url", uri.whole.text) or find("leaked", "url", uri.whole.text):
            return
        if node.closest("Refer") is not None and flaw.part is uri.scheme and flaw.words.startswith("begins with tel:"):
            return
        form = "" if flaw.code in (32110, 32114) else "; a SIP URI is written sip:amy@pbx.example.com"
        message = f'"{uri.whole.text}" {flaw.words}{form} ({flaw.code})'
        # what is no SIP URI at all has no headers either
        covers = [target.span(uri.whole.start, uri.whole.end)] if flaw.part is uri.scheme else []
        yield self.report(target.span(flaw.part.start, flaw.part.end), message, twilio_code=flaw.code, covers=covers)

"""TW712 sip-twilio-domain."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Node, Rule, Severity, data, sip


class SipTwilioDomain(Rule):
    """SIP domain of Twilio's dialled without a user, or with an edge in its name.

    Behind a SIP domain stand phones that registered there, each under a user. Twilio rings them by user and domain,
    wherever they registered; a domain alone, or one with an edge in it, is refused.

    Flagged:
        <Response><Dial><Sip>sip:acme.sip.ashburn.twilio.com</Sip></Dial></Response>
                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^ the SIP domain "acme.sip.ashburn.twilio.com" names no user and has the edge ashburn in it; write sip:USER@acme.sip.twilio.com (32223)
    Flagged:
        <Response><Dial><Sip>sip:acme.sip.twilio.com</Sip></Dial></Response>
                                 ^^^^^^^^^^^^^^^^^^^ the SIP domain "acme.sip.twilio.com" names no user; write sip:USER@acme.sip.twilio.com (32223)
    Flagged:
        <Response><Dial><Sip>sip:amy@acme.sip.dublin.twilio.com</Sip></Dial></Response>
                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^ the SIP domain "acme.sip.dublin.twilio.com" has the edge dublin in it; write sip:amy@acme.sip.twilio.com (32220)
    Allowed:
        <Response><Dial><Sip>sip:amy@acme.sip.us1.twilio.com</Sip></Dial></Response>
    Allowed:
        <Response><Dial><Sip>sip:amy@acme.sip.twilio.com;edge=dublin</Sip></Dial></Response>
    Allowed:
        <Response><Dial><Sip>sip:{{ user }}@acme.sip.twilio.com</Sip></Dial></Response>
    """

    code, name, twilio_code = "TW712", "sip-twilio-domain", 32215
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/api/errors/32220"
    on = ("Sip", "Uri")
    known, templated = False, True

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        target = sip.target(node, ctx)
        match = None if target is None else target.uri.domain
        if target is None or match is None:
            return
        uri = target.uri
        user = "" if uri.user is None else uri.user.text
        edge = (match["where"] or "").lower()
        faults = [] if user else ["names no user"]
        if edge in data("regions")["edges"]:
            faults.append(f"has the edge {edge} in it")
        if faults:
            code = 32220 if user else 32223
            message = (
                f'the SIP domain "{uri.host.text}" {" and ".join(faults)}; write '
                f"sip:{user or 'USER'}@{match['domain']}.sip.twilio.com ({code})"
            )
            yield self.report(target.span(uri.host.start, uri.host.end), message, twilio_code=code)

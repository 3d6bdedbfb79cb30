"""TW712 sip-twilio-domain."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Message, Node, Rule, Severity, data, sip

_LABEL = 'write "sip:{user}@{domain}.sip.twilio.com"'


class SipTwilioDomain(Rule):
    """SIP domain of Twilio's dialled without a user, or with an edge in its name.

    Phones register at a SIP domain, each as a user. Twilio rings them by user and domain, wherever they registered; a
    domain without a user, or one with an edge in it, is refused.

    Flagged:
        <Response><Dial><Sip>sip:acme.sip.ashburn.twilio.com</Sip></Dial></Response>
                                 ^^^^^^^^^^^^^^^^^^^^^^^^^^^ Twilio SIP domain without a user: write "sip:USER@acme.sip.twilio.com"
    Flagged:
        <Response><Dial><Sip>sip:acme.sip.twilio.com</Sip></Dial></Response>
                                 ^^^^^^^^^^^^^^^^^^^ Twilio SIP domain without a user: write "sip:USER@acme.sip.twilio.com"
    Flagged:
        <Response><Dial><Sip>sip:amy@acme.sip.dublin.twilio.com</Sip></Dial></Response>
                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^ Twilio SIP domain with an edge in its name: write "sip:amy@acme.sip.twilio.com"
    Allowed:
        <Response><Dial><Sip>sip:amy@acme.sip.us1.twilio.com</Sip></Dial></Response>
    Allowed:
        <Response><Dial><Sip>sip:amy@acme.sip.twilio.com;edge=dublin</Sip></Dial></Response>
    Allowed:
        <Response><Dial><Sip>sip:{{ user }}@acme.sip.twilio.com</Sip></Dial></Response>
    """

    code, name, twilio_code = "TW712", "sip-twilio-domain", 32220
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/api/errors/32220"
    on = ("Sip", "Uri")
    local = True
    templated = True
    messages = {
        "no-user": Message(
            "Twilio SIP domain without a user", _LABEL, "Twilio calls nobody ({code}).", twilio_code=32223
        ),
        "edge": Message(
            "Twilio SIP domain with an edge in its name",
            _LABEL,
            "Remove {edge} from the domain. Twilio calls nobody ({code}).",
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        target = sip.target(node)
        match = None if target is None else target.uri.domain
        if target is None or match is None:
            return
        user, host = target.uri.user, target.uri.host
        edge = (match["where"] or "").lower()
        id = "no-user" if user is None or not user.text else "edge" if edge in data("regions")["edges"] else None
        if id is not None:
            name = "USER" if user is None or not user.text else user.text
            yield self.report(target.span(host.start, host.end), id, user=name, domain=match["domain"], edge=edge)

"""TW810 sip-password-in-clear."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Rule, Severity, Text, has_template, sip

#: Where another scheme follows, nobody means a user with a password.
_SCHEMES = frozenset({"sip", "sips", "client"})
#: The usual ports of SIP.
_PORTS = ("5060", "5061")


class SipPasswordInClear(Rule):
    """A literal password on a Sip, or in its address.

    Whoever reads the file can place calls through the SIP server at its owner's cost. A template can write the
    password when the document is served; a list of Twilio's addresses at the server needs none.

    Flagged:
        <Response><Dial><Sip username="amy" password="s3cret">sip:amy@pbx.acme.test</Sip></Dial></Response>
                                                      ^^^^^^ SIP password in the file: readable by everyone
    Allowed:
        <Response><Dial><Sip username="amy" password="{{ sip_password }}">sip:amy@pbx.acme.test</Sip></Dial></Response>
    Flagged:
        <Response><Dial><Sip>sip:amy:s3cret@{{ host }}</Sip></Dial></Response>
                                     ^^^^^^ SIP password in the file: readable by everyone
    Allowed:
        <Response><Dial><Sip username="amy" password="">sip:amy@pbx.acme.test</Sip></Dial></Response>
    Allowed:
        <Response><Dial><Sip>sip:pbx.acme.test:5060@amy.acme.test</Sip></Dial></Response>
    Allowed:
        <Response><Dial><Sip>sip:amy@pbx.acme.test:5060?x-note=a:b@c</Sip></Dial></Response>
    """

    code, name = "TW810", "sip-password-in-clear"
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/voice/twiml/sip"
    on = ("Sip@password", "Uri@password", "Sip/text", "Uri/text")
    templated = True
    messages = {
        "password": Message(
            "SIP password in the file",
            "readable by everyone",
            "Let the server write it from its settings, or allow Twilio's addresses at the SIP server instead.",
        ),
    }

    def check(self, item: Attr | Text, ctx: Context) -> Iterator[Diagnostic]:
        if isinstance(item, Attr):
            if item.value.strip() and not item.templated:
                yield self.report(item.value_span, "password")
            return
        uri = sip.parse_uri(item.value)
        user = uri.user
        if user is None or (uri.scheme is not None and not uri.scheme.text.lower().startswith("sip")):
            return
        name, _, password = user.text.partition(":")
        has_user = name != "" and name.lower() not in _SCHEMES and "/" not in user.text
        if sip.second_scheme(uri) is not None or _are_swapped(name, password, uri.host.text):
            return
        if has_user and password.strip() and not has_template(password):
            yield self.report(item.part(user.end - len(password), user.end), "password")


def _are_swapped(user: str, password: str, host: str) -> bool:
    """Whether a host with its port is before the ``@``, and the user after it: ``pbx:5060@amy``."""
    if not sip.is_port(password):
        return False
    is_usual = password in _PORTS
    return ("." in user and (is_usual or "." not in host)) or (is_usual and "." not in host)

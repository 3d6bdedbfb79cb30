"""TW810 sip-password-in-clear."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Rule, Severity


class SipPasswordInClear(Rule):
    """A literal password on a Sip.

    Whoever reads the file can place calls through the SIP server at its owner's cost. A template can write the
    password when the document is served; a list of Twilio's addresses at the server needs none.

    Flagged:
        <Response><Dial><Sip username="amy" password="s3cret">sip:amy@pbx.acme.test</Sip></Dial></Response>
                                                      ^^^^^^ SIP password in the file: readable by everyone
    Allowed:
        <Response><Dial><Sip username="amy" password="{{ sip_password }}">sip:amy@pbx.acme.test</Sip></Dial></Response>
    Allowed:
        <Response><Dial><Sip username="amy" password="">sip:amy@pbx.acme.test</Sip></Dial></Response>
    """

    code, name = "TW810", "sip-password-in-clear"
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/voice/twiml/sip"
    on = ("Sip@password", "Uri@password")
    messages = {
        "password": Message(
            "SIP password in the file",
            "readable by everyone",
            "Let the server write it from its settings, or allow Twilio's addresses at the SIP server instead.",
        ),
    }

    def check(self, item: Attr, ctx: Context) -> Iterator[Diagnostic]:
        if item.value.strip():
            yield self.report(item.value_span, "password")

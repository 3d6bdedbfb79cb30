"""TW810 sip-password-in-clear."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Rule, Severity


class SipPasswordInClear(Rule):
    """A literal password on a Sip.

    Whoever reads the file can place calls through the SIP server at its owner's cost. A template puts the password in
    when the document is served; a list of Twilio's addresses on the server needs none.

    Flagged:
        <Response><Dial><Sip username="amy" password="s3cret">sip:amy@pbx.acme.test</Sip></Dial></Response>
                                                      ^^^^^^ the password of a SIP account stands in the file in clear; have the server put it in from its settings
    Allowed:
        <Response><Dial><Sip username="amy" password="{{ sip_password }}">sip:amy@pbx.acme.test</Sip></Dial></Response>
    Allowed:
        <Response><Dial><Sip username="amy" password="">sip:amy@pbx.acme.test</Sip></Dial></Response>
    """

    code, name, twilio_code = "TW810", "sip-password-in-clear", 13249
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/voice/twiml/sip"
    on = ("Sip@password", "Uri@password")
    known, templated = False, True

    def check(self, item: Attr, ctx: Context) -> Iterator[Diagnostic]:
        if item.value.strip() and not item.templated:
            message = (
                "the password of a SIP account stands in the file in clear; have the server put it in from its settings"
            )
            yield self.report(item.value_span, message)

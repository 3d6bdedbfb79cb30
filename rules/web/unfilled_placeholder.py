"""TW816 unfilled-placeholder."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Rule, Severity, Text, Tier, find, templates, urls, wording

_FATE = {
    "url": "Twilio requests it as it stands (11100)",
    "number": "Twilio dials it as it stands (13223)",
    "sip-uri": "Twilio dials it as it stands",
}


class UnfilledPlaceholder(Rule):
    """A placeholder of a sample that was never filled in.

    Twilio knows nothing of samples: it requests `your_webhook_url` and dials `MY_NUMBER`, and the call ends with an
    application error. Looks at URLs, numbers, names and SIDs, never at what is spoken or sent. In a file whose name
    says that it is to be filled in (.template, .example, .sample, .dist) it is a hint.

    Flagged:
        <Response><Gather action="your_webhook_url" numDigits="1"><Say>Press 1</Say></Gather><Hangup/></Response>
                                  ^^^^^^^^^^^^^^^^ "your_webhook_url" in action is a placeholder that was never filled in; Twilio requests it as it stands (11100)
    Flagged:
        <Response><Dial callerId="+1XXXXXXXXXX"><Number>MY_PHONE_NUMBER</Number></Dial></Response>
                                  ^^^^^^^^^^^^ "+1XXXXXXXXXX" in callerId is a placeholder that was never filled in; Twilio dials it as it stands (13223)
                                                        ^^^^^^^^^^^^^^^ "MY_PHONE_NUMBER" in the text of <Number> is a placeholder that was never filled in; ...
    Flagged:
        <Response><Redirect>https://yourdomain.com/n</Redirect></Response>
                                    ^^^^^^^^^^ "yourdomain" in the text of <Redirect> is a placeholder ...
    Flagged:
        <Response><Dial><Sip>sip:&lt;user&gt;@pbx.acme.test</Sip></Dial></Response>
                                 ^^^^^^^^^^^^ "<user>" in the text of <Sip> is a placeholder that was never filled in; Twilio dials it as it stands
    Flagged (voice.xml.example):
        <Response><Enqueue workflowSid="WWXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX"/></Response>
                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ "WWXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX" in workflowSid is a placeholder that was never filled in; Twilio takes it as it stands
    Allowed:
        <Response><Say>Enter your_webhook_url or call YOUR_NUMBER</Say><Redirect>/track-your-order</Redirect></Response>
    Allowed:
        <Response><Dial><Number>+14155550100</Number></Dial><Enqueue workflowSid="WW00000000000000000000000000000001"/></Response>
    """

    code, name, twilio_code = "TW816", "unfilled-placeholder", 11100
    tier = Tier.CONTENT
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/api/errors/11100"
    on = (
        "#url", "Dial/text", "Number/text", "Client/text", "Identity/text", "Sip/text", "Uri/text", "WhatsApp/text",
        "Sim/text", "Application/text", "ApplicationSid/text", "Conference/text", "Queue/text", "Enqueue/text",
        "Room/text", "Autopilot/text", "@callerId", "@to", "@from", "@workflowSid", "@reservationSid",
        "@postWorkActivitySid", "@coach", "@byoc", "@serviceInstanceSid", "@username", "@password",
        "@participantIdentity", "@participantLabel", "@connectorName", "@paymentConnector", "@aiConnector",
        "@connector", "@recordingConfigurationId", "@intelligenceService", "@conversationConfiguration",
        "@conversationId", "@customerId", "Assistant@id", "Parameter@value",
    )  # fmt: skip
    known, templated = False, True
    needs = (
        "&lt;", "&#60;", "&#x3c;", "&#x3C;", "[", "_", "your", "Your", "YOUR", "MY", "OUR", "THEIR", "SOME", "THE",
        *["://" + letter for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"], "xx", "XX", "**", "*-*", "NNN", "??", "...",
        "\u2026", "A", "E", "I", "O", "U", "0000000", "1111111", "aaaaaa", "bbbbbb", "cccccc", "dddddd", "eeeeee",
        "ffffff", "1234567", "change", "replace", "fill", "placeholder", "insert", "domain.", "host.", "hostname.",
        "server.", "site.", "website.", "url.", "app.", "company.", ".ngrok", "{", "%",
    )  # fmt: skip
    supersedes = (
        "malformed-url", "url-local-host", "url-tunnel-host", "url-whitespace", "url-bad-escape", "insecure-callback",
        "relative-url-inline", "credentials-in-url", "sip-password-in-clear", "secret-in-document", "code-residue",
        "websocket-url-scheme", "stream-query-string", "pay-insecure-url", "play-not-audio", "media-invalid",
        "number-not-e164", "number-invalid", "caller-id-invalid", "message-address-invalid", "wrong-sid",
        "sip-uri-invalid", "sip-twilio-domain", "sip-parameter-separator", "sip-header-invalid", "room-identity-fixed",
        "participant-label-fixed", "room-name-url-unsafe", "region-host-without-edge", "invalid-enum-value",
    )  # fmt: skip

    def check(self, item: Attr | Text, ctx: Context) -> Iterator[Diagnostic]:
        kind = urls.value_kind(item, ctx) or "name"
        value = item.value
        if (
            kind == "text"
            or not value.strip()
            or (isinstance(item, Attr) and item.name == "value" and " " in value.strip())
        ):
            return
        found = find("unfilled", kind, value)
        start = 0
        if found is None and kind == "number" and ":" in value:  # whatsapp:+1XXXXXXXXXX
            start = value.index(":") + 1
            found = find("unfilled", kind, value[start:])
        if found is None:
            return
        first, last = urls.narrowed(value, start + found.start, start + found.end)
        fate = _FATE.get("sip-uri" if urls.kind(item, ctx) == "sip-uri" else kind, "Twilio takes it as it stands")
        shown = wording.shortened(value[first:last])
        message = f'"{shown}" in {urls.where(item)} is a placeholder that was never filled in; {fate}'
        yield self.report(
            item.part(first, last),
            message,
            severity=Severity.INFO if templates.is_sample_path(ctx.path) else None,
            twilio_code=13223 if kind == "number" else None,
            covers=(item.part(0, len(value)),),
        )

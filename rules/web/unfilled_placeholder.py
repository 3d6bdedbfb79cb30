"""TW816 unfilled-placeholder."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Rule, Severity, Text, Tier, find, templates, urls


class UnfilledPlaceholder(Rule):
    """A placeholder of a sample that was not replaced.

    Twilio does not know samples: it requests `your_webhook_url` and dials `MY_NUMBER`, and the call ends with an
    application error. URLs, numbers, names and SIDs are checked, text that is spoken or sent is not. In a file whose name
    says that it must be filled in (.template, .example, .sample, .dist) it is a hint.

    Flagged:
        <Response><Gather action="your_webhook_url" numDigits="1"><Say>Press 1</Say></Gather><Hangup/></Response>
                                  ^^^^^^^^^^^^^^^^ placeholder was not replaced: found "your_webhook_url"
    Flagged:
        <Response><Dial callerId="+1XXXXXXXXXX"><Number>MY_PHONE_NUMBER</Number></Dial></Response>
                                  ^^^^^^^^^^^^ placeholder was not replaced: found "+1XXXXXXXXXX"
                                                        ^^^^^^^^^^^^^^^ placeholder was not replaced: found "MY_PHONE_NUMBER"
    Flagged:
        <Response><Redirect>https://yourdomain.com/n</Redirect></Response>
                                    ^^^^^^^^^^ placeholder was not replaced: found "yourdomain"
    Flagged:
        <Response><Dial><Sip>sip:&lt;user&gt;@pbx.acme.test</Sip></Dial></Response>
                                 ^^^^^^^^^^^^ placeholder was not replaced: found "<user>"
    Flagged (voice.xml.example):
        <Response><Enqueue workflowSid="WWXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX"/></Response>
                                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ placeholder was not replaced: found "WWXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX"
    Allowed:
        <Response><Say>Enter your_webhook_url or call YOUR_NUMBER</Say><Redirect>/track-your-order</Redirect></Response>
    Allowed:
        <Response><Dial><Number>+14155550100</Number></Dial><Enqueue workflowSid="WW00000000000000000000000000000001"/></Response>
    """

    code, name = "TW816", "unfilled-placeholder"
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
    local = True
    known, templated = False, True
    messages = {
        "url": Message(
            "placeholder was not replaced",
            'found "{value}"',
            "Write the URL that belongs here. Twilio requests it as it is ({code}).",
            twilio_code=11100,
        ),
        "number": Message(
            "placeholder was not replaced",
            'found "{value}"',
            "Write the number that belongs here. Twilio dials it as it is ({code}).",
            twilio_code=13223,
        ),
        "value": Message(
            "placeholder was not replaced",
            'found "{value}"',
            "Write the value that belongs here. Twilio uses it as it is.",
        ),
    }
    needs = (
        "<", "[", "_", "your", "MY",
        *["://" + letter for letter in "BCDFGHJKLMNPQRSTVWXYZ"], "xx", "nnnnn", "yyyyy", "zzzzz", "**", "*-*", "NNN", "??", "...",
        "\u2026", "A", "E", "I", "O", "U", "0000000", "1111111", "aaaaaa", "bbbbbb", "cccccc", "dddddd", "eeeeee",
        "ffffff", "1234567", "change", "replace", "fill", "placeholder", "insert", "domain.", "host.", "hostname.",
        "server.", "site.", "website.", "url.", "app.", "company.", ".ngrok", "{", "%",
    )  # fmt: skip
    supersedes = ("code-residue",)

    def check(self, item: Attr | Text, ctx: Context) -> Iterator[Diagnostic]:
        kind = urls.value_kind(item, ctx) or "name"
        value = item.value
        if (
            kind == "text"
            or not value.strip()
            or (isinstance(item, Attr) and item.name == "value" and " " in value.strip())
        ):
            return
        placeholder = find("unfilled", kind, value)
        start = 0
        if placeholder is None and kind == "number" and ":" in value:  # whatsapp:+1XXXXXXXXXX
            start = value.index(":") + 1
            placeholder = find("unfilled", kind, value[start:])
        if placeholder is None:
            return
        first, last = urls.narrow_to_word(value, start + placeholder.start, start + placeholder.end)
        if urls.declared_kind(item, ctx) == "sip-uri" or kind not in ("url", "number"):
            kind = "value"
        yield self.report(
            item.part(first, last),
            kind,
            value=value[first:last],
            severity=Severity.INFO if templates.is_sample_path(ctx.path) else None,
            covers=(item.part(0, len(value)),),
        )

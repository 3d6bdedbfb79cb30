"""TW819 leaked-value."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Rule, Severity, Text, Tier, find, urls, wording

#: Attributes whose values are words to be heard or spoken.
_WORDS = frozenset({"hints", "alias", "ph"})


class LeakedValue(Rule):
    """A program's word for nothing where a value belongs.

    A variable was empty when the document was made. Twilio rings a client called "undefined", requests `/call/null`,
    or passes over an attribute that says `NaN`. Never looks at what is spoken or sent, where these are words.

    Flagged:
        <Response><Dial><Client>undefined</Client></Dial></Response>
                                ^^^^^^^^^ "undefined" in the text of <Client> is what a program prints for nothing; the value that belongs there is missing
    Flagged:
        <Response><Gather numDigits="NaN" action="/call/null/k?step=2"/><Redirect>https://[object Object]/n</Redirect></Response>
                                     ^^^ "NaN" in numDigits is what a program prints for nothing; the value ...
                                                        ^^^^ "null" in action is what a program prints for nothing; ...
                                                                                          ^^^^^^^^^^^^^^^ "[object Object]" in the text of <Redirect> is what a program prints for nothing; ...
    Allowed:
        <Response><Say>Your value is undefined</Say><Message>null</Message><Redirect>/none?of=null</Redirect></Response>
    Allowed:
        <Response><Gather hints="None"/><Connect><Room>None left</Room></Connect></Response>
    """

    code, name = "TW819", "leaked-value"
    tier = Tier.CONTENT
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/voice/twiml"
    on = (
        "@*", "#url", "Dial/text", "Number/text", "Client/text", "Identity/text", "Sip/text", "Uri/text",
        "WhatsApp/text", "Sim/text", "Application/text", "ApplicationSid/text", "Conference/text", "Queue/text",
        "Enqueue/text", "Room/text", "Autopilot/text",
    )  # fmt: skip
    known, templated = False, True
    needs = ("undefined", "null", "nil", "None", "NaN", "[object", "%5Bobject")
    supersedes = (
        "unfilled-placeholder", "malformed-url", "url-local-host", "url-whitespace", "relative-url-inline", "insecure-callback",
        "websocket-url-scheme", "invalid-enum-value", "enum-wrong-case", "invalid-boolean", "not-an-integer",
        "integer-out-of-range", "unknown-callback-event", "wrong-sid", "number-invalid", "number-not-e164",
        "caller-id-invalid", "send-digits-invalid", "sip-uri-invalid", "message-address-invalid", "media-invalid",
        "unknown-voice", "invalid-language", "voice-language-mismatch", "finish-key-invalid", "play-digits-invalid",
        "pay-amount-invalid", "relay-voice-invalid", "room-identity-fixed", "participant-label-fixed",
        "ssml-attribute-invalid", "ssml-break-time", "sip-password-in-clear", "code-residue", "response-version",
        "sip-header-invalid", "stream-track-on-connect",
    )  # fmt: skip

    def check(self, item: Attr | Text, ctx: Context) -> Iterator[Diagnostic]:
        if isinstance(item, Attr) and (item.name in _WORDS or _listed(item, ctx)):
            return
        kind = urls.value_kind(item, ctx)
        if kind == "text":
            return
        found = find("leaked", kind or ("attribute" if isinstance(item, Attr) else "name"), item.value)
        if found is not None:
            start, end = urls.narrowed(item.value, found.start, found.end)
            shown = wording.shortened(item.value[start:end])
            message = (
                f'"{shown}" in {urls.where(item)} is what a program prints for nothing; '
                "the value that belongs there is missing"
            )
            yield self.report(item.part(start, end), message, covers=(item.part(0, len(item.value)),))


def _listed(attr: Attr, ctx: Context) -> bool:
    """Whether the word is one of the attribute's own values, in another letter case perhaps."""
    element = ctx.grammar.element(attr.parent)
    known = element.attributes.get(attr.name) if element is not None else None
    return known is not None and attr.value.strip().lower() in [value.lower() for value in known.type.values]

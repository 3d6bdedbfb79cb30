"""TW735 message-address-invalid."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Rule, limit, phone, values

_CHANNEL = re.compile(r"([a-z][a-z0-9-]*):(\S+)")
_SID = re.compile(r"[A-Z]{2}[0-9a-f]{32}")
_SHORT_CODE = re.compile(r"[0-9]{3,8}")
#: Accounts of WhatsApp users who hide their number.
_WHATSAPP_USER = re.compile(r"[A-Z]{2}\.[A-Za-z0-9]+")
_SENDER = re.compile(r"[A-Za-z0-9 &+_.-]+")


class MessageAddressInvalid(Rule):
    """Recipient or sender of a message that is no address.

    `to` takes a phone number, a short code or a channel address such as `whatsapp:+14155550100`; `from` takes a number
    of yours in the same forms, or a sender name of at most 11 letters, digits and blanks. With anything else Twilio
    warns and sends nothing.

    Flagged:
        <Response><Message to="whatsapp 4155550100">Hi</Message></Response>
                               ^^^^^^^^^^^^^^^^^^^ to is "whatsapp 4155550100", which holds letters; it takes a phone number such as +14155550100, a short code, or a channel address such as whatsapp:+14155550100 (14101)
    Flagged:
        <Response><Message to="whatsapp:4155550100">Hi</Message></Response>
                               ^^^^^^^^^^^^^^^^^^^ to is "whatsapp:4155550100"; behind whatsapp: stand +, country code and number, as in whatsapp:+14155550100 (14101)
    Flagged:
        <Response><Message to="+14155550100, +14155550101">Hi</Message></Response>
                               ^^^^^^^^^^^^^^^^^^^^^^^^^^ to is "+14155550100, +14155550101", which holds several numbers; each takes a <Message> of its own (14101)
    Flagged:
        <Response><Message from="Acme Support Desk">Hi</Message></Response>
                                 ^^^^^^^^^^^^^^^^^ from is "Acme Support Desk", a sender name of 17 characters; 11 is the most (14102)
    Flagged:
        <Response><Sms to="amy@acme.test">Hi</Sms></Response>
                           ^^^^^^^^^^^^^ to is "amy@acme.test", which is no address of a phone; ...
    Allowed:
        <Response><Message to="whatsapp:+14155550100" from="whatsapp:+14155550199">Hi</Message></Response>
    Allowed:
        <Response><Message to="+1 (415) 555-0100" from="ACME 24">Hi</Message></Response>
    Allowed:
        <Response><Message to="messenger:1234567890" from="32075">Hi</Message></Response>
    Allowed:
        <Response><Message to="{{ From }}">Hi</Message></Response>
    """

    code, name, twilio_code = "TW735", "message-address-invalid", 14101
    source = "https://www.twilio.com/docs/api/errors/14101"
    on = ("Message@to", "Message@from", "Sms@to", "Sms@from")
    known, templated = False, True

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        value = attr.value.strip()
        if not value or attr.templated or values.attribute_type(attr, ctx) is None:
            return
        fault = _fault(value, attr)
        if fault is not None:
            code = 14101 if attr.name == "to" else 14102
            yield self.report(attr.value_span, f'{attr.name} is "{value}"{fault} ({code})', twilio_code=code)


def _fault(value: str, attr: Attr) -> str | None:
    """What is wrong with an address, as the rest of a sentence that has named it."""
    channel = _CHANNEL.fullmatch(value)
    if channel is not None and channel[1] not in ("tel", "client", "sip", "sips", "mailto", "http", "https"):
        return _whatsapp_fault(channel[2]) if channel[1] == "whatsapp" else None
    if _SID.fullmatch(value) or _SHORT_CODE.fullmatch(value):
        return None
    number = phone.read(value)
    if number.kind == "several":
        return f", which holds several numbers; each takes a <{attr.parent.name}> of its own"
    if not number.why:
        return None
    longest = limit("message-alpha-sender").maximum
    if attr.name == "from" and _SENDER.fullmatch(value) and any(char.isalpha() for char in value):
        return None if len(value) <= longest else f", a sender name of {len(value)} characters; {longest} is the most"
    legal = "a phone number such as +14155550100, a short code, or a channel address such as whatsapp:+14155550100"
    also = f", or a name of at most {longest} letters, digits and blanks" if attr.name == "from" else ""
    why = "is no address of a phone" if "@" in value or channel is not None else number.why
    return f", which {why}; it takes {legal}{also}"


def _whatsapp_fault(rest: str) -> str | None:
    number = phone.read(rest)
    if number.kind == "e164" or _WHATSAPP_USER.fullmatch(rest):
        return None
    full = number.full or "+14155550100"
    return f"; behind whatsapp: stand +, country code and number, as in whatsapp:{full}"

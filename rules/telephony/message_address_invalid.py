"""TW735 message-address-invalid."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Rule, limit, phone, values

_CHANNEL = re.compile(r"([a-z][a-z0-9-]*):(\S+)")
#: Schemes that are not channels of messages.
_NO_CHANNELS = frozenset(("tel", "client", "sip", "sips", "mailto", "http", "https"))
_SID = re.compile(r"[A-Z]{2}[0-9a-f]{32}")
_SHORT_CODE = re.compile(r"[0-9]{3,8}")
#: Accounts of WhatsApp users who hide their number.
_WHATSAPP_USER = re.compile(r"[A-Z]{2}\.[A-Za-z0-9]+")
_SENDER = re.compile(r"[A-Za-z0-9 &+_.-]+")


class MessageAddressInvalid(Rule):
    """Recipient or sender of a message that is not an address.

    `to` is a phone number, a short code or a channel address such as `whatsapp:+14155550100`; `from` is a number of
    yours in the same forms, or a sender name of at most 11 letters, digits and spaces. With anything else Twilio logs
    a warning and sends nothing.

    Flagged:
        <Response><Message to="whatsapp 4155550100">Hi</Message></Response>
                               ^^^^^^^^^^^^^^^^^^^ to must be a phone number or a channel address: found "whatsapp 4155550100"
    Flagged:
        <Response><Message to="whatsapp:4155550100">Hi</Message></Response>
                               ^^^^^^^^^^^^^^^^^^^ WhatsApp address in to is not a full phone number: found "whatsapp:4155550100"
    Flagged:
        <Response><Message to="+14155550100, +14155550101">Hi</Message></Response>
                               ^^^^^^^^^^^^^^^^^^^^^^^^^^ several phone numbers in to: expected one
    Flagged:
        <Response><Message from="Acme Support">Hi</Message></Response>
                                 ^^^^^^^^^^^^ sender name is too long: 12 characters; at most 11
    Flagged:
        <Response><Message from="+1415">Hi</Message></Response>
                                 ^^^^^ from must be a phone number, a channel address or a name: found "+1415"
    Flagged:
        <Response><Sms to="amy@acme.test">Hi</Sms></Response>
                           ^^^^^^^^^^^^^ to must be a phone number or a channel address: found "amy@acme.test"
    Allowed:
        <Response><Message to="whatsapp:+14155550100" from="whatsapp:+14155550199">Hi</Message></Response>
    Allowed:
        <Response><Message to="+1 (415) 555-0100" from="Acme Help 1">Hi</Message></Response>
    Allowed:
        <Response><Message to="messenger:1234567890" from="32075">Hi</Message></Response>
    Allowed:
        <Response><Message to="{{ From }}">Hi</Message></Response>
    """

    code, name, twilio_code = "TW735", "message-address-invalid", 14101
    source = "https://www.twilio.com/docs/api/errors/14101"
    on = ("Message@to", "Message@from", "Sms@to", "Sms@from")
    local = True
    messages = {
        "to": Message(
            "to must be a phone number or a channel address",
            'found "{value}"',
            "Write a number such as +14155550100, a short code, or whatsapp:+14155550100. Twilio sends nothing ({code}).",
        ),
        "from": Message(
            "from must be a phone number, a channel address or a name",
            'found "{value}"',
            "Write a number such as +14155550199, a short code, whatsapp:+14155550199, or a name of at most {most} letters, digits and spaces. Twilio sends nothing ({code}).",
        ),
        "several": Message(
            "several phone numbers in {name}",
            "expected one",
            "Write a <{element}> for each number. Twilio sends nothing ({code}).",
        ),
        "whatsapp": Message(
            "WhatsApp address in {name} is not a full phone number",
            'found "{value}"',
            "Write +, country code and number, as in whatsapp:{full}. Twilio sends nothing ({code}).",
        ),
        "name-too-long": Message(
            "sender name is too long",
            "{length} characters; at most {most}",
            "Use a shorter name. Twilio sends nothing ({code}).",
        ),
    }

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        value = attr.value.strip()
        id = _find_mistake(value, attr.name) if value else None
        if id is not None:
            yield self.report(
                attr.value_span,
                id,
                name=attr.name,
                element=attr.parent.name,
                value=value,
                full=phone.parse_number(value.partition(":")[2]).full or "+14155550100",
                length=len(value),
                most=limit("message-alpha-sender").maximum,
                twilio_code=values.error_of(attr, ctx),
            )


def _find_mistake(value: str, name: str) -> str | None:
    """The message about an address, by its id; ``None`` for one that may be right."""
    channel = _CHANNEL.fullmatch(value)
    if channel is not None and channel[1] == "whatsapp":
        right = phone.parse_number(channel[2]).kind == "e164" or _WHATSAPP_USER.fullmatch(channel[2])
        return None if right else "whatsapp"
    if channel is not None and channel[1] not in _NO_CHANNELS:
        return None
    if _SID.fullmatch(value) or _SHORT_CODE.fullmatch(value):
        return None
    number = phone.parse_number(value)
    if number.reason is None or number.kind == "several":
        return None if number.reason is None else "several"
    if name == "from" and _SENDER.fullmatch(value) and any(char.isalpha() for char in value):
        return "name-too-long" if len(value) > limit("message-alpha-sender").maximum else None
    return name

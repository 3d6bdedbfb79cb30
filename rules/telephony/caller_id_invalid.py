"""TW707 caller-id-invalid."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Node, Rule, Severity, limit, phone

#: What cannot be in a caller ID that is shown to a SIP endpoint; it may be a name and need not be a number.
_NOT_SIP = re.compile(r"[\s\"'<>(),;]")
_SENDER = "Use the sender of your account, such as whatsapp:+14155550199. Twilio does not place the call ({code})."
_NUMBER = "Use a number of your account, such as +14155550199. Twilio logs a warning and often does not place the call ({code})."


class CallerIdInvalid(Rule):
    """Caller ID that the dialled party cannot be shown.

    A phone is shown a number of your account, or the caller's own, in full: plus, country code, number. Softphones can
    be shown `client:` and a name, WhatsApp `whatsapp:` and a sender of yours, a SIP endpoint any name without spaces.
    With another caller ID Twilio logs a warning and often does not place the call. A client name where a client is
    dialled is right, although Twilio has logged the warning there too.

    Flagged:
        <Response><Dial callerId="client:tom"><Number>+14155550100</Number></Dial></Response>
                                  ^^^^^^^^^^ callerId of a phone call must be a phone number: found a client name
    Flagged:
        <Response><Dial callerId=""><Number>+14155550100</Number></Dial></Response>
                        ^^^^^^^^ callerId is empty: expected a phone number
    Flagged:
        <Response><Dial callerId="anonymous">+14155550100</Dial></Response>
                                  ^^^^^^^^^ callerId of a phone call must be a phone number: found "anonymous"
    Flagged:
        <Response><Dial callerId="18001800">+14155550100</Dial></Response>
                                  ^^^^^^^^ callerId without + and country code: found "18001800"
    Flagged:
        <Response><Dial callerId="+1415555019914155550199">+14155550100</Dial></Response>
                                  ^^^^^^^^^^^^^^^^^^^^^^^ callerId is too long: 23 characters; at most 15
    Flagged:
        <Response><Dial callerId="+44 (0)1632 960123">+14155550100</Dial></Response>
                                  ^^^^^^^^^^^^^^^^^^ callerId has a 0 after the country code: write "+441632960123"
    Flagged:
        <Response><Dial callerId="00441632960123">+14155550100</Dial></Response>
                                  ^^^^^^^^^^^^^^ callerId has a dialling prefix instead of +: write "+441632960123"
    Flagged:
        <Response><Dial callerId="4155550199"><Number>+14155550100</Number></Dial></Response>
                                  ^^^^^^^^^^ callerId without + and country code: read as the US number +14155550199
    Flagged:
        <Response><Dial callerId="+14155550199"><WhatsApp>+14155550100</WhatsApp></Dial></Response>
                                  ^^^^^^^^^^^^ callerId of a WhatsApp call must be a WhatsApp sender: found "+14155550199"
    Flagged:
        <Response><Dial><WhatsApp>+14155550100</WhatsApp></Dial></Response>
                         ^^^^^^^^ WhatsApp call without callerId: no callerId on <Dial>
    Flagged:
        <Response><Dial callerId="tom"><Client>amy</Client></Dial></Response>
                                  ^^^ callerId of a client must be a number or client:NAME: found "tom"
    Flagged:
        <Response><Dial callerId="client:tom smith"><Client>amy</Client></Dial></Response>
                                  ^^^^^^^^^^^^^^^^ client name in callerId is not valid: found "client:tom smith"
    Flagged:
        <Response><Dial callerId="client:tom"><Client>amy</Client></Dial></Response>
                                  ^^^^^^^^^^ callerId is a client name: Twilio may log a warning
    Flagged:
        <Response><Dial callerId="bob (home)"><Sip>sip:kate@pbx.acme.test</Sip></Dial></Response>
                                  ^^^^^^^^^^ callerId of a SIP call has a character that is not allowed: found a space
    Allowed:
        <Response><Dial callerId="+14155550199"><Number>+14155550100</Number></Dial></Response>
    Allowed:
        <Response><Dial callerId="bob"><Sip>sip:kate@pbx.acme.test</Sip></Dial></Response>
    Allowed:
        <Response><Dial callerId="whatsapp:+14155550199"><WhatsApp>+14155550100</WhatsApp></Dial></Response>
    Allowed:
        <Response><Dial callerId="{{ From }}"><Number>+14155550100</Number></Dial></Response>
    """

    code, name, twilio_code = "TW707", "caller-id-invalid", 13214
    source = "https://www.twilio.com/docs/api/errors/13214"
    on = ("Dial@callerId", "WhatsApp")
    templated = True
    supersedes = ("empty-attribute",)
    messages = {
        "empty": Message(
            "callerId is empty",
            "expected a phone number",
            "Use a number of your account, or remove the attribute to show the caller's own number ({code}).",
        ),
        "client": Message("callerId of a phone call must be a phone number", "found a client name", _NUMBER),
        "no-number": Message("callerId of a phone call must be a phone number", 'found "{value}"', _NUMBER),
        "no-country": Message("callerId without + and country code", 'found "{value}"', _NUMBER),
        "us": Message(
            "callerId without + and country code",
            "read as the US number {full}",
            "Write {full}.",
            severity=Severity.INFO,
            twilio_code=0,
        ),
        "too-long": Message(
            "callerId is too long",
            "{count} characters; at most {most}",
            "Write +, country code and number, as in +14155550199 ({code}).",
            twilio_code=13248,
        ),
        "trunk": Message("callerId has a 0 after the country code", 'write "{full}"', _NUMBER),
        "abroad": Message("callerId has a dialling prefix instead of +", 'write "{full}"', _NUMBER),
        "whatsapp": Message(
            "callerId of a WhatsApp call must be a WhatsApp sender", 'found "{value}"', _SENDER, twilio_code=37008
        ),
        "whatsapp-missing": Message(
            "WhatsApp call without callerId", "no callerId on <Dial>", _SENDER, twilio_code=37008
        ),
        "client-prefix": Message(
            "callerId of a client must be a number or client:NAME",
            'found "{value}"',
            "Write client: before a name. Twilio logs a warning and often does not place the call ({code}).",
        ),
        "client-name": Message(
            "client name in callerId is not valid",
            'found "{value}"',
            "Write a name without spaces after client: ({code}).",
        ),
        "client-to-client": Message(
            "callerId is a client name",
            "Twilio may log a warning",
            "The client rings all the same ({code}).",
            severity=Severity.INFO,
        ),
        "sip": Message(
            "callerId of a SIP call has a character that is not allowed",
            "found {character}",
            "Use letters, digits and + - _ . only ({code}).",
        ),
    }

    def check(self, item: Attr | Node, ctx: Context) -> Iterator[Diagnostic]:
        if isinstance(item, Node):
            if _lacks_caller_id(item):
                yield self.report(item, "whatsapp-missing")
        elif not item.templated:
            value = item.value.strip()
            number = phone.parse_number(value, ctx.settings.default_country)
            sip = _NOT_SIP.search(value)
            id = _find_mistake(value, number, _dialled(item.parent))
            if id is not None:
                yield self.report(
                    item if id == "empty" else item.value_span,
                    id,
                    value=value,
                    full=number.full,
                    count=len(number.digits),
                    most=limit("phone-digits").maximum,
                    character="" if sip is None else "a space" if sip[0].isspace() else f'"{sip[0]}"',
                )


def _lacks_caller_id(noun: Node) -> bool:
    """Whether a noun is the first of its name in a ``Dial`` without a caller ID."""
    dial = noun.parent
    if dial is None or dial.name != "Dial" or dial.templated_attrs or dial.attr("callerId") is not None:
        return False
    return next(child for child in dial.children if child.name == noun.name) is noun


def _dialled(dial: Node) -> frozenset[str]:
    """The nouns that are dialled, ``Number`` for a bare number; empty where a template decides."""
    names = frozenset(child.name for child in dial.children)
    if dial.templated:
        return names & {"Number"}
    return names or (frozenset(("Number",)) if dial.has_text else names)


def _find_mistake(value: str, number: phone.Phone, nouns: frozenset[str]) -> str | None:
    """The message about a caller ID, by its id; ``None`` for one that the dialled nouns can be shown."""
    prefix, colon, rest = value.partition(":")
    is_client = bool(colon) and prefix == "client"
    if not value:
        return "empty"
    if "WhatsApp" in nouns:
        return None if prefix == "whatsapp" and phone.parse_number(rest).kind == "e164" else "whatsapp"
    if "Number" in nouns:
        return "client" if is_client else _number_mistake(number)
    if nouns == {"Client"} and is_client:
        return "client-to-client" if rest and not re.search(r"\s", rest) else "client-name"
    if nouns == {"Client"}:
        return "client-prefix" if number.kind in ("none", "several") and not colon else None
    return "sip" if nouns == {"Sip"} and _NOT_SIP.search(value) else None


def _number_mistake(number: phone.Phone) -> str | None:
    if number.reason is not None:
        return "too-long" if len(number.digits) > limit("phone-digits").maximum else "no-number"
    if number.kind == "abroad" and number.full is None:
        return "no-country"
    return {"us": "us", "trunk": "trunk", "abroad": "abroad", "national": "no-country", "service": "no-country"}.get(
        number.kind
    )

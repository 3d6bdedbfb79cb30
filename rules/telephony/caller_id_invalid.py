"""TW707 caller-id-invalid."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from twimllint import Attr, Context, Diagnostic, Node, Rule, Severity, phone, placement, values

#: What no caller ID towards a SIP endpoint has in it; it may be a name and need not be a number.
_NOT_SIP = r"[\s\"'<>(),;]"


class CallerIdInvalid(Rule):
    """Caller ID that the dialled side cannot be shown.

    A phone is shown a number of your account, or the caller's own, in full: plus, country code, number. Softphones
    take `client:` and a name, WhatsApp `whatsapp:` and a sender of yours, a SIP endpoint any name without blanks. With
    another one Twilio warns and often drops the call.

    Flagged:
        <Response><Dial callerId="client:tom"><Number>+14155550100</Number></Dial></Response>
                                  ^^^^^^^^^^ callerId is "client:tom", a client's name; a phone is shown a number, such as +14155550199 (13214)
    Flagged:
        <Response><Dial callerId=""><Number>+14155550100</Number></Dial></Response>
                        ^^^^^^^^ callerId is empty; give it a number of yours, such as +14155550199, or leave it out, and the caller's own is shown (13214)
    Flagged:
        <Response><Dial callerId="18001800">+14155550100</Dial></Response>
                                  ^^^^^^^^ callerId is "18001800", without + and country code; a phone is shown a number such as +14155550199 (13214)
    Flagged:
        <Response><Dial callerId="4155550199"><Number>+14155550100</Number></Dial></Response>
                                  ^^^^^^^^^^ callerId is "4155550199", without + and country code; Twilio takes it for the US number +14155550199
    Flagged:
        <Response><Dial callerId="+14155550199"><WhatsApp>+14155550100</WhatsApp></Dial></Response>
                                  ^^^^^^^^^^^^ callerId is "+14155550199"; a call to <WhatsApp> takes whatsapp: and a sender of yours, such as whatsapp:+14155550199 (37008)
    Flagged:
        <Response><Dial><WhatsApp>+14155550100</WhatsApp></Dial></Response>
                         ^^^^^^^^ <Dial> has no callerId; a call to <WhatsApp> takes whatsapp: and a sender of yours, such as callerId="whatsapp:+14155550199" (37008)
    Flagged:
        <Response><Dial callerId="client:tom"><Client>amy</Client></Dial></Response>
                                  ^^^^^^^^^^ callerId is "client:tom"; the client rings, and Twilio may warn all the same (13214), as it does of any name that is not the caller's own
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
    known, templated = False, True
    supersedes = ("empty-attribute",)

    def check(self, item: Attr | Node, ctx: Context) -> Iterator[Diagnostic]:
        if isinstance(item, Node):
            yield from self._without(item, ctx)
            return
        value = item.value.strip()
        if item.templated or values.attribute_type(item, ctx) is None:
            return
        if not value:
            message = (
                "callerId is empty; give it a number of yours, such as +14155550199, or leave it out, and the caller's own "
                "is shown (13214)"
            )
            yield self.report(item, message)
            return
        fault = _fault(value, _dialled(item.parent), ctx.settings.default_country)
        if fault is not None:
            logged = f" ({fault.code})" if fault.severity is Severity.ERROR else ""
            message = f'callerId is "{value}"{fault.words}{logged}'
            yield self.report(item.value_span, message, severity=fault.severity, twilio_code=fault.code)

    def _without(self, noun: Node, ctx: Context) -> Iterator[Diagnostic]:
        dial = noun.parent
        if dial is None or dial.name != "Dial" or dial.templated_attrs or placement.type_of(noun, ctx) is None:
            return
        if dial.attr("callerId") is None and not any(noun.name == child.name for child in noun.before):
            message = (
                "<Dial> has no callerId; a call to <WhatsApp> takes whatsapp: and a sender of yours, such as "
                'callerId="whatsapp:+14155550199" (37008)'
            )
            yield self.report(noun, message, twilio_code=37008)


class _Fault(NamedTuple):
    """What is wrong with a caller ID, as the rest of a sentence that has named it."""

    words: str
    code: int = 13214
    severity: Severity = Severity.ERROR


def _dialled(dial: Node) -> frozenset[str]:
    """The nouns that are dialled, ``Number`` for a bare number; empty where a template decides."""
    names = frozenset(child.name for child in dial.children)
    if dial.templated:
        return names & {"Number"}
    return names or (frozenset(("Number",)) if dial.text.strip() else names)


def _fault(value: str, nouns: frozenset[str], country: str | None) -> _Fault | None:
    scheme, colon, rest = value.partition(":")
    if "WhatsApp" in nouns:
        if value.startswith("whatsapp:") and phone.read(rest).kind == "e164":
            return None
        return _Fault(
            "; a call to <WhatsApp> takes whatsapp: and a sender of yours, such as whatsapp:+14155550199", 37008
        )
    if "Number" in nouns:
        if colon and scheme == "client":
            return _Fault(", a client's name; a phone is shown a number, such as +14155550199")
        return _number_fault(value, country)
    if nouns == {"Client"}:
        return _client_fault(value, rest if scheme == "client" else None)
    if nouns == {"Sip"} and (wrong := re.search(_NOT_SIP, value)):
        what = "white space" if wrong[0].isspace() else wrong[0]
        return _Fault(f", which holds {what}; a SIP endpoint is shown letters, digits and + - _ . alone")
    return None


def _number_fault(value: str, country: str | None) -> _Fault | None:
    number = phone.read(value, country)
    shown = "a phone is shown a number such as +14155550199"
    if number.kind == "e164":
        return None
    if number.kind == "us":
        return _Fault(
            f", without + and country code; Twilio takes it for the US number {number.full}", severity=Severity.INFO
        )
    if number.why:
        return _Fault(f", which {number.why}; {shown}", 13248 if len(number.digits) > 15 else 13214)
    if number.kind == "trunk":
        return _Fault(f", which keeps the 0 that is dialled inside the country only; write {number.full}")
    if number.kind == "abroad" and number.full is not None:
        return _Fault(f", which has a prefix in place of the +; write {number.full}")
    short = number.kind == "service"
    return _Fault(f", {'a service number' if short else 'without + and country code'}; {shown}")


def _client_fault(value: str, identity: str | None) -> _Fault | None:
    """``identity`` is what follows ``client:``, where that stands there."""
    if identity is None:
        named = phone.read(value).kind in ("none", "several") and ":" not in value
        return _Fault("; a client is shown a number, such as +14155550199, or client: and a name") if named else None
    if not identity or re.search(r"\s", identity):
        return _Fault("; a name without white space follows client:")
    words = "; the client rings, and Twilio may warn all the same (13214), as it does of any name that is not the caller's own"
    return _Fault(words, severity=Severity.WARNING)

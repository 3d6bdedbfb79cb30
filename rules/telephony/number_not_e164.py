"""TW701 number-not-e164."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Fix, Message, Node, Rule, Severity, conditions, edits, phone

_WRONG = "Twilio calls a wrong number or nobody ({code})."


class NumberNotE164(Rule):
    """Dialled number without plus and country code.

    Twilio dials numbers in international form: a plus, the country code, the number. It reads ten digits as a US
    number; any other national form rings a stranger or nobody. Set `default-country` to get the full number as a fix.

    Flagged:
        <Response><Dial>01632960123</Dial></Response>
                        ^^^^^^^^^^^ phone number without + and country code: found "01632960123"
    Flagged:
        <Response><Dial><Number>910000000000</Number></Dial></Response>
                                ^^^^^^^^^^^^ phone number without +: found "910000000000"
    Flagged:
        <Response><Dial>00441632960123</Dial></Response>
                        ^^^^^^^^^^^^^^ phone number with a dialling prefix instead of +: write "+441632960123"
    Fixed:
        <Response><Dial>+441632960123</Dial></Response>
    Flagged:
        <Response><Dial>00999123456</Dial></Response>
                        ^^^^^^^^^^^ phone number with a dialling prefix instead of +: found "00999123456"
    Flagged:
        <Response><Dial>+44 (0)1632 960123</Dial></Response>
                        ^^^^^^^^^^^^^^^^^^ phone number with a 0 after the country code: write "+441632960123"
    Fixed:
        <Response><Dial>+441632960123</Dial></Response>
    Flagged:
        <Response><Dial>415-123-4567</Dial></Response>
                        ^^^^^^^^^^^^ phone number without + and country code: read as the US number +14151234567
    Allowed:
        <Response><Dial>+1 (415) 123-4567</Dial></Response>
    Allowed:
        <Response><Dial><Number>911</Number></Dial></Response>
    Allowed:
        <Response><Dial><Number>{{ To }}</Number></Dial></Response>
    Config:
        default-country = "GB"
    Flagged:
        <Response><Dial>01632 960123</Dial></Response>
                        ^^^^^^^^^^^^ phone number without + and country code: in GB it is "+441632960123"
    Fixed:
        <Response><Dial>+441632960123</Dial></Response>
    """

    code, name, twilio_code = "TW701", "number-not-e164", 13223
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/api/errors/13223"
    fixable = "unsafe"
    on = ("Dial", "Number", "WhatsApp")
    local = True
    templated = True
    when = (
        conditions.own_text,
        conditions.text_not_matching(r"\+1[2-9][0-9]{9}"),
    )
    messages = {
        "us": Message(
            "phone number without + and country code",
            "read as the US number {full}",
            "Write {full}.",
            severity=Severity.INFO,
            twilio_code=0,
        ),
        "trunk": Message(
            "phone number with a 0 after the country code",
            'write "{full}"',
            "Remove the 0 that is dialled inside the country only. " + _WRONG,
            twilio_code=13224,
        ),
        "abroad": Message(
            "phone number with a dialling prefix instead of +",
            'write "{full}"',
            "Twilio reads no such prefix ({code}).",
        ),
        "unknown-abroad": Message(
            "phone number with a dialling prefix instead of +",
            'found "{value}"',
            "Write +, country code and number. Twilio reads no such prefix ({code}).",
        ),
        "country": Message(
            "phone number without + and country code", 'in {country} it is "{full}"', _WRONG, twilio_code=13224
        ),
        "no-plus": Message(
            "phone number without +",
            'found "{value}"',
            "Write {full} if it begins with its country code. " + _WRONG,
            twilio_code=13224,
        ),
        "national": Message(
            "phone number without + and country code",
            'found "{value}"',
            "Write +, country code and number. " + _WRONG,
            twilio_code=13224,
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        country = ctx.settings.default_country
        number = phone.parse_number(phone.dialled(node), country)
        id = _find_mistake(number)
        if id is not None:
            yield self.report(
                node.text_span,
                id,
                value=number.text,
                full=number.full,
                country=(country or "").upper(),
                fix=_fix(node, number, country),
            )


def _find_mistake(number: phone.Phone) -> str | None:
    """The message about a number, by its id; ``None`` for one that is right, and for what is not a number at all."""
    if number.kind == "abroad":
        return "abroad" if number.full else "unknown-abroad"
    if number.kind == "national" and number.full is not None:
        return "no-plus" if number.full[1:] == number.digits else "country"
    return number.kind if number.kind in ("us", "trunk", "national") else None


def _fix(node: Node, number: phone.Phone, country: str | None) -> Fix | None:
    """The number in full, where it is known; not into a text with markup, and for a US number only if configured."""
    plain = len(node.texts) == 1 and "<!" not in node.texts[0].raw
    sure = number.sure and (number.kind != "us" or country is not None)
    if number.full is None or not plain or not sure:
        return None
    return edits.replace(node.text_span, number.full, f"write {number.full}")

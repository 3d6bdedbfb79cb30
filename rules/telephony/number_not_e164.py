"""TW701 number-not-e164."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Node, Rule, Severity, conditions, edits, phone


class NumberNotE164(Rule):
    """Dialled number without plus and country code.

    Twilio dials numbers as the whole world knows them: a plus, the country code, the number. It takes ten digits for a
    number in the US; any other national form rings a stranger or nobody. Set `default-country` to be offered the full
    number as a fix.

    Flagged:
        <Response><Dial>01632960123</Dial></Response>
                        ^^^^^^^^^^^ "01632960123" has no + and country code, so Twilio calls a wrong number or nobody (13224); write +, country code and number
    Flagged:
        <Response><Dial><Number>910000000000</Number></Dial></Response>
                                ^^^^^^^^^^^^ "910000000000" has no +, so Twilio calls a wrong number or nobody (13224); write +910000000000 if it begins with its country code
    Flagged:
        <Response><Dial>00441632960123</Dial></Response>
                        ^^^^^^^^^^^^^^ "00441632960123" begins with 00, which stands for + on many phones and not at Twilio (13223); write +441632960123
    Fixed:
        <Response><Dial>+441632960123</Dial></Response>
    Flagged:
        <Response><Dial>+44 (0)1632 960123</Dial></Response>
                        ^^^^^^^^^^^^^^^^^^ "+44 (0)1632 960123" keeps the 0 that is dialled inside the country only (13224); write +441632960123
    Fixed:
        <Response><Dial>+441632960123</Dial></Response>
    Flagged:
        <Response><Dial>415-123-4567</Dial></Response>
                        ^^^^^^^^^^^^ "415-123-4567" has no + and country code; Twilio takes it for the US number +14151234567
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
                        ^^^^^^^^^^^^ "01632 960123" has no + and country code, so Twilio calls a wrong number or nobody (13224); in GB it is +441632960123
    Fixed:
        <Response><Dial>+441632960123</Dial></Response>
    """

    code, name, twilio_code = "TW701", "number-not-e164", 13223
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/api/errors/13223"
    fixable = "unsafe"
    on = ("Dial", "Number", "WhatsApp")
    known, templated = False, True
    when = (conditions.text_unlike(r"\+1[2-9][0-9]{9}"),)

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        found = phone.dialled(node, ctx)
        if found is None:
            return
        number = phone.read(found.text, ctx.settings.default_country)
        message = _message(number, ctx.settings.default_country)
        if message is None:
            return
        plain = len(node.texts) == 1 and "<!" not in node.texts[0].raw
        offer = number.sure and plain and (number.kind != "us" or ctx.settings.default_country is not None)
        fix = edits.replace(found.span, number.full, f"write {number.full}") if offer and number.full else None
        severity = Severity.INFO if number.kind == "us" else None
        yield self.report(found.span, message, fix=fix, severity=severity, twilio_code=number.code)


def _message(number: phone.Phone, country: str | None) -> str | None:
    """What to say of a number, or ``None`` for one that is right, and for what is no number at all."""
    full, log = number.full, f"({number.code})"
    if number.kind == "us":
        return f'"{number.text}" has no + and country code; Twilio takes it for the US number {full}'
    if number.kind == "trunk":
        return f'"{number.text}" keeps the 0 that is dialled inside the country only {log}; write {full}'
    if number.kind == "abroad":
        prefix = "00" if number.text.startswith("00") else "011"
        hint = f"write {full}" if full else "write +, country code and number"
        return (
            f'"{number.text}" begins with {prefix}, which stands for + on many phones and not at Twilio {log}; {hint}'
        )
    if number.kind != "national":
        return None
    wrong = f"so Twilio calls a wrong number or nobody {log}"
    if full is None:
        return f'"{number.text}" has no + and country code, {wrong}; write +, country code and number'
    if full[1:] == number.digits:
        return f'"{number.text}" has no +, {wrong}; write {full} if it begins with its country code'
    return f'"{number.text}" has no + and country code, {wrong}; in {str(country).upper()} it is {full}'

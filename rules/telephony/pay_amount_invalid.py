"""TW723 pay-amount-invalid."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Rule, data, limit, values

_AMOUNT = re.compile(r"[+-]?(?:[0-9]+(?:\.([0-9]*))?|\.([0-9]+))")


class PayAmountInvalid(Rule):
    """Amount that is no sum of money in the currency, or a currency that does not exist.

    `chargeAmount` is a plain decimal number: no currency sign, no comma, and no more decimals than the currency has.
    Pay fails with any other before the caller is asked for anything.

    Flagged:
        <Response><Pay chargeAmount="10.999" action="https://pay.acme.test/d"/></Response>
                                     ^^^^^^ chargeAmount is "10.999", with 3 decimals; usd has 2 (64003)
    Flagged:
        <Response><Pay chargeAmount="$20,00" action="https://pay.acme.test/d"/></Response>
                                     ^^^^^^ chargeAmount is "$20,00"; it takes a number from 0 to 1,000,000 without sign or comma, such as 20.45 (64003)
    Flagged:
        <Response><Pay chargeAmount="-5" action="https://pay.acme.test/d"/></Response>
                                     ^^ chargeAmount is "-5"; it takes a number from 0 to 1,000,000 ...
    Flagged:
        <Response><Pay chargeAmount="100.5" currency="jpy" action="https://pay.acme.test/d"/></Response>
                                     ^^^^^ chargeAmount is "100.5", with 1 decimal; jpy has none (64003)
    Flagged:
        <Response><Pay chargeAmount="10" currency="dollar" action="https://pay.acme.test/d"/></Response>
                                                   ^^^^^^ currency is "dollar"; it takes a code of ISO 4217, such as usd or eur (64011)
    Allowed:
        <Response><Pay chargeAmount="10.99" action="https://pay.acme.test/d"/></Response>
    Allowed:
        <Response><Pay chargeAmount="10.123" currency="KWD" action="https://pay.acme.test/d"/></Response>
    Allowed:
        <Response><Pay chargeAmount="{{ amount }}" currency="{{ currency }}" action="https://pay.acme.test/d"/></Response>
    """

    code, name, twilio_code = "TW723", "pay-amount-invalid", 64003
    source = "https://www.twilio.com/docs/api/errors/64003"
    on = ("Pay@chargeAmount", "Pay@currency")
    known, templated = False, True
    supersedes = ("not-an-integer", "integer-out-of-range")

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        value = attr.value.strip()
        if not value or attr.templated or values.attribute_type(attr, ctx) is None:
            return
        if attr.name == "currency":
            if value.upper() not in data("currencies")["currencies"]:
                message = f'currency is "{value}"; it takes a code of ISO 4217, such as usd or eur (64011)'
                yield self.report(attr.value_span, message, twilio_code=64011)
            return
        fault = _fault(value, attr)
        if fault is not None:
            yield self.report(attr.value_span, f'chargeAmount is "{value}"{fault} (64003)')


def _fault(value: str, attr: Attr) -> str | None:
    """What is wrong with an amount, as the rest of a sentence that has named it."""
    bounds = limit("pay-amount")
    amount = _AMOUNT.fullmatch(value)
    if amount is None or not bounds.minimum <= float(value) <= bounds.maximum:
        legal = f"a number from {bounds.minimum} to {bounds.maximum:,} without sign or comma, such as 20.45"
        return f"; it takes {legal}"
    decimals = amount[1] or amount[2] or ""
    other = attr.parent.attr("currency")
    if (other is not None and other.templated) or (other is None and attr.parent.templated_attrs):
        return None
    currency = "usd" if other is None else other.value.strip()
    row = data("currencies")["currencies"].get(currency.upper())
    # zeros at the end change nothing about the sum
    if row is None or len(decimals.rstrip("0")) <= row["decimals"]:
        return None
    plural = "" if len(decimals) == 1 else "s"
    return f", with {len(decimals)} decimal{plural}; {currency} has {row['decimals'] or 'none'}"

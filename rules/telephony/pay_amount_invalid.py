"""TW723 pay-amount-invalid."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Rule, data, limit

_AMOUNT = re.compile(r"[+-]?(?:[0-9]+(?:\.([0-9]*))?|\.([0-9]+))")


class PayAmountInvalid(Rule):
    """Amount that is not a sum of money in the currency, or a currency that does not exist.

    `chargeAmount` is a plain decimal number: no currency sign, no comma, and no more decimals than the currency has.
    Pay fails with any other before the caller is asked for anything.

    Flagged:
        <Response><Pay chargeAmount="10.999" action="https://pay.acme.test/d"/></Response>
                                     ^^^^^^ chargeAmount has too many decimals: found 3; usd has 2
    Flagged:
        <Response><Pay chargeAmount="$20,00" action="https://pay.acme.test/d"/></Response>
                                     ^^^^^^ chargeAmount must be a number from 0 to 1,000,000: found "$20,00"
    Flagged:
        <Response><Pay chargeAmount="1000000.01" action="https://pay.acme.test/d"/></Response>
                                     ^^^^^^^^^^ chargeAmount must be a number from 0 to 1,000,000: found "1000000.01"
    Flagged:
        <Response><Pay chargeAmount="-5" action="https://pay.acme.test/d"/></Response>
                                     ^^ chargeAmount must be a number from 0 to 1,000,000: found "-5"
    Flagged:
        <Response><Pay chargeAmount="100.5" currency="jpy" action="https://pay.acme.test/d"/></Response>
                                     ^^^^^ chargeAmount has too many decimals: found 1; jpy has none
    Flagged:
        <Response><Pay chargeAmount="10" currency="dollar" action="https://pay.acme.test/d"/></Response>
                                                   ^^^^^^ unknown currency: found "dollar"
    Allowed:
        <Response><Pay chargeAmount="1000000" action="https://pay.acme.test/d"/><Pay chargeAmount="0" action="/d"/></Response>
    Allowed:
        <Response><Pay chargeAmount="10.990" action="https://pay.acme.test/d"/></Response>
    Allowed:
        <Response><Pay chargeAmount="10.123" currency="KWD" action="https://pay.acme.test/d"/></Response>
    Allowed:
        <Response><Pay chargeAmount="{{ amount }}" currency="{{ currency }}" action="https://pay.acme.test/d"/></Response>
    """

    code, name, twilio_code = "TW723", "pay-amount-invalid", 64003
    source = "https://www.twilio.com/docs/api/errors/64003"
    on = ("Pay@chargeAmount", "Pay@currency")
    local = True
    supersedes = ("not-an-integer", "integer-out-of-range")
    messages = {
        "amount": Message(
            "chargeAmount must be a number from {least} to {most:,}",
            'found "{value}"',
            "Write it without currency sign or comma, such as 20.45. Twilio does not start the payment ({code}).",
        ),
        "decimals": Message(
            "chargeAmount has too many decimals",
            "found {count}; {currency} has {decimals}",
            "Round the amount. Twilio does not start the payment ({code}).",
        ),
        "currency": Message(
            "unknown currency",
            'found "{value}"',
            "Write a code of ISO 4217, such as usd or eur. Twilio does not start the payment ({code}).",
            twilio_code=64011,
        ),
    }

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        value, currencies = attr.value.strip(), data("currencies")["currencies"]
        if value and attr.name == "currency":
            if value.upper() not in currencies:
                yield self.report(attr.value_span, "currency", value=value)
        elif value:
            yield from self._check_amount(attr, value)

    def _check_amount(self, attr: Attr, value: str) -> Iterator[Diagnostic]:
        bounds, amount = limit("pay-amount"), _AMOUNT.fullmatch(value)
        if amount is None or not bounds.minimum <= float(value) <= bounds.maximum:
            yield self.report(attr.value_span, "amount", value=value, least=bounds.minimum, most=bounds.maximum)
            return
        currency = _currency(attr)
        row = data("currencies")["currencies"].get(currency.upper())
        decimals = amount[1] or amount[2] or ""
        # zeros at the end do not change the sum
        if row is not None and len(decimals.rstrip("0")) > row["decimals"]:
            decimals_of = row["decimals"] or "none"
            yield self.report(attr.value_span, "decimals", count=len(decimals), currency=currency, decimals=decimals_of)


def _currency(amount: Attr) -> str:
    """The currency of an amount; empty where a template writes it."""
    currency = amount.parent.attr("currency")
    if currency is None:
        return "" if amount.parent.templated_attrs else "usd"
    return "" if currency.templated else currency.value.strip()

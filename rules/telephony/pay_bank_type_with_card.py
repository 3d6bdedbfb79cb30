"""TW726 pay-bank-type-with-card."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Related, Rule, attributes

_TITLE, _HELP = (
    "bankAccountType on a card payment",
    'Remove it, or write paymentMethod="ach-debit". Twilio does not start the payment ({code}).',
)


class PayBankTypeWithCard(Rule):
    """Type of a bank account while the caller pays by card.

    `bankAccountType` belongs to `ach-debit`; with a card, the default of Pay, Twilio rejects it.

    Flagged:
        <Response><Pay paymentMethod="credit-card" bankAccountType="consumer-checking" action="https://pay.acme.test/d"/></Response>
                                                   ^^^^^^^^^^^^^^^ bankAccountType on a card payment: paymentMethod is credit-card
    Flagged:
        <Response><Pay bankAccountType="consumer-savings" action="https://pay.acme.test/d"/></Response>
                       ^^^^^^^^^^^^^^^ bankAccountType on a card payment: without paymentMethod <Pay> charges a card
    Allowed:
        <Response><Pay paymentMethod="ach-debit" bankAccountType="consumer-checking" action="https://pay.acme.test/d"><Parameter name="AVSName" value="Jo"/></Pay></Response>
    Allowed:
        <Response><Pay paymentMethod="{{ method }}" bankAccountType="consumer-checking" action="https://pay.acme.test/d"/></Response>
    """

    code, name, twilio_code = "TW726", "pay-bank-type-with-card", 64017
    source = "https://www.twilio.com/docs/api/errors/64017"
    on = ("Pay@bankAccountType",)
    templated = True
    messages = {
        "card": Message(_TITLE, "paymentMethod is credit-card", _HELP),
        "default": Message(_TITLE, "without paymentMethod <Pay> charges a card", _HELP),
    }

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        pay = attr.parent
        method = pay.attr("paymentMethod")
        if pay.templated_attrs or not attr.value.strip():
            return
        if method is None:
            if not attributes.has_misspelt(pay, "paymentMethod", ctx):
                yield self.report(attr, "default")
        elif not method.templated and method.value.strip() == "credit-card":
            yield self.report(attr, "card", related=[Related(method.value_span, "the card is chosen here")])

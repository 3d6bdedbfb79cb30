"""TW726 pay-bank-type-with-card."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Related, Rule, attributes, values


class PayBankTypeWithCard(Rule):
    """Type of a bank account while the caller pays by card.

    `bankAccountType` belongs to `ach-debit`; beside a card, which is what Pay takes unless told otherwise, Twilio
    refuses it.

    Flagged:
        <Response><Pay paymentMethod="credit-card" bankAccountType="consumer-checking" action="https://pay.acme.test/d"/></Response>
                                                   ^^^^^^^^^^^^^^^ bankAccountType is for paymentMethod="ach-debit"; this <Pay> takes a card (64017)
    Flagged:
        <Response><Pay bankAccountType="consumer-savings" action="https://pay.acme.test/d"/></Response>
                       ^^^^^^^^^^^^^^^ bankAccountType is for paymentMethod="ach-debit"; without paymentMethod this <Pay> takes a card (64017)
    Allowed:
        <Response><Pay paymentMethod="ach-debit" bankAccountType="consumer-checking" action="https://pay.acme.test/d"><Parameter name="AVSName" value="Jo"/></Pay></Response>
    Allowed:
        <Response><Pay paymentMethod="{{ method }}" bankAccountType="consumer-checking" action="https://pay.acme.test/d"/></Response>
    """

    code, name, twilio_code = "TW726", "pay-bank-type-with-card", 64017
    source = "https://www.twilio.com/docs/api/errors/64017"
    on = ("Pay@bankAccountType",)
    known, templated = False, True

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        pay = attr.parent
        method = pay.attr("paymentMethod")
        if pay.templated_attrs or not attr.value.strip() or values.attribute_type(attr, ctx) is None:
            return
        if method is not None and (method.templated or method.value.strip() != "credit-card"):
            return
        if method is None and attributes.misspelt(pay, "paymentMethod", ctx):
            return
        without = "without paymentMethod " if method is None else ""
        message = f'bankAccountType is for paymentMethod="ach-debit"; {without}this <Pay> takes a card (64017)'
        related = [] if method is None else [Related(method.value_span, "the card is chosen here")]
        yield self.report(attr, message, related=related)

"""TW725 pay-ach-without-name."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Rule, Severity

_NAME = "AVSName"


class PayAchWithoutName(Rule):
    """Payment from a bank account without the name of its holder.

    Payment connectors ask for the account holder's name with `ach-debit`, and a call cannot ask for a name by keys. So
    it is passed as a Parameter named AVSName. Some of Twilio's own samples with prompts leave it out; there it is a
    warning.

    Flagged:
        <Response><Pay paymentMethod="ach-debit" action="https://pay.acme.test/d"/></Response>
                                      ^^^^^^^^^ ach-debit without the account holder's name: <Parameter> AVSName missing
    Flagged:
        <Response><Pay paymentMethod="ach-debit" action="/d"><Parameter name="avsName" value="Jo Doe"/></Pay></Response>
                                      ^^^^^^^^^ ach-debit without the account holder's name: "avsName" must be written "AVSName"
    Allowed:
        <Response><Pay paymentMethod="ach-debit" action="https://pay.acme.test/d"><Parameter name="AVSName" value="Jo Doe"/></Pay></Response>
    Allowed:
        <Response><Pay paymentMethod="ach-debit" action="/d">{{ parameters }}</Pay></Response>
    Allowed:
        <Response><Pay paymentMethod="credit-card" action="/d"/></Response>
    """

    code, name, twilio_code = "TW725", "pay-ach-without-name", 64014
    source = "https://www.twilio.com/docs/api/errors/64014"
    on = ("Pay@paymentMethod",)
    messages = {
        "missing": Message(
            "ach-debit without the account holder's name",
            "<Parameter> AVSName missing",
            'Add <Parameter name="AVSName" value="..."/> to <Pay>. Twilio does not start the payment ({code}).',
        ),
        "wrong-case": Message(
            "ach-debit without the account holder's name",
            '"{near}" must be written "AVSName"',
            "Names of parameters are case-sensitive. Twilio does not start the payment ({code}).",
        ),
    }

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        pay = attr.parent
        if attr.value.strip() != "ach-debit" or pay.templated:
            return
        parameters = [child for child in pay.children if child.name == "Parameter"]
        names = [name for child in parameters if (name := child.attr("name")) is not None]
        unsure = any(child.templated_attrs for child in parameters) or any(name.templated for name in names)
        if unsure or any(name.value == _NAME for name in names):
            return
        suggestion = next((name.value for name in names if name.value.lower() == _NAME.lower()), None)
        prompted = any(child.name == "Prompt" for child in pay.children)
        severity = Severity.WARNING if prompted else None
        yield self.report(
            attr.value_span, "wrong-case" if suggestion else "missing", near=suggestion, severity=severity
        )

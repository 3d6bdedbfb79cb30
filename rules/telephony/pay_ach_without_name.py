"""TW725 pay-ach-without-name."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Rule, Severity, values


class PayAchWithoutName(Rule):
    """Payment from a bank account without the name of its holder.

    Payment connectors ask for the account holder's name with `ach-debit`, and a call cannot ask for a name by keys. So
    it goes along as a Parameter named AVSName. Some of Twilio's own samples with prompts leave it out; there it is a
    warning.

    Flagged:
        <Response><Pay paymentMethod="ach-debit" action="https://pay.acme.test/d"/></Response>
                                      ^^^^^^^^^ ach-debit needs the account holder's name; add <Parameter name="AVSName" value="..."/> to <Pay> (64014)
    Flagged:
        <Response><Pay paymentMethod="ach-debit" action="/d"><Parameter name="avsName" value="Jo Doe"/></Pay></Response>
                                      ^^^^^^^^^ ach-debit needs the account holder's name in a Parameter named AVSName; "avsName" is another name to Twilio (64014)
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
    known, templated = False, True
    needs = ("ach-debit",)

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        pay = attr.parent
        if attr.value.strip() != "ach-debit" or pay.templated or values.attribute_type(attr, ctx) is None:
            return
        parameters = [child for child in pay.children if child.name == "Parameter"]
        names = [name for child in parameters if (name := child.attr("name")) is not None]
        if any(child.templated_attrs for child in parameters) or any(
            n.templated or n.value == "AVSName" for n in names
        ):
            return
        near = next((n.value for n in names if n.value.lower() == "avsname"), None)
        needs = "ach-debit needs the account holder's name"
        if near is not None:
            message = f'{needs} in a Parameter named AVSName; "{near}" is another name to Twilio (64014)'
        else:
            message = f'{needs}; add <Parameter name="AVSName" value="..."/> to <Pay> (64014)'
        prompted = any(child.name == "Prompt" for child in pay.children)
        yield self.report(attr.value_span, message, severity=Severity.WARNING if prompted else None)

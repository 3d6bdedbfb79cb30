"""TW702 number-invalid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from twimllint import Context, Diagnostic, Message, Node, Rule, conditions, phone, wording

_TITLE = "not a phone number"
_FORM = "Write +, country code and number. Twilio calls nobody ({code})."


class NumberInvalid(Rule):
    """Dialled number that is not a phone number at all.

    Twilio logs a warning and calls nobody: the Dial ends at once, and the caller hears what comes next.

    Flagged:
        <Response><Dial>+100</Dial></Response>
                        ^^^^ not a phone number: found 2 digits after country code 1, expected 10
    Flagged:
        <Response><Dial>+14155550100, +14155550101</Dial></Response>
                        ^^^^^^^^^^^^^^^^^^^^^^^^^^ several phone numbers in one <Dial>: expected one
    Flagged:
        <Response><Dial><Number>1-800-FLOWERS</Number></Dial></Response>
                                ^^^^^^^^^^^^^ phone number with letters: write "+18003569377"
    Flagged:
        <Response><Dial>client:amy</Dial></Response>
                        ^^^^^^^^^^ not a phone number: belongs in <Client>
    Flagged:
        <Response><Dial><Number>tel:+14155550100</Number></Dial></Response>
                                ^^^^^^^^^^^^^^^^ not a phone number: begins with "tel:"
    Flagged:
        <Response><Dial>+999123456</Dial></Response>
                        ^^^^^^^^^^ not a phone number: no country code 9, 99 or 999
    Flagged:
        <Response><Dial><Number>+14155550100,,12</Number></Dial></Response>
                                ^^^^^^^^^^^^^^^^ phone number with an extension: found "+14155550100,,12"
    Flagged:
        <Response><Dial>amy@acme.test</Dial></Response>
                        ^^^^^^^^^^^^^ not a phone number: contains "@"
    Flagged:
        <Response><Dial>+1415555010012345</Dial></Response>
                        ^^^^^^^^^^^^^^^^^ not a phone number: 16 digits; at most 15
    Flagged:
        <Response><Dial>&#x202A;+14155550100&#x202C;</Dial></Response>
                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^ not a phone number: contains the invisible character U+202A
    Flagged:
        <Response><Dial>%2B14155550100</Dial></Response>
                        ^^^^^^^^^^^^^^ phone number is percent-encoded: write "+14155550100"
    Flagged:
        <Response><Dial>+1 415_555_0100</Dial></Response>
                        ^^^^^^^^^^^^^^^ not a phone number: contains "_"
    Flagged:
        <Response><Dial>call +14155550100</Dial></Response>
                        ^^^^^^^^^^^^^^^^^ not a phone number: contains letters
    Flagged:
        <Response><Dial>the office</Dial></Response>
                        ^^^^^^^^^^ not a phone number: contains no digits
    Flagged:
        <Response><Dial>+1</Dial></Response>
                        ^^ not a phone number: expected more digits
    Allowed:
        <Response><Dial>
          +1 415.555.0100
        </Dial></Response>
    Allowed:
        <Response><Dial><Number>+5215512345678</Number></Dial></Response>
    Allowed (call.xml.j2):
        <Response><Dial>+1{{ number }}</Dial></Response>
    """

    code, name, twilio_code = "TW702", "number-invalid", 13223
    source = "https://www.twilio.com/docs/api/errors/13223"
    on = ("Dial", "Number", "WhatsApp")
    local = True
    templated = True
    when = (
        conditions.own_text,
        conditions.text_not_matching(r"\+1[2-9][0-9]{9}"),
    )
    messages = {
        "too-many-digits": Message(_TITLE, "{count} digits; at most {most}", _FORM),
        "unknown-country": Message(_TITLE, "no country code {codes}", _FORM, twilio_code=13226),
        "too-short": Message(_TITLE, "expected more digits", _FORM),
        "wrong-length": Message(_TITLE, "found {count} digits after country code {country}, expected {lengths}", _FORM),
        "address": Message(
            _TITLE, "belongs in <{noun}>", "Write the address as the text of <{noun}>. Twilio calls nobody ({code})."
        ),
        "scheme": Message(
            _TITLE, 'begins with "{scheme}"', "Write the number only, without {scheme} Twilio calls nobody ({code})."
        ),
        "several": Message(
            "several phone numbers in one <{element}>",
            "expected one",
            "Write each number in its own <{number}> inside <Dial>. Twilio calls nobody ({code}).",
        ),
        "at-sign": Message(
            _TITLE, 'contains "@"', "Write a SIP address as the text of <Sip>. Twilio calls nobody ({code})."
        ),
        "invisible-character": Message(
            _TITLE,
            "contains the invisible character {character}",
            "Remove the character that was copied along with the number. Twilio calls nobody ({code}).",
        ),
        "percent-encoded": Message(
            "phone number is percent-encoded",
            'write "{decoded}"',
            "Write the number itself. Twilio calls nobody ({code}).",
        ),
        "extension": Message(
            "phone number with an extension",
            'found "{value}"',
            "Write the keys to press after the answer in sendDigits of <Number>. Twilio calls nobody ({code}).",
        ),
        "letters-as-keys": Message(
            "phone number with letters", 'write "{full}"', "Write the number in digits. Twilio calls nobody ({code})."
        ),
        "character": Message(_TITLE, 'contains "{character}"', _FORM),
        "letters": Message(_TITLE, "contains letters", _FORM),
        "no-digits": Message(_TITLE, "contains no digits", _FORM),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        number = phone.parse_number(phone.dialled(node), ctx.settings.default_country)
        if not number.text or number.reason is None:
            return
        id: str = number.reason
        if id == "address" and number.parts["noun"] in ("", node.name):
            id = "scheme"
        yield self.report(
            node.text_span,
            id,
            value=number.text,
            element=node.name,
            number="Number" if node.name == "Dial" else node.name,
            **{key: _listed(part) for key, part in number.parts.items()},
        )


def _listed(part: Any) -> Any:
    """A part of a reason for a message: several codes or lengths as an enumeration."""
    if not isinstance(part, tuple):
        return part
    if len(part) > 3 and _is_range(part):
        return f"{part[0]} to {part[-1]}"
    return wording.listed([str(value) for value in part], "or")


def _is_range(numbers: Sequence[Any]) -> bool:
    return isinstance(numbers[0], int) and numbers[-1] - numbers[0] == len(numbers) - 1

"""TW702 number-invalid."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Node, Rule, conditions, phone


class NumberInvalid(Rule):
    """Dialled number that is no phone number at all.

    Twilio warns and calls nobody: the Dial is over before it has begun, and the caller hears what comes next.

    Flagged:
        <Response><Dial>+100</Dial></Response>
                        ^^^^ "+100" is no phone number: it has 2 digits after the country code 1, where 10 belong; Twilio dials +, country code and number, at most 15 digits (13223)
    Flagged:
        <Response><Dial>+14155550100, +14155550101</Dial></Response>
                        ^^^^^^^^^^^^^^^^^^^^^^^^^^ "+14155550100, +14155550101" is no phone number: it holds several numbers; each stands in a <Number> of its own inside <Dial> (13223)
    Flagged:
        <Response><Dial><Number>1-800-FLOWERS</Number></Dial></Response>
                                ^^^^^^^^^^^^^ "1-800-FLOWERS" is no phone number: it holds letters that stand for keys, and in digits it is +18003569377; ...
    Flagged:
        <Response><Dial>client:amy</Dial></Response>
                        ^^^^^^^^^^ "client:amy" is no phone number: it begins with client:, and such an address goes into <Client>; ...
    Flagged:
        <Response><Dial>+999123456</Dial></Response>
                        ^^^^^^^^^^ "+999123456" is no phone number: it begins with no country code, as 9, 99 or 999 is none; Twilio dials +, country code and number, at most 15 digits (13226)
    Flagged:
        <Response><Dial><Number>+14155550100,,12</Number></Dial></Response>
                                ^^^^^^^^^^^^^^^^ "+14155550100,,12" is no phone number: it holds more than the number, and keys to press after the answer go into sendDigits of <Number>; ...
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
    known, templated = False, True
    when = (conditions.text_unlike(r"\+1[2-9][0-9]{9}"),)

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        found = phone.dialled(node, ctx)
        number = None if found is None else phone.read(found.text, ctx.settings.default_country)
        if found is None or number is None or not number.why:
            return
        if number.kind == "several":
            legal = f"each stands in a <{'Number' if node.name == 'Dial' else node.name}> of its own inside <Dial>"
        else:
            legal = f"Twilio dials +, country code and number, at most {phone.most_digits()} digits"
        # the noun that it goes into may be this one
        own = number.advice.endswith(f"goes into <{node.name}>")
        advice = f", and {number.advice}" if number.advice and not own else ""
        message = f'"{number.shown}" is no phone number: it {number.why}{advice}; {legal} ({number.code})'
        yield self.report(found.span, message, twilio_code=number.code)

"""TW704 dial-text-and-nouns."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Message, Node, Related, Rule, conditions, placement

#: Text with fewer digits is not meant as a phone number.
_MIN_DIGITS = 3


class DialTextAndNouns(Rule):
    """Dial that holds both text and nouns.

    A Dial contains either a number as its text, or nouns for everybody that it rings. Twilio ignores text beside nouns.

    Flagged:
        <Response><Dial>+14155550100<Client>amy</Client></Dial></Response>
                        ^^^^^^^^^^^^ text beside nouns in <Dial>: <Client> is in the same <Dial>
    Flagged:
        <Response><Dial><Number>+14155550100</Number> or <Number>+14155550101</Number></Dial></Response>
                                                      ^^ text beside nouns in <Dial>: <Number> is in the same <Dial>
    Allowed:
        <Response><Dial>
          <Number>+14155550100</Number> <!-- the office -->
          <Client>amy</Client>
        </Dial></Response>
    Allowed (call.xml.j2):
        <Response><Dial>{% if n %}<Number>{{ n }}</Number>{% else %}<Client>amy</Client>{% endif %}{{ more }}</Dial></Response>
    """

    code, name, twilio_code = "TW704", "dial-text-and-nouns", 12200
    source = "https://www.twilio.com/docs/api/errors/13215"
    on = ("Dial",)
    templated = True
    when = (conditions.children, conditions.own_text)
    messages = {
        "number": Message(
            "text beside nouns in <Dial>",
            "<{noun}> is in the same <Dial>",
            "Put the number into <Number>. Twilio ignores the text ({code}).",
        ),
        "text": Message(
            "text beside nouns in <Dial>",
            "<{noun}> is in the same <Dial>",
            "Remove the text. Twilio ignores it ({code}).",
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        kind = placement.type_of(node, ctx)
        text = next((text for text in node.texts if not text.blank), None)
        noun = next((child for child in node.children if kind is not None and child.name in kind.children), None)
        if text is None or noun is None or node.templated or text in placement.line_numbers(ctx):
            return
        id = "number" if sum(char.isdigit() for char in text.value) >= _MIN_DIGITS else "text"
        yield self.report(text, id, noun=noun.name, related=[Related(noun.name_span, f"the first noun, <{noun.name}>")])

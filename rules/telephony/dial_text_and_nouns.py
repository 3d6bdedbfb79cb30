"""TW704 dial-text-and-nouns."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Node, Related, Rule, conditions, placement, wording


class DialTextAndNouns(Rule):
    """Dial that holds both bare text and nouns.

    A Dial takes one or the other: a number as its text, or nouns for everybody it is to ring. Beside nouns the text
    rings nobody.

    Flagged:
        <Response><Dial>+14155550100<Client>amy</Client></Dial></Response>
                        ^^^^^^^^^^^^ "+14155550100" stands beside <Client> in one <Dial>, which takes either a number as its text or nouns; put it into <Number> (12200)
    Flagged:
        <Response><Dial><Number>+14155550100</Number> or <Number>+14155550101</Number></Dial></Response>
                                                      ^^ "or" stands beside <Number> in one <Dial>, which takes either a number as its text or nouns; take it out (12200)
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
    known, templated = False, True
    when = (conditions.children,)
    supersedes = ("stray-text",)

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        kind = placement.type_of(node, ctx)
        text = next((text for text in node.texts if not text.blank), None)
        noun = next((child for child in node.children if kind is not None and child.name in kind.children), None)
        if text is None or noun is None or node.templated:
            return
        digits = sum(char.isdigit() for char in text.value)
        message = (
            f'"{wording.shortened(text.value)}" stands beside <{noun.name}> in one <Dial>, which takes either a number as '
            f"its text or nouns; {'put it into <Number>' if digits > 2 else 'take it out'} (12200)"
        )
        yield self.report(text, message, related=[Related(noun.name_span, f"the first noun, <{noun.name}>")])

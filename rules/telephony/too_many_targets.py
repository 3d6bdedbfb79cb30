"""TW705 too-many-targets."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Node, Rule, conditions, limit, placement

#: Nouns that ring somebody; Conference and Queue are places.
_TARGETS = frozenset(("Number", "Client", "Sip", "Sim", "WhatsApp", "Application"))


class TooManyTargets(Rule):
    """More than ten targets in one Dial.

    One Dial rings ten at most, all at once or one after another. Of a longer list Twilio calls nobody.

    Flagged:
        <Response><Dial>[[<Number>+14155550100</Number>*10]]<Client>amy</Client></Dial></Response>
                                                             ^^^^^^ this <Dial> has 11 targets, of which <Client> is the 11th; Twilio rings at most 10 (13250)
    Allowed:
        <Response><Dial>[[<Number>+14155550100</Number>*10]]</Dial></Response>
    Allowed (call.xml.j2):
        <Response><Dial>{% if a %}[[<Number>+14155550100</Number>*6]]{% else %}[[<Number>+14155550101</Number>*6]]{% endif %}</Dial></Response>
    """

    code, name, twilio_code = "TW705", "too-many-targets", 13250
    source = "https://www.twilio.com/docs/api/errors/13250"
    on = ("Dial",)
    known, templated = False, True
    when = (conditions.several_children,)

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        most = limit("dial-numbers").maximum
        if len(node.children) <= most or node.templated or placement.type_of(node, ctx) is None:
            return
        targets = [child for child in node.children if child.name in _TARGETS]
        if len(targets) > most:
            first = targets[most]
            message = (
                f"this <Dial> has {len(targets)} targets, of which <{first.name}> is the {most + 1}th; Twilio rings at most "
                f"{most} (13250)"
            )
            yield self.report(first, message)

"""TW706 conference-mixed-with-targets."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Message, Node, Related, Rule, conditions, placement


class ConferenceMixedWithTargets(Rule):
    """Conference or Queue beside other nouns in one Dial.

    A Dial either rings people or puts the caller into one conference or queue. With both Twilio logs a warning, and
    the caller is not connected as the nouns say.

    Flagged:
        <Response><Dial><Conference>town</Conference><Number>+14155550100</Number></Dial></Response>
                         ^^^^^^^^^^ <Conference> must be the only noun in <Dial>: <Number> is in the same <Dial>
    Flagged:
        <Response><Dial><Client>amy</Client><Queue>support</Queue></Dial></Response>
                                             ^^^^^ <Queue> must be the only noun in <Dial>: <Client> is in the same <Dial>
    Allowed:
        <Response><Dial><Conference>town</Conference></Dial></Response>
    Allowed:
        <Response><Dial><Number>+14155550100</Number><Number>+14155550101</Number><Client>amy</Client></Dial></Response>
    Allowed (call.xml.j2):
        <Response><Dial>{% if open %}<Conference>town</Conference>{% else %}<Number>+14155550100</Number>{% endif %}</Dial></Response>
    """

    code, name, twilio_code = "TW706", "conference-mixed-with-targets", 13000
    source = "https://www.twilio.com/docs/api/errors/13000"
    on = ("Dial",)
    templated = True
    when = (conditions.several_children,)
    messages = {
        "Conference": Message(
            "<Conference> must be the only noun in <Dial>",
            "<{other}> is in the same <Dial>",
            "Call the others into the conference with the REST API ({code}).",
        ),
        "Queue": Message(
            "<Queue> must be the only noun in <Dial>",
            "<{other}> is in the same <Dial>",
            "Use a second <Dial> for what to try after the queue ({code}).",
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        kind = placement.type_of(node, ctx)
        if node.templated or kind is None:
            return
        nouns = [child for child in node.children if child.name in kind.children]
        place = next((noun for noun in nouns if noun.name in self.messages), None)
        other = next((noun for noun in nouns if noun is not place), None)
        if place is not None and other is not None:
            related = [Related(other.name_span, f"<{other.name}> in the same <Dial>")]
            yield self.report(place, place.name, other=other.name, related=related)

"""TW706 conference-mixed-with-targets."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Node, Related, Rule, conditions, placement

#: Where a call is put, which leaves nothing to ring beside; and what to do instead.
_PLACES = {
    "Conference": "a conference goes alone, and others are called into it by requests to the REST API",
    "Queue": "a queue goes alone, and what comes after it is tried by a <Dial> of its own",
}


class ConferenceMixedWithTargets(Rule):
    """Conference or Queue beside other nouns in one Dial.

    A Dial either rings people or puts the caller into one conference or queue. With both Twilio warns and the nouns
    are not what the caller gets.

    Flagged:
        <Response><Dial><Conference>town</Conference><Number>+14155550100</Number></Dial></Response>
                         ^^^^^^^^^^ <Conference> stands beside <Number> in one <Dial>; a conference goes alone, and others are called into it by requests to the REST API (13000)
    Flagged:
        <Response><Dial><Client>amy</Client><Queue>support</Queue></Dial></Response>
                                             ^^^^^ <Queue> stands beside <Client> in one <Dial>; a queue goes alone, ...
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
    known, templated = False, True
    when = (conditions.several_children,)

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        if len(node.children) < 2 or node.templated:
            return
        kind = placement.type_of(node, ctx)
        nouns = [child for child in node.children if kind is not None and child.name in kind.children]
        place = next((noun for noun in nouns if noun.name in _PLACES), None)
        other = next((noun for noun in nouns if noun is not place), None)
        if place is None or other is None:
            return
        beside = f"another <{other.name}>" if other.name == place.name else f"<{other.name}>"
        message = f"<{place.name}> stands beside {beside} in one <Dial>; {_PLACES[place.name]} (13000)"
        yield self.report(place, message, related=[Related(other.name_span, f"beside it, <{other.name}>")])

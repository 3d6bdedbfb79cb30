"""TW705 too-many-targets."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Message, Node, Related, Rule, conditions, limit, placement, sip


class TooManyTargets(Rule):
    """More targets in one Dial than Twilio rings.

    One Dial rings at most ten targets, all at once or one after another. Of a longer list Twilio calls nobody. A SIP
    target with an Interconnect connection (`tnx`) must be the only SIP target.

    Flagged:
        <Response><Dial>[[<Number>+14155550100</Number>*10]]<Client>amy</Client></Dial></Response>
                                                             ^^^^^^ too many targets in one <Dial>: 11 targets; at most 10
    Flagged:
        <Response><Dial><Sip>sip:a@pbx.acme.test;tnx=TK00000000000000000000000000000001</Sip><Sip>sip:b@pbx.acme.test</Sip></Dial></Response>
                                                                                              ^^^ several <Sip> beside an Interconnect connection: tnx allows only one <Sip>
    Allowed:
        <Response><Dial>[[<Number>+14155550100</Number>*10]]</Dial></Response>
    Allowed:
        <Response><Dial><Sip>sip:a@pbx.acme.test;tnx=TK00000000000000000000000000000001</Sip><Client>amy</Client></Dial></Response>
    Allowed (call.xml.j2):
        <Response><Dial>{% if a %}[[<Number>+14155550100</Number>*6]]{% else %}[[<Number>+14155550101</Number>*6]]{% endif %}</Dial></Response>
    """

    code, name, twilio_code = "TW705", "too-many-targets", 13250
    source = "https://www.twilio.com/docs/api/errors/13250"
    on = ("Dial",)
    templated = True
    when = (conditions.several_children,)
    messages = {
        "too-many": Message(
            "too many targets in one <Dial>",
            "{count} targets; at most {most}",
            "Use a further <Dial> for the others. Twilio calls nobody ({code}).",
        ),
        "connection": Message(
            "several <Sip> beside an Interconnect connection",
            "tnx allows only one <Sip>",
            "Use a further <Dial> for the other <Sip> ({code}).",
            twilio_code=32303,
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        if node.templated:
            return
        targets, most = [child for child in node.children if _is_rung(child, ctx)], limit("dial-numbers").maximum
        if len(targets) > most:
            yield self.report(targets[most], "too-many", count=len(targets), most=most)
        sips = [child for child in targets if child.name == "Sip"]
        connected = next((child for child in sips if _has_connection(child)), None)
        if connected is not None and len(sips) > 1:
            other = next(child for child in sips if child is not connected)
            yield self.report(other, "connection", related=[Related(connected.name_span, "the <Sip> with tnx")])


def _is_rung(node: Node, ctx: Context) -> bool:
    """Whether a noun rings somebody; a conference and a queue are where the call goes."""
    kind = placement.type_of(node, ctx)
    return kind is not None and kind.about.role == "target"


def _has_connection(node: Node) -> bool:
    target = sip.target(node) if "tnx" in node.text.lower() else None
    return target is not None and any(pair.is_connection for pair in target.uri.parameters)

"""TW103 foreign-dialect."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from twimllint import Context, Diagnostic, Edit, Fix, Message, Node, Related, Rule, edits, placement, wording

#: Places of further elements that a finding lists, and how many elements a fix rewrites.
_MAX_RELATED, _MAX_FIXED = 8, 100


class ForeignDialect(Rule):
    """An element of another provider's XML, or of VoiceXML.

    Several providers have a language that looks like TwiML, with `<Response>` and `<Dial>` but with names of their own
    beside them. Twilio does not know those and ignores them. A file that holds nothing of Twilio's is not reported,
    unless its name ends in .twiml.

    Flagged:
        <Response><Say>Hello</Say><Speak>Hello</Speak></Response>
                                   ^^^^^ <Speak> is not TwiML: Plivo's name for <Say>
    Fixed:
        <Response><Say>Hello</Say><Say>Hello</Say></Response>
    Flagged:
        <Response><GetDigits action="/k" digitTimeout="5" retries="2"><Speak>Press 1</Speak></GetDigits></Response>
                   ^^^^^^^^^ <GetDigits> is not TwiML: Plivo's and Africa's Talking's name for <Gather>
    Fixed:
        <Response><Gather action="/k" timeout="5"><Say>Press 1</Say></Gather></Response>
    Flagged:
        <Response><Say>Hello</Say><PreAnswer><Play>https://cdn.acme.test/a.mp3</Play></PreAnswer></Response>
                                   ^^^^^^^^^ <PreAnswer> is not TwiML: only in Plivo's XML
    Flagged:
        <Response><Say>Hello</Say><goto next="#menu"/></Response>
                                   ^^^^ <goto> is not TwiML: VoiceXML for <Redirect>
    Flagged:
        <Response><Say>Hello</Say><noinput>Sorry?</noinput></Response>
                                   ^^^^^^^ <noinput> is not TwiML: only in VoiceXML
    Flagged:
        <Response><Say>Hello</Say><Speak>Hello</Speak><Wait length="2"/></Response>
                                   ^^^^^ elements of Plivo's XML: 2 found, the first is <Speak>
    Fixed:
        <Response><Say>Hello</Say><Say>Hello</Say><Pause length="2"/></Response>
    Flagged:
        <Response><Say>Hello</Say><goto next="#menu"/><disconnect/></Response>
                                   ^^^^ elements of VoiceXML: 2 found, the first is <goto>
    Allowed (plivo.xml):
        <Response><Speak>Hello</Speak><GetDigits action="/k"/></Response>
    Allowed:
        <Response><Dial><Number>+14155550100</Number></Dial><Record/></Response>
    """

    code, name, twilio_code = "TW103", "foreign-dialect", 12200
    source = "https://www.twilio.com/docs/api/errors/12200"
    fixable = "unsafe"
    on = ("#relation:foreign",)
    known, templated = False, True
    implied_by_schema = True
    messages = {
        "provider": Message(
            "<{element}> is not TwiML",
            "{whose} name for <{ours}>",
            "Write <{ours}>{inside}{note}. Twilio ignores <{element}> ({code}).",
        ),
        "provider-only": Message(
            "<{element}> is not TwiML", "only in {whose} XML", "Remove it{note}. Twilio ignores it ({code})."
        ),
        "several": Message(
            "elements of {xml}",
            "{count} found, the first is <{element}>",
            "If the file is not meant for Twilio, exclude it; otherwise write TwiML. Twilio ignores them ({code}).",
        ),
        "voicexml": Message(
            "<{element}> is not TwiML",
            "VoiceXML for <{ours}>",
            "Write <{ours}>{inside}{note}. Twilio ignores <{element}> ({code}).",
        ),
        "voicexml-only": Message(
            "<{element}> is not TwiML", "only in VoiceXML", "Remove it{note}. Twilio ignores it ({code})."
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        if placement.relation(node, ctx) is not placement.Relation.FOREIGN:
            return
        provider, several = placement.foreign_elements(ctx)
        if node in several:
            if node is next(iter(several)):
                yield self._of_provider(provider, list(several), ctx)
            return
        about = placement.foreign_element(node.name) or {}
        message = "voicexml" if "VoiceXML" in about["of"] else "provider"
        yield self.report(
            node,
            message if about["twiml"] else f"{message}-only",
            element=node.name,
            ours=about["twiml"],
            whose=wording.listed([f"{provider}'s" for provider in about["of"]]),
            inside=f" inside <{about['inside']}>" if about["inside"] else "",
            note=f": {about['note']}" if about.get("note") else "",
            fix=_fix(node, ctx),
        )

    def _of_provider(self, provider: str, nodes: Sequence[Node], ctx: Context) -> Diagnostic:
        """The one finding about all elements of another provider."""
        first, *others = nodes
        fixes = [_fix(node, ctx) for node in nodes[:_MAX_FIXED]]
        edits_ = tuple([edit for fix in fixes if fix is not None for edit in fix.edits])
        whole = len(nodes) <= _MAX_FIXED and all(fix is not None for fix in fixes)
        xml = provider if provider == "VoiceXML" else f"{provider}'s XML"
        return self.report(
            first,
            "several",
            xml=xml,
            element=first.name,
            count=len(nodes),
            related=[Related(node.name_span, f"<{node.name}>, too", again=True) for node in others[:_MAX_RELATED]],
            covers=[node.name_span for node in others],
            fix=Fix(f"write the elements of {xml} as TwiML", edits_) if whole else None,
        )


def _fix(node: Node, ctx: Context) -> Fix | None:
    """The element and those of its kind inside it put into TwiML; ``None`` where more than names differ."""
    changes: list[Edit] = []
    for inner in node.walk():
        about = placement.foreign_element(inner.name)
        if about is not None and not placement.is_known(inner.name, ctx):
            if about["twiml"] is None or about.get("note") or inner.templated_attrs:
                return None
            changes.extend(_rename_attributes(inner, about, ctx))
    return Fix(f"write <{(placement.foreign_element(node.name) or {})['twiml']}>", tuple(changes))


def _rename_attributes(node: Node, about: dict[str, Any], ctx: Context) -> Iterator[Edit]:
    ours, inside = about["twiml"], about["inside"]
    yield from edits.renaming(ctx.source, node, ours)
    taken = {attr.name for attr in node.attrs}
    for attr in node.attrs:
        if attr.name in about["attributes"]:
            name = about["attributes"][attr.name]
            if name is None or name in taken:
                yield edits.removal(ctx.source, attr)
            elif name != attr.name:
                yield Edit(attr.name_span, name)
                taken.add(name)
    if inside and (node.parent is None or node.parent.name != inside):
        yield from edits.wrap(node, inside).edits

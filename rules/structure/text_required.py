"""TW112 text-required."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from twimllint import Context, Diagnostic, Message, Node, Rule, attributes, conditions, edits, placement

#: Elements that may hold their content in another element.
_CHILD_IN_PLACE_OF_TEXT = {"Client": "Identity", "Sip": "Uri", "Application": "ApplicationSid"}


class TextRequired(Rule):
    """An element whose text is its content is empty.

    `<Client>` without an identity calls nobody. The number, the name or the address is the text of the element; without
    it Twilio has nothing to work with.

    Flagged:
        <Response><Dial><Client/></Dial></Response>
                         ^^^^^^ <Client> is empty: expected the identity of the client, or <Identity>
    Flagged:
        <Response><Dial><Sim> </Sim></Dial></Response>
                         ^^^ <Sim> is empty: expected the SID of the SIM
    Flagged:
        <Response><Dial><Client><Parameter name="id" value="7"/></Client></Dial></Response>
                         ^^^^^^ <Client> without the identity of the client: expected text, or <Identity>
    Flagged:
        <Response><Dial><Client name="amy"/></Dial></Response>
                         ^^^^^^ <Client> is empty: attribute name is ignored
    Fixed:
        <Response><Dial><Client>amy</Client></Dial></Response>
    Allowed:
        <Response><Dial><Client><Identity>amy</Identity></Client><Sip><Uri>sip:amy@pbx.acme.test</Uri></Sip></Dial></Response>
    Allowed (call.xml.j2):
        <Response><Dial><Client>{% if x %}{{ who }}{% endif %}</Client></Dial></Response>
    """

    code, name, twilio_code = "TW112", "text-required", 12200
    source = "https://www.twilio.com/docs/voice/twiml/dial"
    on = (
        "Number", "Client", "Identity", "Sip", "Uri", "Sim", "Conference", "WhatsApp", "Application",
        "ApplicationSid", "Task", "Sms", "Body", "Media", "Autopilot", "BillingReferenceTag", "phoneme", "say-as", "sub",
    )  # fmt: skip
    fixable = "unsafe"
    local = True
    when = (conditions.no_text,)
    supersedes = ("unknown-attribute", "misplaced-attribute")
    messages = {
        "text": Message("<{element}> is empty", "expected {what}", "Write {what} as its text ({code})."),
        "text-or-element": Message(
            "<{element}> is empty",
            "expected {what}, or <{child}>",
            "Write {what} as its text or in <{child}> ({code}).",
        ),
        "attribute": Message(
            "<{element}> is empty",
            "attribute {name} is ignored",
            "Write {what} as its text ({code}).",
        ),
        "missing": Message(
            "<{element}> without {what}", "expected text, or <{child}>", "Write {what} in <{child}> ({code})."
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        kind = placement.type_of(node, ctx)
        child = _CHILD_IN_PLACE_OF_TEXT.get(node.name)
        if kind is None or (kind.text != "required" and child is None):
            return
        if not node.is_empty and not (child and _has_only_others(node, child, kind.children)):
            return
        message = "text-or-element" if child in kind.children else "text"
        if not node.is_empty:
            message = "missing"
        attr = attributes.attribute_for_text(node, ctx) if node.is_empty else None
        yield self.report(
            node,
            message if attr is None else "attribute",
            name=attr and attr.name,
            covers=() if attr is None else (attr,),
            fix=None if attr is None else edits.attribute_to_text(ctx.source, node, attr),
            element=node.name,
            what=f"the {kind.text_type.means}" if kind.text_type else "text",
            child=child,
        )


def _has_only_others(node: Node, child: str, allowed: Collection[str]) -> bool:
    """Whether there are children that belong in the element, and neither text nor the child that replaces it."""
    names = {inner.name for inner in node.children}
    return not node.templated and not node.has_text and child not in names and bool(names) and names <= set(allowed)

"""TW204 missing-required-attribute."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Context, Diagnostic, Message, Node, Rule, Text, attributes, conditions, edits, placement, wording

_URL = re.compile(r"(?:wss?|https?)://", re.IGNORECASE)


class MissingRequiredAttribute(Rule):
    """An element lacks an attribute that it requires.

    A `<Stream>` without a `url` cannot send the audio anywhere, a `<Parameter>` without a name passes nothing on.
    Twilio logs an error, and the element does nothing.

    Flagged:
        <Response><Connect><ConversationRelay/></Connect></Response>
                            ^^^^^^^^^^^^^^^^^ <ConversationRelay> requires attribute url: missing
    Flagged:
        <Response><Stop><Stream/></Stop></Response>
                         ^^^^^^ <Stream> requires attribute name: missing
    Flagged:
        <Response><Connect><Stream url="wss://m.acme.test/s"><Parameter/></Stream></Connect></Response>
                                                              ^^^^^^^^^ <Parameter> requires attributes name and value: missing
    Flagged:
        <Response><Connect><Stream>wss://media.acme.test/in</Stream></Connect></Response>
                            ^^^^^^ <Stream> requires attribute url: the URL is the text
    Fixed:
        <Response><Connect><Stream url="wss://media.acme.test/in"></Stream></Connect></Response>
    Flagged:
        <Response><Connect><Stream url="wss://m.acme.test/s"><Parameter name="id">17</Parameter></Stream></Connect></Response>
                                                              ^^^^^^^^^ <Parameter> requires attribute value: the value is the text
    Fixed:
        <Response><Connect><Stream url="wss://m.acme.test/s"><Parameter name="id" value="17"></Parameter></Stream></Connect></Response>
    Allowed:
        <Response><Start><Stream url="wss://m.acme.test/s"/></Start><Stop><Stream name="s"/></Stop><Pause length="30"/></Response>
    Allowed (relay.xml.erb):
        <Response><Connect><ConversationRelay <%= settings %>/></Connect></Response>
    """

    code, name, twilio_code = "TW204", "missing-required-attribute", 12200
    source = "https://www.twilio.com/docs/voice/twiml/stream"
    fixable = "unsafe"
    on = ("*",)
    local = True
    supersedes = ("stray-text",)
    when = (conditions.lacks_attribute,)
    templated = True
    implied_by_schema = True
    messages = {
        "one": Message("<{element}> requires attribute {names}", "missing", "Add it ({code})."),
        "as-text": Message(
            "<{element}> requires attribute {names}",
            "the URL is the text",
            "Write it in {names}; text is ignored here ({code}).",
        ),
        "value-as-text": Message(
            "<{element}> requires attribute {names}",
            "the value is the text",
            "Write it in {names}; text is ignored here ({code}).",
        ),
        "several": Message("<{element}> requires attributes {names}", "missing", "Add them ({code})."),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        missing = attributes.missing_required(node, ctx)
        kind = placement.type_of(node, ctx)
        if not missing or kind is None:
            return
        if len(missing) > 1:
            yield self.report(node, "several", element=node.name, names=wording.listed(missing))
            return
        (name,) = missing
        text = _value_as_text(node, name)
        yield self.report(
            node,
            "one" if text is None else "as-text" if name == "url" else "value-as-text",
            element=node.name,
            names=name,
            twilio_code=kind.attributes[name].about.error,
            covers=() if text is None else (text.trimmed,),
            fix=None if text is None else edits.text_to_attribute(ctx.source, node, text, name),
        )


def _value_as_text(node: Node, name: str) -> Text | None:
    """The text of an element, where it is what belongs in an attribute: the only one, and for ``url`` a URL."""
    texts = [text for text in node.texts if not text.blank]
    if len(texts) != 1 or (name == "url" and not _URL.match(texts[0].value.strip())):
        return None
    return texts[0]

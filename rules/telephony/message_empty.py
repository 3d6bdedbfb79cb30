"""TW733 message-empty."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Message, Node, Rule, attributes, edits


class MessageEmpty(Rule):
    """Message with neither text nor media.

    Twilio logs a warning and sends nothing. For no reply at all, the document is an empty `<Response/>`.

    Flagged:
        <Response><Message/></Response>
                   ^^^^^^^ <Message> is empty: neither text nor media
    Fixed:
        <Response></Response>
    Flagged:
        <Response><Message to="+14155550100"><Body> </Body></Message><Message>Hi</Message></Response>
                   ^^^^^^^ <Message> is empty: neither text nor media
    Fixed:
        <Response><Message>Hi</Message></Response>
    Flagged:
        <Response><Message body="Hi"/></Response>
                   ^^^^^^^ <Message> is empty: attribute body is ignored
    Fixed:
        <Response><Message>Hi</Message></Response>
    Allowed:
        <Response><Message><Media>https://cdn.acme.test/a.png</Media></Message></Response>
    Allowed:
        <Response><Message>{{ reply }}</Message></Response>
    Allowed:
        <Response/>
    """

    code, name, twilio_code = "TW733", "message-empty", 14103
    source = "https://www.twilio.com/docs/api/errors/14103"
    fixable = "unsafe"
    on = ("Message",)
    local = True
    templated = True
    supersedes = ("text-required", "unknown-attribute")
    messages = {
        "only": Message(
            "<Message> is empty",
            "neither text nor media",
            "Write the text, or send an empty <Response/> for no reply. Twilio sends nothing ({code}).",
        ),
        "attribute": Message(
            "<Message> is empty",
            "attribute {name} is ignored",
            "Write the text of the message as text of <Message>. Twilio sends nothing ({code}).",
        ),
        "other": Message(
            "<Message> is empty",
            "neither text nor media",
            "Write the text, or remove the element. Twilio sends nothing ({code}).",
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        if (
            node.templated
            or node.has_text
            or not all(child.name == "Body" and child.is_empty for child in node.children)
        ):
            return
        attr = attributes.attribute_for_text(node, ctx) if node.is_empty else None
        if attr is not None:
            moved = edits.attribute_to_text(ctx.source, node, attr)
            yield self.report(node, "attribute", name=attr.name, covers=(attr,), fix=moved)
            return
        only = node.parent is not None and len(node.parent.children) == 1
        fix = edits.remove_element(ctx.source, node)
        yield self.report(
            node, "only" if only else "other", fix=fix, covers=[child.name_span for child in node.children]
        )

"""TW733 message-empty."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Node, Rule, edits, phone


class MessageEmpty(Rule):
    """Message with neither text nor media.

    Twilio warns and sends nothing. A reply that is meant to be silent is an empty `<Response/>`.

    Flagged:
        <Response><Message/></Response>
                   ^^^^^^^ <Message> has neither text nor media, so nothing is sent (14103); for no reply at all send an empty <Response/>
    Fixed:
        <Response></Response>
    Flagged:
        <Response><Message to="+14155550100"><Body> </Body></Message><Message>Hi</Message></Response>
                   ^^^^^^^ <Message> has neither text nor media, so nothing is sent (14103); leave it out
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
    known, templated = False, True
    supersedes = ("text-required", "empty-container")

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        found = phone.content(node, ctx)
        if found is None or found.templated or found.text:
            return
        for child in node.children:
            # what else stands inside is another rule's matter
            if child.name != "Body" or child.children or child.templated or child.text.strip():
                return
        alone = node.parent is not None and len(node.parent.children) == 1
        right = "for no reply at all send an empty <Response/>" if alone else "leave it out"
        message = f"<{node.name}> has neither text nor media, so nothing is sent (14103); {right}"
        fix = edits.remove_element(ctx.source, node)
        yield self.report(node, message, fix=fix, covers=[child.name_span for child in node.children])

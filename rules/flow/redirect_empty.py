"""TW505 redirect-empty."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Flow, Message, Node, Rule, Severity, conditions, data


class RedirectEmpty(Rule):
    """A Redirect without a URL.

    With nothing in it, Redirect requests the current document again, and the call goes round and round. After a Gather
    or another verb that waits for somebody that is how a menu is repeated, and fine.

    Flagged:
        <Response><Say>Hi</Say><Redirect/></Response>
                                ^^^^^^^^ <Redirect> has no URL: expected a URL as its text
    Flagged:
        <Response><Redirect url="/menu"/></Response>
                   ^^^^^^^^ <Redirect> has no URL: attribute url is ignored
    Allowed:
        <Response><Say>Hi</Say><Redirect>/menu</Redirect></Response>
    Allowed:
        <Response><Redirect>{{ next }}</Redirect></Response>
    Allowed:
        <Response><Gather numDigits="1" action="/menu"><Say>Press 1.</Say></Gather><Redirect/></Response>
    """

    code, name = "TW505", "redirect-empty"
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/voice/twiml/redirect"
    on = ("Redirect",)
    templated = True
    when = (conditions.no_text,)
    supersedes = ("unknown-attribute",)
    messages = {
        "empty": Message(
            "<Redirect> has no URL",
            "expected a URL as its text",
            "Write the URL as text: <Redirect>/menu</Redirect>. Twilio requests this same document again.",
        ),
        "attribute": Message(
            "<Redirect> has no URL",
            "attribute {name} is ignored",
            "Write the URL as text: <Redirect>/menu</Redirect>. Twilio requests this same document again.",
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        flow = Flow.of(ctx)
        if not node.is_empty or not flow.ends(node) or not flow.runs(node):
            return
        mistaken = data("dialects")["text_attributes"]["Redirect"]["names"]
        attr = next((attr for attr in node.attrs if attr.name.lower() in mistaken), None)
        if attr is None:
            if flow.waiting_before(node) is None and not flow.open_before(node):
                yield self.report(node, "empty")
        else:
            yield self.report(node, "attribute", name=attr.name, covers=(attr,))

"""TW505 redirect-empty."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Node, Rule, Severity, conditions, data


class RedirectEmpty(Rule):
    """Redirect without a URL.

    With nothing in it, Redirect requests the current document once more, and so the call goes round and round.

    Flagged:
        <Response><Say>Hi</Say><Redirect/></Response>
                                ^^^^^^^^ <Redirect> holds no URL, so Twilio requests this same document again
    Flagged:
        <Response><Redirect url="/menu"/></Response>
                   ^^^^^^^^ <Redirect> holds no URL, so Twilio requests this same document again; it reads the URL from its text, not from "url"
    Allowed:
        <Response><Say>Hi</Say><Redirect>/menu</Redirect></Response>
    Allowed:
        <Response><Redirect>{{ next }}</Redirect></Response>
    """

    code, name = "TW505", "redirect-empty"
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/voice/twiml/redirect"
    on = ("Redirect",)
    known, templated = False, True
    when = (conditions.no_text,)
    supersedes = ("text-required", "unknown-attribute", "misplaced-attribute")

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        if not ctx.flow.ends(node) or not ctx.flow.runs(node) or node.templated or node.children or node.text.strip():
            return
        message = "<Redirect> holds no URL, so Twilio requests this same document again"
        mistaken = data("dialects")["url_attributes"]["Redirect"]["names"]
        attr = next((attr for attr in node.attrs if attr.name.lower() in mistaken), None)
        if attr is None:
            yield self.report(node, message)
        else:
            message += f'; it reads the URL from its text, not from "{attr.name}"'
            yield self.report(node, message, covers=(attr,))

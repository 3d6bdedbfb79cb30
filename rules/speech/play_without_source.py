"""TW612 play-without-source."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Node, Rule, attributes, data


class PlayWithoutSource(Rule):
    """Play with neither a URL nor digits.

    There is nothing to play: Twilio logs 11100 and goes on to the next verb, or ends the call.

    Flagged:
        <Response><Play></Play></Response>
                   ^^^^ <Play> has neither a URL in its text nor digits, so there is nothing to play (11100)
    Flagged:
        <Response><Play url="https://cdn.acme.test/a.mp3"/></Response>
                   ^^^^ <Play> has neither a URL in its text nor digits, so there is nothing to play (11100); the URL is its text, not "url"
    Allowed:
        <Response><Play>https://cdn.acme.test/a.mp3</Play></Response>
    Allowed:
        <Response><Pause length="1"/><Play digits="9"/></Response>
    Allowed:
        <Response><Play>{{ url }}</Play></Response>
    """

    code, name, twilio_code = "TW612", "play-without-source", 11100
    source = "https://www.twilio.com/docs/api/errors/11100"
    on = ("Play",)
    known, templated = False, True
    supersedes = ("text-required", "unknown-attribute", "misplaced-attribute", "empty-attribute")

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        digits = node.attr("digits")
        if node.templated or node.templated_attrs or node.children or node.text.strip():
            return
        if digits is not None and (digits.templated or digits.value.strip()):
            return
        if digits is None and attributes.misspelt(node, "digits", ctx):
            return
        message = "<Play> has neither a URL in its text nor digits, so there is nothing to play (11100)"
        mistaken = data("dialects")["url_attributes"]["Play"]["names"]
        attr = next((attr for attr in node.attrs if attr.name.lower() in mistaken), None)
        if attr is not None:
            message += f'; the URL is its text, not "{attr.name}"'
        yield self.report(node, message, covers=[place for place in (attr, digits) if place is not None])

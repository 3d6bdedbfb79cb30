"""TW612 play-without-source."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Message, Node, Rule, attributes, data


class PlayWithoutSource(Rule):
    """Play with neither a URL nor digits.

    There is nothing to play: Twilio logs 11100 and continues with the next verb, or ends the call.

    Flagged:
        <Response><Play></Play></Response>
                   ^^^^ <Play> is empty: neither a URL nor digits
    Flagged:
        <Response><Play url="https://cdn.acme.test/a.mp3"/></Response>
                   ^^^^ <Play> is empty: the URL is in url
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
    local = True
    supersedes = ("unknown-attribute", "empty-attribute")
    messages = {
        "empty": Message("<Play> is empty", "neither a URL nor digits", "Write the URL of the audio as text ({code})."),
        "attribute": Message(
            "<Play> is empty",
            "the URL is in {name}",
            "Write the URL as the text of <Play>. Twilio ignores {name} and plays nothing ({code}).",
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        digits = node.attr("digits")
        has_digits = digits is not None and (digits.templated or digits.value.strip())
        if not node.is_empty or has_digits or (digits is None and attributes.has_misspelt(node, "digits", ctx)):
            return
        names = data("dialects")["text_attributes"]["Play"]["names"]
        attr = next((attr for attr in node.attrs if attr.name.lower() in names), None)
        covers = [place for place in (attr, digits) if place is not None]
        if attr is None:
            yield self.report(node, "empty", covers=covers)
        else:
            yield self.report(node, "attribute", name=attr.name, covers=covers)

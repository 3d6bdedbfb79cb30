"""TW822 list-value."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Edit, Fix, Message, Rule, Severity, Span, Tier, events


class ListValue(Rule):
    """A list is given where the helper library writes one string.

    twilio-python writes a value as `str` gives it, so a list ends up as `['dtmf', 'speech']`, brackets and quotes
    included, and Twilio ignores the attribute or rejects its value; twilio-ruby does the same. twilio-node puts blanks
    between the items, and hints are separated by commas.

    Flagged (app.py):
        from twilio.twiml.voice_response import VoiceResponse
        response = VoiceResponse()
        response.gather(input=["dtmf", "speech"])
                              ^^^^^^^^^^^^^^^^^^ a list as value of input: written as "['dtmf', 'speech']"
    Fixed:
        from twilio.twiml.voice_response import VoiceResponse
        response = VoiceResponse()
        response.gather(input="dtmf speech")
    Flagged (app.js):
        const response = new (require("twilio").twiml.VoiceResponse)();
        response.gather({ hints: ["sales", "support"] });
                                 ^^^^^^^^^^^^^^^^^^^^ a list as value of hints: written as "sales support"
    Fixed:
        const response = new (require("twilio").twiml.VoiceResponse)();
        response.gather({ hints: "sales,support" });
    Allowed (app.js):
        const response = new (require("twilio").twiml.VoiceResponse)();
        response.gather({ hints: ["New York"], input: ["dtmf", "speech"] });
    Allowed (app.py):
        from twilio.twiml.voice_response import VoiceResponse
        response = VoiceResponse()
        response.gather(input="dtmf speech")
    """

    code, name = "TW822", "list-value"
    source = "https://www.twilio.com/docs/libraries/python"
    since = "0.2"
    fixable = "unsafe"
    on = ("#list-value",)
    tier = Tier.CONTENT
    messages = {
        "list": Message(
            "a list as value of {attribute}",
            'written as "{written}"',
            "Write one string with the words separated by {separators}.",
        )
    }

    def check(self, event: events.ListValue, ctx: Context) -> Iterator[Diagnostic]:
        items, written, separator = (event.values[name] for name in ("items", "written", "separator"))
        span = event.span
        fix = None
        plain = "- " if separator == "," else "-"
        if items and all(
            item.strip(plain) and item.translate(dict.fromkeys(map(ord, plain))).isalnum() for item in items
        ):
            quote = _quote(ctx.source.text, span)
            fix = Fix("write one string", (Edit(span, quote + separator.join(items) + quote),))
        # one long hint is still a hint
        severity = None if written.startswith("[") else Severity.WARNING
        yield self.report(
            span,
            "list",
            attribute=event.values["attribute"],
            written=written,
            separators="commas" if separator == "," else "blanks",
            severity=severity,
            fix=fix,
        )


def _quote(text: str, span: Span) -> str:
    """The quote that the list's own items have."""
    return next((char for char in text[span.start : span.end] if char in "\"'"), '"')

"""TW009 illegal-character."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, ParseError, Rule, edits

#: Control characters that are meant as white space: vertical tab, form feed.
_SPACES = {"U+000B": "&#10;", "U+000C": "&#10;"}


class IllegalCharacter(Rule):
    """A character that XML forbids, bare or by its number.

    Control characters slip in from word processors, databases and terminals. XML 1.0 allows three of them, tab, line
    feed and carriage return; with any other Twilio cannot parse the document, not even as a reference.

    Flagged:
        <Response><Message>Total&#11;due</Message></Response>
                                ^^^^^ &#11; stands for U+000B, a character that XML forbids; Twilio rejects the whole document (12100)
    Fixed:
        <Response><Message>Total&#10;due</Message></Response>
    Allowed:
        <Response><Message>Total&#9;due&#10;today &#x1F600;</Message></Response>
    """

    code, name, twilio_code = "TW009", "illegal-character", 12100
    source = "https://www.twilio.com/docs/api/errors/12100"
    fixable = "safe"
    on = ("#error:illegal-character",)
    supersedes = ("room-name-whitespace",)
    runs_on_malformed = True

    def check(self, error: ParseError, ctx: Context) -> Iterator[Diagnostic]:
        text = ctx.source.text[error.span.start : error.span.end]
        character = error.parts["character"]
        if text.startswith("&"):
            subject = f"{text} stands for {character}, a character" if character != text else f"{text} is a number"
        else:
            subject = f"{character} is a character"
        message = f"{subject} that XML forbids; Twilio rejects the whole document (12100)"
        instead = _SPACES.get(character, "")
        title = f"write {instead}" if instead else f"remove {character}"
        yield self.report(error, message, fix=edits.replace(error.span, instead, title, safe=True))

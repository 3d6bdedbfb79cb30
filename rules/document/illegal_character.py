"""TW009 illegal-character."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Message, ParseError, Rule, Tier, edits

#: Control characters that are meant as white space: vertical tab, form feed.
_SPACES = {"U+000B": "&#10;", "U+000C": "&#10;"}


class IllegalCharacter(Rule):
    """A character that XML does not allow, bare or by its number.

    Control characters come from word processors, databases and terminals. XML 1.0 allows three of them: tab, line feed
    and carriage return. With any other Twilio cannot parse the document, not even as a reference.

    Flagged:
        <Response><Message>Total&#11;due</Message></Response>
                                ^^^^^ character is not allowed in XML: &#11; is U+000B
    Fixed:
        <Response><Message>Total&#10;due</Message></Response>
    Flagged:
        <Response><Message>Total&#0;due</Message></Response>
                                ^^^^ character is not allowed in XML: &#0; is U+0000
    Fixed:
        <Response><Message>Totaldue</Message></Response>
    Flagged:
        <Response><Message>Total\u0007due</Message></Response>
                                ^ character is not allowed in XML: found U+0007
    Fixed:
        <Response><Message>Totaldue</Message></Response>
    Flagged:
        <Response><Message>Total&#x110000;due</Message></Response>
                                ^^^^^^^^^^ number of a character is out of range: found &#x110000;
    Fixed:
        <Response><Message>Totaldue</Message></Response>
    Allowed:
        <Response><Message>Total&#9;due&#10;today &#x1F600;</Message></Response>
    """

    code, name, twilio_code = "TW009", "illegal-character", 12100
    source = "https://www.twilio.com/docs/api/errors/12100"
    fixable = "safe"
    on = ("#error:illegal-character",)
    tier = Tier.SYNTAX
    runs_on_malformed = True
    messages = {
        "reference": Message(
            "character is not allowed in XML",
            "{text} is {character}",
            "Remove it, or write a space. Twilio rejects the whole document ({code}).",
        ),
        "number": Message(
            "number of a character is out of range",
            "found {text}",
            "Write a number of at most 10FFFF. Twilio rejects the whole document ({code}).",
        ),
        "bare": Message(
            "character is not allowed in XML",
            "found {character}",
            "Remove it, or write a space. Twilio rejects the whole document ({code}).",
        ),
    }

    def check(self, error: ParseError, ctx: Context) -> Iterator[Diagnostic]:
        text = ctx.source.text[error.span.start : error.span.end]
        character = error.parts["character"]
        message = "bare" if not text.startswith("&") else "number" if character == text else "reference"
        instead = _SPACES.get(character, "")
        fix = edits.replace(error.span, instead, f"write {instead}" if instead else f"remove {character}", safe=True)
        yield self.report(error, message, text=text, character=character, fix=fix)

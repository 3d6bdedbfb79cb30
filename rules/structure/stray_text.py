"""TW107 stray-text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from twimllint import (
    Context,
    Diagnostic,
    Edit,
    Fix,
    Message,
    Rule,
    Span,
    Text,
    conditions,
    edits,
    placement,
    strip_white_space,
    wording,
)

#: The rest of a tag: `Say>`, `/>`.
_RESIDUE = re.compile(r"/?\s*+\w*+\s*+/?\s*+>++")
_REST_OF_TAG = re.compile(r"/?\w*(?:>|&gt;)+\s*")

_URL = re.compile(r"\w+://\S+")

#: A comment as in programs, on one line.
_COMMENT = re.compile(r"(?://|/\*|#\s)\s*(?=[^\n]*\Z)")
_ESCAPED_TAG = re.compile(r"</?([A-Z][A-Za-z]+)(?:\s[^<>]*)?/?>")


class StrayText(Rule):
    """Text directly in `<Response>`, or in a verb that allows none.

    Twilio speaks the text of `<Say>` and sends the text of `<Message>`. Text between the verbs has no effect: a
    warning is logged and nobody hears it. Half a tag left over from editing is the usual cause.

    Flagged:
        <Response><Say>Bonjour</Say>Say></Response>
                                    ^^^^ text is not allowed in <Response>: "Say>" has no effect
    Fixed:
        <Response><Say>Bonjour</Say></Response>
    Flagged:
        <Response><Gather numDigits="1" action="/k">Press 1</Gather><Hangup/></Response>
                                                    ^^^^^^^ text is not allowed in <Gather>: "Press 1" has no effect
    Fixed:
        <Response><Gather numDigits="1" action="/k"><Say>Press 1</Say></Gather><Hangup/></Response>
    Flagged:
        <Response>\ufeff<Say>Hi</Say></Response>
                  ^ text is not allowed in <Response>: invisible character U+FEFF
    Fixed:
        <Response><Say>Hi</Say></Response>
    Flagged:
        <Response>
        2   <Say>Hello</Say>
        ^ line numbers of a listing: 2 found, the first is "2"
        3   <Hangup/>
        </Response>
    Fixed:
        <Response>
           <Say>Hello</Say>
           <Hangup/>
        </Response>
    Flagged:
        <Response>// greeting
                  ^^^^^^^^^^^ text is not allowed in <Response>: a comment is written <!-- ... -->
        <Say>Hi</Say></Response>
    Fixed:
        <Response><!-- greeting -->
        <Say>Hi</Say></Response>
    Flagged:
        <Response>&lt;Say&gt;Hi&lt;/Say&gt;</Response>
                  ^^^^^^^^^^^^^^^^^^^^^^^^^ text is not allowed in <Response>: escaped tag <Say>
    Allowed:
        <Response><!-- a note --><Say voice="Polly.Amy">one <break/> two</Say></Response>
    Allowed (menu.xml.j2):
        <Response>{% if url %}<Redirect>{{ url }}</Redirect>{% else %}{{ verbs }}{% endif %}</Response>
    Allowed (menu.blade.php):
        <Response>
        @foreach ($lines as $line)
          <Say>{{ $line }}</Say>
        @endforeach
        </Response>
    """

    code, name, twilio_code = "TW107", "stray-text", 12200
    source = "https://www.twilio.com/docs/api/errors/12200"
    fixable = "unsafe"
    on = ("*/text",)
    when = (conditions.text_rejected,)
    implied_by_schema = True
    messages = {
        "text": Message(
            "text is not allowed in <{parent}>",
            '"{text}" has no effect',
            "Write it inside a verb such as <{verb}>, or remove it. Twilio ignores it ({code}).",
        ),
        "comment": Message(
            "text is not allowed in <{parent}>",
            "a comment is written <!-- ... -->",
            "Write it as a comment, or remove it. Twilio ignores it ({code}).",
        ),
        "markup": Message(
            "text is not allowed in <{parent}>",
            "escaped tag <{tag}>",
            "Write the tags unescaped. Twilio reads them as text and ignores it ({code}).",
        ),
        "numbers": Message(
            "line numbers of a listing",
            '{count} found, the first is "{text}"',
            "Remove the numbers, which were copied with the document. Twilio ignores them ({code}).",
        ),
        "invisible": Message(
            "text is not allowed in <{parent}>",
            "invisible character U+{number:04X}",
            "Remove the character. Twilio logs a warning ({code}).",
        ),
    }

    def check(self, text: Text, ctx: Context) -> Iterator[Diagnostic]:
        parent = text.parent
        if parent is None or not strip_white_space(text.value):
            return
        kind = placement.type_of(parent, ctx)
        if kind is None or kind.open or kind.text != "none":
            return
        numbers = placement.line_numbers(ctx)
        if text in numbers:
            if text is next(number for number in numbers if number.parent is ctx.document.root):
                yield self._of_listing(text, list(numbers))
            return
        plain = strip_white_space(text.value)
        tag = next((name for name in _ESCAPED_TAG.findall(plain) if placement.is_known(name, ctx)), None)
        yield self.report(
            text,
            _id(plain, tag),
            tag=tag,
            parent=parent.name,
            text=wording.shortened(text.value),
            number=ord(plain[0]),
            verb="Message" if ctx.channel == "messaging" else "Say",
            fix=None if tag is not None else _fix(text, parent.name, ctx),
        )

    def _of_listing(self, first: Text, numbers: list[Text]) -> Diagnostic:
        """The one finding about all the line numbers of a listing."""
        return self.report(
            first,
            "numbers",
            count=len(numbers),
            text=wording.shortened(first.value),
            fix=Fix("remove the line numbers", tuple([Edit(text.trimmed, "") for text in numbers])),
            covers=[text.trimmed for text in numbers],
        )


def _id(plain: str, tag: str | None) -> str:
    """The id of the message about a text without the white space around it."""
    if tag is not None:
        return "markup"
    if _COMMENT.match(plain):
        return "comment"
    return "text" if any(char.isprintable() for char in plain) else "invisible"


def _says_something(character: str) -> bool:
    """Whether a character is more than a mark: a letter, a digit, an emoji."""
    return unicodedata.category(character) == "So" or character.isalnum()


def _fix(text: Text, parent: str, ctx: Context) -> Fix | None:
    """Text for the caller goes into a verb; half a tag is removed, and nothing that says something."""
    verb = "Message" if ctx.channel == "messaging" else "Say"
    content = text.value.strip()
    comment = _COMMENT.match(content)
    words = content[comment.end() :].removesuffix("*/").strip() if comment else ""
    if words and "--" not in words:
        return edits.replace(text.trimmed, f"<!-- {words} -->", "make it a comment")
    if _RESIDUE.fullmatch(content) or not any(map(_says_something, content)):
        return edits.replace(text.trimmed, "", "remove the text")
    if not ctx.grammar.allows(ctx.grammar.named(parent), verb) or _URL.fullmatch(content):
        return None  # it may be the value of an attribute, or of a verb that is missing
    start, end = text.trimmed
    residue = _REST_OF_TAG.match(edits.raw(ctx.source, text.trimmed))
    begin = start + (residue.end() if residue else 0)
    wrapped = edits.wrap_span(Span(begin, end), verb, f"put the text into <{verb}>")
    return Fix(wrapped.title, (Edit(Span(start, begin), ""), *wrapped.edits)) if residue else wrapped

"""TW107 stray-text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Context, Diagnostic, Edit, Fix, Rule, Span, Text, edits, placement, wording

#: The rest of a tag: `Say>`, `/>`.
_RESIDUE = re.compile(r"[\w/\s]*>+|\W+")
_BEGINS = re.compile(r"/?\w*(?:>|&gt;)+\s*")


class StrayText(Rule):
    """Text stands directly in `<Response>`, or in a verb that takes none.

    Twilio speaks what stands in `<Say>` and sends what stands in `<Message>`. Text between the verbs is neither: a
    warning is logged and nobody ever hears it. Half a tag left over from editing is the usual cause.

    Flagged:
        <Response><Say>Bonjour</Say>Say></Response>
                                    ^^^^ "Say>" stands directly in <Response>, which takes no text; nobody hears it (12200)
    Fixed:
        <Response><Say>Bonjour</Say></Response>
    Flagged:
        <Response><Gather numDigits="1" action="/k">Press 1</Gather><Hangup/></Response>
                                                    ^^^^^^^ "Press 1" stands directly in <Gather>, which takes no text; nobody hears it (12200)
    Fixed:
        <Response><Gather numDigits="1" action="/k"><Say>Press 1</Say></Gather><Hangup/></Response>
    Flagged:
        <Response>\ufeff<Say>Hi</Say></Response>
                  ^ an invisible character (U+FEFF) stands directly in <Response>, which takes no text; nobody hears it (12200)
    Fixed:
        <Response><Say>Hi</Say></Response>
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
    known, templated = False, True
    implied_by_schema = True

    def check(self, text: Text, ctx: Context) -> Iterator[Diagnostic]:
        parent = text.parent
        if text.templated or parent is None or not placement.words(text.value):
            return
        kind = placement.type_of(parent, ctx)
        if kind is None or kind.open or kind.text != "none":
            return
        message = (
            f"{_shown(text.value)} stands directly in <{parent.name}>, which takes no text; nobody hears it (12200)"
        )
        if ctx.channel == "messaging":
            message = message.replace("hears", "gets")
        yield self.report(text, message, fix=_fix(text, parent.name, ctx))


def _shown(text: str) -> str:
    """The text in quotes; blanks that are none to XML, and what nobody sees, by their number."""
    plain = text.strip(" \t\r\n")
    if any(char.isprintable() for char in plain):
        return f'"{wording.shortened(text)}"'
    return f"an invisible character (U+{ord(plain[0]):04X})"


def _fix(text: Text, parent: str, ctx: Context) -> Fix:
    """Words for the caller go into a verb; half a tag goes away."""
    verb = "Message" if ctx.channel == "messaging" else "Say"
    words = text.value.strip()
    if not words or _RESIDUE.fullmatch(words) or not ctx.grammar.allows(ctx.grammar.named(parent), verb):
        return edits.replace(text.trimmed, "", "remove the text")
    start, end = text.trimmed
    residue = _BEGINS.match(edits.raw(ctx.source, text.trimmed))
    begin = start + (residue.end() if residue else 0)
    wrapped = edits.wrap_span(Span(begin, end), verb, f"put the text into <{verb}>")
    return Fix(wrapped.title, (Edit(Span(start, begin), ""), *wrapped.edits)) if residue else wrapped

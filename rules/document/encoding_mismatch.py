"""TW008 encoding-mismatch."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Document, Rule, conditions, edits

#: What is said of each contradiction, filled with its parts.
_WORDS = {
    "encoding-unknown": 'the declaration says "{declared}", which is the name of no encoding',
    "encoding-unmarked": "the file is {actual} without byte order mark or declaration, so it is read as UTF-8",
    "encoding-unlike-mark": 'the declaration says "{declared}", but the byte order mark is that of {actual}',
    "encoding-unlike-pattern": 'the declaration says "{declared}", but the pattern of bytes is that of {actual}',
    "encoding-broken": "the bytes are not {actual} all through",
    "encoding-is-utf-8": 'the declaration says "{declared}", but the bytes are UTF-8',
    "encoding-is-one-byte": 'the declaration says "{declared}", but the file has one byte for each letter',
    "encoding-stray-byte": 'the declaration says "{declared}", but not all bytes belong to it',
    "undeclared-stray-byte": "the file is neither declared nor UTF-8 (first stray byte: {byte})",
    "utf-8-stray-byte": 'the file is declared as "{declared}", but not UTF-8 (first stray byte: {byte})',
}


class EncodingMismatch(Rule):
    """The declared encoding contradicts the bytes of the file.

    A reader trusts the declaration. A file in UTF-8 that calls itself utf-16, or one in Latin-1 that calls itself
    UTF-8, cannot be read, and Twilio rejects it. Programs that build XML in a string often declare utf-16, the
    encoding of their strings, and then send UTF-8.

    Flagged:
        <?xml version="1.0" encoding="utf-16"?>
                                      ^^^^^^ the declaration says...
        <Response><Say>não</Say></Response>
    Fixed:
        <?xml version="1.0" encoding="UTF-8"?>
        <Response><Say>não</Say></Response>
    Allowed:
        <?xml version="1.0" encoding="utf-8"?>
        <Response><Say>não</Say></Response>
    """

    code, name, twilio_code = "TW008", "encoding-mismatch", 12100
    source = "https://www.twilio.com/docs/api/errors/12100"
    fixable = "safe"
    on = ("#document",)
    when = (conditions.encoding_differs,)
    runs_on_malformed = True

    def check(self, document: Document, ctx: Context) -> Iterator[Diagnostic]:
        source = ctx.source
        mismatch = source.mismatch
        # a template may well write the right name
        if mismatch is None or any(tag.span.overlaps(mismatch.span) for tag in document.tags):
            return
        fix = None
        # the declaration can follow the bytes only where these are sound in the encoding they were read with
        if source.declared_span is not None and not any("\udc80" <= char <= "\udcff" for char in source.text):
            actual = "UTF-8" if source.encoding.lower().startswith("utf-8") else source.encoding.upper()
            fix = edits.replace(source.declared_span, actual, f'declare "{actual}"', safe=True)
        parts = {**mismatch.parts, "actual": _title(mismatch.parts.get("actual", ""))}
        message = f"{_WORDS[mismatch.kind].format_map(parts)}; Twilio cannot read the document (12100)"
        yield self.report(mismatch.span, message, fix=fix)


def _title(codec: str) -> str:
    """An encoding as people write it: ``UTF-16 (little-endian)``."""
    order = {"le": " (little-endian)", "be": " (big-endian)"}.get(codec[-2:], "")
    return codec.upper().removesuffix("-LE").removesuffix("-BE") + order

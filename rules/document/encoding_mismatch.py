"""TW008 encoding-mismatch."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from twimllint import Context, Diagnostic, Document, Message, Rule, conditions, edits

#: Letters beyond ASCII are written in it as letters of ASCII behind a plus sign.
_ESCAPED = re.compile(r"utf-?7|unicode-1-1-utf-7", re.IGNORECASE)
_HELP = "Save the file in the declared encoding, or correct the declaration. Twilio cannot read the document ({code})."


class EncodingMismatch(Rule):
    """The declared encoding contradicts the bytes of the file.

    A reader trusts the declaration. A UTF-8 file that declares utf-16, or a Latin-1 file that declares UTF-8, cannot be
    read, and Twilio rejects it. Programs that build XML in a string often declare utf-16, the encoding of their
    strings, and then send UTF-8.

    Flagged:
        <?xml version="1.0" encoding="utf-16"?>
                                      ^^^^^^ declared encoding is wrong: "utf-16" declared, the bytes are UTF-8
        <Response><Say>não</Say></Response>
    Fixed:
        <?xml version="1.0" encoding="UTF-8"?>
        <Response><Say>não</Say></Response>
    Flagged:
        <?xml version="1.0" encoding="klingon"?>
                                      ^^^^^^^ unknown encoding: "klingon" is not an XML encoding
        <Response><Say>Hi</Say></Response>
    Fixed:
        <?xml version="1.0" encoding="UTF-8"?>
        <Response><Say>Hi</Say></Response>
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
    messages = {
        "encoding-unknown": Message("unknown encoding", '"{declared}" is not an XML encoding', _HELP),
        "encoding-unmarked": Message("encoding is not declared", "{actual} is read as UTF-8", _HELP),
        "encoding-unlike-mark": Message(
            "declared encoding is wrong", '"{declared}" declared, the mark is {actual}', _HELP
        ),
        "encoding-unlike-pattern": Message(
            "declared encoding is wrong", '"{declared}" declared, the bytes are {actual}', _HELP
        ),
        "encoding-broken": Message("file is not readable", "not all bytes are {actual}", _HELP),
        "encoding-is-utf-8": Message("declared encoding is wrong", '"{declared}" declared, the bytes are UTF-8', _HELP),
        "encoding-is-one-byte": Message(
            "declared encoding is wrong", '"{declared}" declared, found one byte a letter', _HELP
        ),
        "encoding-stray-byte": Message("file is not readable", 'not all bytes are "{declared}"', _HELP),
        "undeclared-stray-byte": Message("encoding is not declared", "not UTF-8: first byte {byte}", _HELP),
        "utf-8-stray-byte": Message(
            "declared encoding is wrong", '"{declared}" declared, first other byte {byte}', _HELP
        ),
    }

    def check(self, document: Document, ctx: Context) -> Iterator[Diagnostic]:
        source, mismatch = ctx.source, ctx.source.mismatch
        # a template may write the right name
        if mismatch is None or any(tag.span.overlaps(mismatch.span) for tag in document.tags):
            return
        fix = None
        name = _name(ctx)
        if source.declared_span is not None and name is not None:
            fix = edits.replace(source.declared_span, name, f'declare "{name}"', safe=True)
        parts: dict[str, Any] = {**mismatch.parts, "actual": _title(mismatch.parts.get("actual", ""))}
        yield self.report(mismatch.span, mismatch.kind, fix=fix, **parts)


def _name(ctx: Context) -> str | None:
    """The encoding to declare; ``None`` where not all bytes can be read in it, or only as something else."""
    source = ctx.source
    if not source.is_faithful or any("\udc80" <= char <= "\udcff" for char in source.text):
        return None
    if _ESCAPED.fullmatch(source.declared or "") and "+" in source.text:
        return None
    if source.encoding.startswith("utf-8"):
        return "UTF-8"
    family, order = source.encoding[:6].upper(), source.encoding[7:].upper()
    # a byte order mark gives the order away
    return family if source.text.startswith("\ufeff") else family + order


def _title(codec: str) -> str:
    """An encoding as people write it: ``UTF-16 (little-endian)``."""
    order = {"le": " (little-endian)", "be": " (big-endian)"}.get(codec[-2:], "")
    return codec.upper().removesuffix("-LE").removesuffix("-BE") + order

"""Text from a document or a path, made safe to print: nothing in it can move a cursor or break an encoder."""

from __future__ import annotations

#: Format characters that join or select letters and emoji; they are part of ordinary text.
_JOINERS = frozenset("\u200c\u200d")
_NAMED = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def escape(character: str) -> str:
    r"""A character as ``\n``, ``\x1b``, ``\u202e`` or ``\U000e0041``; an undecodable byte as the byte (``\xe9``)."""
    if character in _NAMED:
        return _NAMED[character]
    number = ord(character)
    if 0xDC80 <= number <= 0xDCFF:  # how "surrogateescape" keeps a byte that it could not decode
        number -= 0xDC00
    if number < 0x100:
        return f"\\x{number:02x}"
    return f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def hidden(character: str) -> bool:
    """Whether a character shows nothing by itself and may change what is shown around it.

    That is control characters, line and paragraph separators, bidirectional controls, other format characters and
    surrogates.
    """
    from unicodedata import category

    return category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") and character not in _JOINERS


def visible(text: str) -> str:
    """Text on one line with every hidden character escaped."""
    if text.isascii() and text.isprintable():
        return text
    return "".join([escape(c) if hidden(c) else c for c in text])


def encodable(text: str) -> str:
    """Text that UTF-8 can carry: lone surrogates escaped, everything else as it is."""
    if text.isascii():
        return text
    return "".join([escape(c) if "\ud800" <= c <= "\udfff" else c for c in text])


def is_encodable(text: str) -> bool:
    """Whether UTF-8 can carry the text as it is."""
    return encodable(text) is text or not any("\ud800" <= c <= "\udfff" for c in text)


def count(number: int, noun: str) -> str:
    """``1 error``, ``2 errors``: for nouns whose plural takes an s."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"

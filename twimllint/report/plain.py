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


def is_invisible(character: str) -> bool:
    """Whether a character shows nothing by itself and may change what is shown around it.

    That is control characters, line and paragraph separators, bidirectional controls, other format characters and
    surrogates.
    """
    from unicodedata import category

    return category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp") and character not in _JOINERS


def visible(text: str) -> str:
    """Text on one line with every hidden character escaped."""
    if text.isprintable():  # then nothing is hidden, whatever the alphabet
        return text
    return "".join([escape(c) if is_invisible(c) else c for c in text])


_STYLES = r"\x1b\[[0-9;]*m|\x1b\]8;;[\x20-\x7e]*?\x1b\\"
#: What a CI system takes for a command: "::" at the beginning of a line, and the older forms anywhere in one.
_COMMANDS = r"(?m:^[^\S\n]*::)|##(?=\[|vso\[|teamcity\[)"


def without_control_sequences(text: str, *, styles: bool = False, commands: bool = False) -> str:
    """Lines of text that a terminal and a CI system only show: what either would obey is escaped.

    ``styles`` lets the colours and links of a report through, ``commands`` the workflow commands of a format that is
    made of them. Line ends and tabs stay.
    """
    if "::" not in text and "##" not in text and text.replace("\n", "").isprintable():
        return text
    import re

    parts = re.split(f"({_STYLES})", text) if styles else [text]
    escaped = "".join([part if index % 2 else _escape_invisible(part) for index, part in enumerate(parts)])
    return escaped if commands else re.sub(_COMMANDS, lambda match: _without_command(match[0]), escaped)


def _escape_invisible(text: str) -> str:
    if text.replace("\n", "").replace("\t", "").isprintable():
        return text
    return "".join([escape(c) if c not in "\n\t" and is_invisible(c) else c for c in text])


def _without_command(start: str) -> str:
    return start[:-2] + f"\\x{ord(start[-1]):02x}" + start[-1]


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

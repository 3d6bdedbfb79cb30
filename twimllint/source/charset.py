"""Files that are not plain UTF-8: byte order marks, declared encodings, and the contradictions between them."""

from __future__ import annotations

import codecs
import re

from twimllint.source.span import Span
from twimllint.source.text import Source, find_declared

#: The first bytes of a file and the codec they give away; longer marks first, as UTF-32's begins with UTF-16's.
_MARKS = (
    (b"\xff\xfe\0\0", "utf-32-le"),
    (b"\0\0\xfe\xff", "utf-32-be"),
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_PATTERNS = (
    (b"<\0\0\0", "utf-32-le"),
    (b"\0\0\0<", "utf-32-be"),
    (b"<\0", "utf-16-le"),
    (b"\0<", "utf-16-be"),
)
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9._\-]*\Z")
#: Codecs of Python that are no character set an XML reader knows.
_PYTHON_ONLY = frozenset(
    ("utf-7", "utf-8-sig", "idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined", "mbcs", "oem")
)
_ALIASES = {"iso-10646-ucs-2": "utf-16", "ucs-2": "utf-16", "iso-10646-ucs-4": "utf-32", "ucs-4": "utf-32"}
_SINGLE = re.compile(r"iso8859|cp125|koi8|mac|ascii|latin")


def read(raw: bytes, path: str) -> Source:
    """Read bytes of any encoding. Never raises; what does not fit together is said in ``Source.mismatch``."""
    mark = _sniff(raw, _MARKS)
    found = mark or _sniff(raw, _PATTERNS)
    head = raw[:2048].decode(found or "latin-1", "replace")
    declared, span = find_declared(head)
    wanted = None if declared is None else _codec(declared)
    if found is None:
        text, encoding, mismatch, bad = _bytewise(raw, declared, wanted)
    else:
        text, bad = _decode(raw, encoding := found)
        mismatch = _contradiction(found, mark is not None, declared, wanted)
        if mismatch is None and bad is not None:
            mismatch = f"the bytes are not {_title(found)} all through"
    place = span or Span(bad or 0, min((bad or 0) + 1, len(text)))
    return Source(path, raw, text, encoding, declared, span, mismatch, place if mismatch else Span(0, 0))


def for_text(text: str, declared: str) -> tuple[str, str | None]:
    """The codec for text that declares an encoding other than UTF-8, and what speaks against it if anything does."""
    wanted = _codec(declared)
    if not wanted:
        return "utf-8", _unknown(declared)
    if not _bytes_per_letter(wanted):
        return "utf-8", f'the declaration says "{declared}", but the bytes are UTF-8'
    try:
        text.encode(wanted)
    except UnicodeError:
        return "utf-8", f'the declaration says "{declared}", which cannot write every character in the file'
    return wanted, None


def _sniff(raw: bytes, table: tuple[tuple[bytes, str], ...]) -> str | None:
    for start, codec in table:
        if raw.startswith(start):
            return codec
    return None


def _codec(name: str) -> str:
    """Python's name for a declared encoding, or "" for one that no XML reader knows."""
    if not _NAME.match(name):
        return ""
    lowered = name.lower()
    try:
        codec = codecs.lookup(_ALIASES.get(lowered, lowered)).name
        "".encode(codec)
    except (LookupError, ValueError):
        return ""
    if codec.replace("_", "-") in _PYTHON_ONLY:
        return ""
    return codec


def _bytes_per_letter(codec: str) -> bool:
    """Whether ASCII letters are single bytes of the same value, so that a declaration can be read at all."""
    try:
        return "<?xml".encode(codec) == b"<?xml"
    except UnicodeError:
        return False


def _contradiction(found: str, marked: bool, declared: str | None, wanted: str | None) -> str | None:
    if declared is None:
        if marked:
            return None
        return f"the file is {_title(found)} without byte order mark or declaration, so it is read as UTF-8"
    if not wanted:
        return _unknown(declared)
    if wanted == found or wanted == found[:6]:
        return None
    proof = "byte order mark" if marked else "pattern of bytes"
    return f'the declaration says "{declared}", but the {proof} is that of {_title(found)}'


def _bytewise(raw: bytes, declared: str | None, wanted: str | None) -> tuple[str, str, str | None, int | None]:
    """Text, codec, contradiction and place of the first unreadable byte, for a file of one byte per ASCII letter."""
    utf8, bad = _decode(raw, "utf-8")
    if declared is None or wanted == "utf-8":
        if bad is None:
            return utf8, "utf-8", None, None
        said = "is neither declared nor" if declared is None else f'is declared as "{declared}", but not'
        return utf8, "utf-8", f"the file {said} UTF-8 (first stray byte: {ord(utf8[bad]) & 0xFF:#04x})", bad
    if not wanted:
        return utf8, "utf-8", _unknown(declared), bad
    if not _bytes_per_letter(wanted):
        actual = "the bytes are UTF-8" if bad is None else "the file has one byte for each letter"
        return utf8, "utf-8", f'the declaration says "{declared}", but {actual}', bad
    text, wrong = _decode(raw, wanted)
    if bad is None and not raw.isascii() and (wrong is not None or _SINGLE.match(wanted)):
        # Text of a one-byte encoding is next to never valid UTF-8 by chance.
        return utf8, "utf-8", f'the declaration says "{declared}", but the bytes are UTF-8', None
    if wrong is not None:
        return text, wanted, f'the declaration says "{declared}", but not all bytes belong to it', wrong
    return text, wanted, None, None


def _decode(raw: bytes, codec: str) -> tuple[str, int | None]:
    """The text and the offset of the first character that could not be read properly, or ``None``."""
    try:
        return raw.decode(codec), None
    except UnicodeError as error:
        start = error.start if isinstance(error, UnicodeDecodeError) else 0
    wide = codec.startswith(("utf-16", "utf-32"))
    for errors in ("surrogatepass" if wide else "surrogateescape", "replace"):
        try:
            text = raw.decode(codec, errors)
            return text, min(len(raw[:start].decode(codec, errors)), max(len(text) - 1, 0))
        except UnicodeError:
            continue
    return raw.decode("latin-1"), start


def _unknown(declared: str) -> str:
    return f'the declaration says "{declared}", which is the name of no encoding'


def _title(codec: str) -> str:
    order = {"le": " (little-endian)", "be": " (big-endian)"}.get(codec[-2:], "")
    return codec.upper().removesuffix("-LE").removesuffix("-BE") + order

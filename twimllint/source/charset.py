"""Files that are not plain UTF-8: byte order marks, declared encodings, and the contradictions between them."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from twimllint.source.declaration import find_declared
from twimllint.source.errors import ENCODING_KINDS, ParseError
from twimllint.source.span import Span

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
#: The names of encodings that XML readers know: IANA's registry and libxml2 both have them. Python's codecs go by
#: further names (``utf_8``, ``latin``, ``cp65001``), which no XML reader understands.
_XML_ENCODINGS = re.compile(
    r"utf-?8|utf-?16(?:le|be)?|utf-?32(?:le|be)?|iso-10646-ucs-[24]|ucs-[24]|(?:us-)?ascii|iso-?8859-(?:1[013-6]|[1-9])"
    r"|latin(?:[1-8]|10)|l(?:[1-8]|10)|ibm(?:367|819|850|862|866)|cp(?:367|819|850|862|866|93[26]|949|125[0-8])"
    r"|windows-125[0-8]|koi8-r|koi8-u|macintosh|tis-620|shift_jis|sjis|euc-?(?:jp|kr|cn)|iso-2022-(?:jp|kr)"
    r"|gb2312|gbk|gb18030|hz-gb-2312|big5(?:-hkscs)?",
    re.IGNORECASE,
)
#: What Python calls the encodings that it knows by another name only.
_ALIASES = {
    "iso-10646-ucs-2": "utf-16", "ucs-2": "utf-16", "iso-10646-ucs-4": "utf-32", "ucs-4": "utf-32",
    "macintosh": "mac-roman",
}  # fmt: skip
_ONE_BYTE_CODECS = re.compile(r"iso8859|cp125|koi8|mac|ascii|latin")


class Decoded(NamedTuple):
    """The text of a file and how it was read; the fields are those of ``Source``."""

    text: str
    encoding: str
    declared: str | None
    declared_span: Span | None
    mismatch: ParseError | None = None


def decode_declared(raw: bytes) -> Decoded:
    """Read bytes of any encoding. Never raises; what does not fit together is in ``mismatch``."""
    mark = _codec_of_first_bytes(raw, _MARKS)
    detected = mark or _codec_of_first_bytes(raw, _PATTERNS)
    declared, _ = find_declared(raw[:2048].decode(detected or "utf-8", "replace"))
    declared_codec = None if declared is None else _python_codec(declared)
    if detected is None:
        text, encoding, kind, bad = _decode_bytes(raw, declared, declared_codec)
    else:
        text, bad = _decode(raw, encoding := detected)
        kind = _contradiction(detected, mark is not None, declared, declared_codec) or (
            None if bad is None else "encoding-broken"
        )
    span = find_declared(text)[1]
    if kind is None:
        return Decoded(text, encoding, declared, span)
    offset = bad or 0
    place = span or Span(offset, min(offset + 1, len(text)))
    byte = f"{ord(text[offset]) & 0xFF:#04x}" if kind.endswith("stray-byte") else ""
    return Decoded(text, encoding, declared, span, _error(kind, place, declared or "", detected or "", byte))


def codec_of_declaration(text: str, declared: str, place: Span) -> tuple[str, ParseError | None]:
    """The codec for text that declares an encoding other than UTF-8, and what speaks against it if anything does."""
    codec = _python_codec(declared)
    if not codec:
        return "utf-8", _error("encoding-unknown", place, declared)
    if text.startswith("\ufeff") and codec != "utf-8":
        return "utf-8", _error("encoding-unlike-mark", place, declared, "utf-8")
    if not _is_ascii_compatible(codec):
        return "utf-8", _error("encoding-is-utf-8", place, declared)
    try:
        text.encode(codec)
    except UnicodeError:
        return "utf-8", _error("encoding-is-utf-8", place, declared)
    return codec, None


def _error(kind: str, place: Span, declared: str = "", actual: str = "", byte: str = "") -> ParseError:
    """A contradiction, with those of the parts that belong to its kind."""
    details = {"declared": declared, "actual": actual, "byte": byte}
    return ParseError(kind, place, None, **{part: details[part] for part in ENCODING_KINDS[kind]})


def _codec_of_first_bytes(raw: bytes, table: tuple[tuple[bytes, str], ...]) -> str | None:
    for start, codec in table:
        if raw.startswith(start):
            return codec
    return None


def _python_codec(name: str) -> str:
    """Python's name for a declared encoding, or "" for one that no XML reader knows."""
    if _XML_ENCODINGS.fullmatch(name) is None:
        return ""
    lowered = name.lower()
    try:
        return codecs.lookup(_ALIASES.get(lowered, lowered)).name
    except LookupError:
        return ""


def _is_ascii_compatible(codec: str) -> bool:
    """Whether ASCII letters are single bytes of the same value, so that a declaration can be read at all."""
    try:
        return "<?xml".encode(codec) == b"<?xml"
    except UnicodeError:
        return False


def _contradiction(detected: str, marked: bool, declared: str | None, declared_codec: str | None) -> str | None:
    """How a file's byte order mark, or the pattern of its first bytes, contradicts its declaration."""
    if declared is None:
        return None if marked else "encoding-unmarked"
    if not declared_codec:
        return "encoding-unknown"
    if declared_codec == detected or declared_codec == detected[:6]:
        return None
    return "encoding-unlike-mark" if marked else "encoding-unlike-pattern"


def _decode_bytes(raw: bytes, declared: str | None, codec: str | None) -> tuple[str, str, str | None, int | None]:
    """Text, codec, kind of contradiction and place of the first unreadable byte; one byte is one ASCII letter."""
    utf8, bad = _decode(raw, "utf-8")
    if declared is None or codec == "utf-8":
        stray = "undeclared-stray-byte" if declared is None else "utf-8-stray-byte"
        return utf8, "utf-8", None if bad is None else stray, bad
    if not codec:
        return utf8, "utf-8", "encoding-unknown", bad
    if not _is_ascii_compatible(codec):
        return utf8, "utf-8", "encoding-is-utf-8" if bad is None else "encoding-is-one-byte", bad
    text, wrong = _decode(raw, codec)
    if bad is None and not raw.isascii() and (wrong is not None or _ONE_BYTE_CODECS.match(codec)):
        # Text of a one-byte encoding is next to never valid UTF-8 by chance.
        return utf8, "utf-8", "encoding-is-utf-8", None
    if wrong is not None:
        return text, codec, "encoding-stray-byte", wrong
    return text, codec, None, None


def _decode(raw: bytes, codec: str) -> tuple[str, int | None]:
    """The text and the offset of the first character that could not be read properly, or ``None``."""
    try:
        return raw.decode(codec), None
    except UnicodeError as error:
        start = error.start if isinstance(error, UnicodeDecodeError) else 0
    is_wide = codec.startswith(("utf-16", "utf-32"))
    for errors in ("surrogatepass" if is_wide else "surrogateescape", "replace"):
        try:
            text = raw.decode(codec, errors)
            return text, min(len(raw[:start].decode(codec, errors)), max(len(text) - 1, 0))
        except UnicodeError:
            continue
    return raw.decode("latin-1"), start

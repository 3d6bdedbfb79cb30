"""Escapes of string literals, language by language: what the program sees, with the place of each character.

Everything works on stretches of a file's text, given by offsets in code points, and gives pieces in their order. What
lies between two pieces in the file belongs to neither: quotes, line continuations, indentation that the language
strips.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from twimllint.host.mapped import Mapped, Piece

#: What one escape means; ``None`` leaves it as it is written.
Meaning = Callable[[re.Match[str]], str | None]


class Escapes(NamedTuple):
    """The escapes of one kind of literal: what they look like, what each of them means, and what a fix must avoid.

    ``avoid`` lists the characters that would end the literal, or begin an escape or an expression in it.
    """

    pattern: re.Pattern[str]
    meaning: Meaning
    avoid: str

    def decode(self, source: str, start: int, end: int) -> Iterator[Piece]:
        """The pieces of a stretch of a literal's body."""
        last = start
        for match in self.pattern.finditer(source, start, end):
            text = self.meaning(match)
            if text is None:
                continue
            if last < match.start():
                yield self.piece(source, last, match.start())
            if text:
                yield Piece(text, match.start(), match.end(), False, self.avoid)
            last = match.end()
        if last < end:
            yield self.piece(source, last, end)

    def piece(self, source: str, start: int, end: int) -> Piece:
        """A stretch that holds no escape; an empty one marks the place of an empty literal."""
        return Piece(source[start:end], start, end, True, self.avoid)

    def body(self, source: str, start: int, end: int) -> Mapped:
        """A whole stretch between quotes or expressions."""
        return Mapped(self.decode(source, start, end) if start < end else [self.piece(source, start, end)])


def decode_around(
    escapes: Escapes, source: str, start: int, end: int, dropped: Sequence[tuple[int, int]]
) -> Iterator[Piece]:
    """The pieces of a stretch without some stretches of it, which are given in their order."""
    for index in range(max(bisect_right(dropped, (start, end)) - 1, 0), len(dropped)):
        low, high = dropped[index]
        if low >= end:
            break
        if start < low:
            yield from escapes.decode(source, start, low)
        start = max(start, high)
    if start < end:
        yield from escapes.decode(source, start, end)


def _simple(letters: str, meanings: str) -> dict[str, str]:
    return dict(zip(letters, meanings, strict=True))


def _character(digits: str) -> str | None:
    """The character of a code point in hexadecimal digits; ``None`` where there is none.

    Half of a surrogate pair gives what it becomes when the text is sent: U+FFFD.
    """
    value = int(digits, 16)
    if 0xD800 <= value <= 0xDFFF:
        return "\ufffd"
    return chr(value) if value <= 0x10FFFF else None


def _pair(high: str, low: str) -> str:
    """The character of a surrogate pair, of which the hexadecimal digits after the first ``D`` are given."""
    return chr(0x10000 + ((int(high, 16) - 0x800) << 10) + int(low, 16) - 0xC00)


def _bytes(text: str) -> str:
    r"""What escaped bytes (``\xF0\x9F\x98\x80``) give as UTF-8."""
    octets = bytes(int(match[1], 16) if match[1] else int(match[2], 8) & 0xFF for match in _BYTE.finditer(text))
    return octets.decode("utf-8", "replace")


_BYTE = re.compile(r"\\(?:x([0-9a-fA-F]{1,2})|([0-7]{1,3}))")
_FOLLOWING = r"\\(?:x[89abAB][0-9a-fA-F]|2[0-7]{2})"
#: The escaped bytes of one character: a whole sequence of UTF-8, or a single byte.
_BYTES = (
    rf"(?P<bytes>\\(?:x[cdCD][0-9a-fA-F]|3[0-3][0-7]){_FOLLOWING}|\\(?:x[eE][0-9a-fA-F]|3[45][0-7])(?:{_FOLLOWING}){{2}}"
    rf"|\\(?:x[fF][0-7]|36[0-7])(?:{_FOLLOWING}){{3}}|\\(?:x[0-9a-fA-F]{{1,2}}|[0-7]{{1,3}}))"
)


# JavaScript and TypeScript

_JS = _simple("ntrbfv", "\n\t\r\b\f\v")
_JS_ESCAPE = (
    r"\\(?:u[dD](?P<high>[89abAB][0-9a-fA-F]{2})\\u[dD](?P<low>[c-fC-F][0-9a-fA-F]{2})|u\{(?P<point>[0-9a-fA-F]{1,8})\}"
    r"|u(?P<four>[0-9a-fA-F]{4})|x(?P<two>[0-9a-fA-F]{2})|(?P<octal>[0-3][0-7]{0,2}|[4-7][0-7]?)"
    r"|(?P<continued>\r\n|[\n\r\u2028\u2029])|(?P<other>.))"
)


def _javascript(match: re.Match[str]) -> str | None:
    if match["high"] is not None:
        return _pair(match["high"], match["low"])
    digits = match["point"] or match["four"] or match["two"]
    if digits is not None:
        return _character(digits)
    if match["octal"] is not None:
        return chr(int(match["octal"], 8))
    if match["continued"] is not None:
        return ""
    if match["other"] is None:
        return "\n"
    return _JS.get(match["other"], match["other"])


_JS_PLAIN = re.compile(_JS_ESCAPE, re.DOTALL)
JAVASCRIPT = {quote: Escapes(_JS_PLAIN, _javascript, quote + "\\\n\r") for quote in "\"'"}
#: A template string; the line ends in it are line feeds to the program, whatever the file has.
TEMPLATE = Escapes(re.compile(_JS_ESCAPE + r"|\r\n?", re.DOTALL), _javascript, "`\\$\r")
#: ``String.raw``: no escapes.
TEMPLATE_RAW = Escapes(re.compile(r"\r\n?"), lambda _match: "\n", "`\\$\r")
_NOTHING = re.compile(r"(?!)")


# Ruby

_RUBY = _simple("ntrbfvaes", "\n\t\r\b\f\v\a\x1b ")
_RUBY_ESCAPE = re.compile(
    r"\\(?:u\{(?P<points>[0-9a-fA-F \t]*)\}|u(?P<four>[0-9a-fA-F]{4}))"
    + "|"
    + _BYTES
    + r"|(?P<control>\\(?:M-\\C-.|M-\\c.|M-.|C-.|c.))|\\(?P<continued>\r?\n)|\\(?P<other>.)|(?P<end>\r\n)",
    re.DOTALL,
)


def _ruby(match: re.Match[str]) -> str | None:
    if match["points"] is not None:
        points = [_character(digits) for digits in match["points"].split()]
        return None if None in points else "".join(point for point in points if point)
    if match["four"] is not None:
        return _character(match["four"])
    if match["bytes"] is not None:
        return _bytes(match["bytes"])
    if match["control"] is not None:
        return "\ufffd"
    if match["continued"] is not None:
        return ""
    if match["other"] is None:
        return "\n"
    return _RUBY.get(match["other"], match["other"])


def ruby_double(delimiters: str) -> Escapes:
    """A literal with escapes and interpolation between these delimiters; none for a heredoc."""
    return Escapes(_RUBY_ESCAPE, _ruby, delimiters + "\\#\r\n")


def ruby_single(delimiters: str) -> Escapes:
    """A literal in which only the backslash and its own delimiters are escaped: ``'...'`` and ``%q(...)``."""
    inside = "".join(re.escape(character) for character in ("\\", *delimiters))
    pattern = re.compile(rf"\\(?P<other>[{inside}])|\r\n")
    return Escapes(pattern, lambda match: match["other"] or "\n", delimiters + "\\\r\n")


#: A heredoc with a quoted name: no escapes.
RUBY_RAW = Escapes(re.compile(r"\r\n"), lambda _match: "\n", "\r\n")


# PHP

_PHP = _simple("ntrvef\\$", "\n\t\r\v\x1b\f\\$")
_PHP_ESCAPE = re.compile(r"\\u\{(?P<point>[0-9a-fA-F]{1,8})\}|" + _BYTES + r"|\\(?P<other>.)", re.DOTALL)


def _php(quote: str) -> Meaning:
    simple = {**_PHP, quote: quote} if quote else _PHP

    def meaning(match: re.Match[str]) -> str | None:
        if match["point"] is not None:
            return _character(match["point"])
        if match["bytes"] is not None:
            return _bytes(match["bytes"])
        return simple.get(match["other"])

    return meaning


PHP_DOUBLE = Escapes(_PHP_ESCAPE, _php('"'), '"\\${\r\n')
PHP_SINGLE = Escapes(re.compile(r"\\(['\\])"), lambda match: match[1], "'\\\r\n")
PHP_HEREDOC = Escapes(_PHP_ESCAPE, _php(""), "\\${\r\n")
PHP_NOWDOC = Escapes(_NOTHING, lambda _match: None, "\r\n")


# Java

_JAVA = _simple("btnfrs\"'\\", "\b\t\n\f\r \"'\\")
_JAVA_ESCAPE = (
    r"\\u+[dD](?P<high>[89abAB][0-9a-fA-F]{2})\\u+[dD](?P<low>[c-fC-F][0-9a-fA-F]{2})|\\u+(?P<four>[0-9a-fA-F]{4})"
    r"|\\(?P<octal>[0-3][0-7]{0,2}|[4-7][0-7]?)|\\(?P<continued>\r\n|[\r\n])|\\(?P<other>.)"
)


def _java(match: re.Match[str]) -> str | None:
    if match["high"] is not None:
        return _pair(match["high"], match["low"])
    if match["four"] is not None:
        return _character(match["four"])
    if match["octal"] is not None:
        return chr(int(match["octal"], 8))
    if match["continued"] is not None:
        return ""
    return "\n" if match["other"] is None else _JAVA.get(match["other"])


JAVA = Escapes(re.compile(_JAVA_ESCAPE, re.DOTALL), _java, '"\\\r\n')
JAVA_BLOCK = Escapes(re.compile(_JAVA_ESCAPE + r"|\r\n?", re.DOTALL), _java, '"\\\r\n')


# C#

_CSHARP = _simple("0abfnrtve\"'\\", "\0\a\b\f\n\r\t\v\x1b\"'\\")
_CSHARP_ESCAPE = (
    r"\\u[dD](?P<high>[89abAB][0-9a-fA-F]{2})\\u[dD](?P<low>[c-fC-F][0-9a-fA-F]{2})|\\U(?P<eight>[0-9a-fA-F]{8})"
    r"|\\u(?P<four>[0-9a-fA-F]{4})|\\x(?P<some>[0-9a-fA-F]{1,4})|\\(?P<other>.)"
)
_BRACES = r"|(?P<brace>\{\{|\}\})"


def _csharp(match: re.Match[str]) -> str | None:
    if match["high"] is not None:
        return _pair(match["high"], match["low"])
    digits = match["eight"] or match["four"] or match["some"]
    if digits is not None:
        return _character(digits)
    if match["other"] is None:
        return match[0][0]
    return _CSHARP.get(match["other"])


def _half(match: re.Match[str]) -> str:
    return match[0][0]


CSHARP = Escapes(re.compile(_CSHARP_ESCAPE, re.DOTALL), _csharp, '"\\\r\n')
CSHARP_INTERPOLATED = Escapes(re.compile(_CSHARP_ESCAPE + _BRACES, re.DOTALL), _csharp, '"\\{}\r\n')
CSHARP_VERBATIM = Escapes(re.compile('""'), _half, '"\r\n')
CSHARP_VERBATIM_INTERPOLATED = Escapes(re.compile(r'""|\{\{|\}\}'), _half, '"{}\r\n')
CSHARP_RAW = Escapes(_NOTHING, lambda _match: None, '"{}\r\n')


# Go

_GO = _simple("abfnrtv\\\"'", "\a\b\f\n\r\t\v\\\"'")
_GO_ESCAPE = re.compile(
    r"\\U(?P<eight>[0-9a-fA-F]{8})|\\u(?P<four>[0-9a-fA-F]{4})"
    r"|" + _BYTES + r"|\\(?P<other>.)",
    re.DOTALL,
)


def _go(match: re.Match[str]) -> str | None:
    digits = match["eight"] or match["four"]
    if digits is not None:
        return _character(digits)
    if match["bytes"] is not None:
        return _bytes(match["bytes"])
    return _GO.get(match["other"])


GO = Escapes(_GO_ESCAPE, _go, '"\\\r\n')
#: A raw string of Go, in which carriage returns are dropped.
GO_RAW = Escapes(re.compile("\r"), lambda _match: "", "`\r")

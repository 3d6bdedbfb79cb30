"""References and line ends: what an XML reader makes of raw text, and where each of its characters is."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache

#: Character classes of XML names, for use inside square brackets.
NAME_START = (
    r"A-Z_a-z:\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    r"\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
NAME_CHAR = NAME_START + r"\-.0-9\u00b7\u0300-\u036f\u203f\u2040"
NAME = rf"[{NAME_START}][{NAME_CHAR}]*+"
_ASCII_NAME = re.compile(r"[A-Za-z_:][\w.:\-]*+", re.ASCII)

PREDEFINED = {"amp": "&", "lt": "<", "gt": ">", "quot": '"', "apos": "'"}

#: Whatever does not stand for itself in a run of text.
_TOKEN = re.compile(
    r"&(?:#(?:([0-9]++)|x([0-9a-fA-F]++))|(amp|lt|gt|quot|apos));|(\r\n?)|<!\[CDATA\[(.*?)(?:\]\]>|\Z)", re.DOTALL
)
_BLANK = re.compile(r"\r\n|[\t\r\n]")
_LINE_END = re.compile(r"\r\n")


def name_end(text: str, start: int) -> int:
    """Where the XML name ends that begins at ``start``; ``start`` itself where none does."""
    match = _ASCII_NAME.match(text, start)
    end = start if match is None else match.end()
    if end >= len(text) or text[end] < "\x80":
        return end
    match = _full_name().match(text, start)
    return start if match is None else match.end()


@cache
def _full_name() -> re.Pattern[str]:
    """Names of any script. Made when one turns up: compiling these classes takes as long as reading a hundred files."""
    return re.compile(NAME)


def unescape(raw: str) -> str:
    """Text as a reader sees it: references resolved, CDATA sections opened, line ends made line feeds.

    A reference to anything but a character or one of XML's five entities stays as it is.
    """
    if "&" not in raw and "\r" not in raw and "<!" not in raw:
        return raw
    return _TOKEN.sub(_replacement, raw)


def unescape_attribute(raw: str) -> str:
    """An attribute's value as a reader sees it: as ``unescape``, and each line end or tab a blank."""
    return unescape(_BLANK.sub(" ", raw))


class OffsetMap:
    """Where each character of ``unescape(raw)`` begins in ``raw``.

    Between two tokens (references, line ends, marks of CDATA sections) the offsets in both run in step, so that only
    the places after each token are kept: ``_values`` and ``_raws`` are their offsets, in order.
    """

    __slots__ = ("_end_mark", "_length", "_raw", "_raws", "_values")

    def __init__(self, raw: str) -> None:
        self._raw = raw
        self._values = [0]
        self._raws = [0]
        self._end_mark = 0
        if "&" in raw or "\r" in raw or "<!" in raw:
            for match in _TOKEN.finditer(raw):
                self._add(match)
        #: how many characters the value has; the mark that ends a last CDATA section is none
        self._length = self._values[-1] + len(raw) - self._raws[-1] - self._end_mark

    def _add(self, match: re.Match[str]) -> None:
        """Note the place after a token."""
        value = self._values[-1] + match.start() - self._raws[-1]
        if match.lastindex != 5:
            self._step(value + 1, match.end())
            return
        first, last = match.span(5)
        self._step(value, first)
        for line_end in _LINE_END.finditer(self._raw, first, last):
            value = self._values[-1] + line_end.start() - self._raws[-1]
            self._step(value + 1, line_end.end())
        if match.end() < len(self._raw):
            self._step(self._values[-1] + last - self._raws[-1], match.end())
        else:  # the text ends with the section: its end is inside
            self._end_mark = match.end() - last

    def _step(self, value: int, raw: int) -> None:
        self._values.append(value)
        self._raws.append(raw)

    def place(self, offset: int) -> int:
        """Where the character at an offset of the value begins in ``raw``; for its length, where the value ends."""
        offset = min(offset, self._length)
        step = bisect_right(self._values, offset) - 1
        return min(self._raws[step] + offset - self._values[step], len(self._raw))

    def raw_range(self, start: int, end: int) -> tuple[int, int]:
        """Where ``unescape(raw)[start:end]`` begins and ends in ``raw``, without marks of CDATA sections around it."""
        first = self.place(start)
        if end <= start:
            return first, first
        last, after = self.place(end - 1), self.place(end)
        if after - last > 1:
            match = _TOKEN.match(self._raw, last)
            after = match.end() if match is not None and match.lastindex != 5 else last + 1
        return first, after


def code_point(digits: str, base: int) -> int:
    """The code point that a numeric reference names; -1 for one beyond all of Unicode."""
    digits = digits.lstrip("0")
    if len(digits) > 7:
        return -1
    code = int(digits or "0", base)
    return code if code <= 0x10FFFF else -1


def is_legal_character(code: int) -> bool:
    """Whether XML 1.0 allows the character at all."""
    return code in (9, 10, 13) or 0x20 <= code < 0xD800 or 0xE000 <= code <= 0xFFFD or 0x10000 <= code <= 0x10FFFF


def _replacement(match: re.Match[str]) -> str:
    decimal, hexadecimal, name, line_end, section = match.groups()
    if name is not None:
        return PREDEFINED[name]
    if line_end is not None:
        return "\n"
    if section is not None:
        return str(section).replace("\r\n", "\n").replace("\r", "\n")
    code = code_point(decimal, 10) if decimal is not None else code_point(hexadecimal, 16)
    return "\ufffd" if code < 0 or 0xD800 <= code < 0xE000 else chr(code)

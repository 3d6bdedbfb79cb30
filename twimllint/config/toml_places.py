"""Where the keys of a TOML file are, which ``tomllib`` does not report.

Read only when an error or ``--show-settings`` needs a line, or an editor renames a key. The text has been accepted by
``tomllib``, so this need not check it; it only has to find its way past strings, arrays and inline tables.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TypeAlias

from twimllint.source.span import Span

Path: TypeAlias = tuple[str | int, ...]

_WHITE_SPACE = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_LITERAL = re.compile(r"'([^']*)'")
_BASIC = re.compile(r'"((?:[^"\\]|\\.)*)"')
_STRING = re.compile(
    r'"""(?:[^"\\]|\\(?s:.)|"(?!""))*"""("{0,2})'
    r"|'''(?:[^']|'(?!''))*'''('{0,2})"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'"
)
_PLAIN = re.compile(r"[^,\]}#\n]*")


class Place:
    """A table, a key or an element of an array: its line (from 1) and what lies in it, by key or index.

    ``keys`` are the places at which the key is written, with its quotes.
    """

    __slots__ = ("elements", "inner", "keys", "line")

    def __init__(self, line: int) -> None:
        self.line = line
        self.keys: list[Span] = []
        self.inner: dict[str | int, Place] = {}
        #: how many ``[[tables]]`` there are so far
        self.elements = 0

    def child(self, key: str | int, line: int) -> Place:
        """What lies in it under a key; its line is that of its first mention."""
        child = self.inner.get(key)
        if child is None:
            child = self.inner[key] = Place(line)
        return child


@lru_cache(maxsize=8)
def read_places(text: str) -> Place:
    """The places of a TOML text, from the document down."""
    return _Reader(text).read()


def line_of(text: str, path: Path) -> int | None:
    """The line of the innermost known part of ``path``, or ``None`` where not even its first part is there."""
    try:
        place = read_places(text)
    except RecursionError:  # arrays in arrays in arrays: the message can do without its line
        return None
    line = None
    for step in path:
        if step not in place.inner:
            break
        place = place.inner[step]
        line = place.line
    return line


def keys_of(text: str, path: Path) -> list[Span]:
    """The places at which the key at the end of ``path`` is written, with its quotes."""
    try:
        place = read_places(text)
    except RecursionError:
        return []
    for step in path:
        if step not in place.inner:
            return []
        place = place.inner[step]
    return place.keys


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.root = Place(1)
        self._line_at = 0
        self._line = 1

    def read(self) -> Place:
        table = self.root
        while self._skip(_WHITE_SPACE) < len(self.text):
            before = self.at
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table)
            if self.at == before:
                break
        return self.root

    def _header(self) -> Place:
        double = self.text.startswith("[[", self.at)
        line = self._line_number()
        self.at += 2 if double else 1
        keys = self._key()
        place = self.root
        for position, (key, span) in enumerate(keys):
            place = place.child(key, line)
            place.keys.append(span)
            if double and position == len(keys) - 1:
                place.elements += 1
            if place.elements:
                place = place.child(place.elements - 1, line)
        self._skip(_SPACE)
        self.at += 2 if double else 1
        return place

    def _pair(self, table: Place) -> None:
        line = self._line_number()
        place = table
        for key, span in self._key():
            place = place.child(key, line)
            place.keys.append(span)
        self._skip(_SPACE)
        if self.text.startswith("=", self.at):
            self.at += 1
            self._skip(_SPACE)
            self._value(place)

    def _value(self, place: Place) -> None:
        first = self.text[self.at : self.at + 1]
        if first in ('"', "'"):
            matched = _STRING.match(self.text, self.at)
            self.at = matched.end() if matched else len(self.text)
        elif first == "[":
            self._items(place, "]")
        elif first == "{":
            self._items(place, "}")
        else:
            self._skip(_PLAIN)

    def _items(self, place: Place, close: str) -> None:
        """An array or an inline table, from its opening bracket past its closing one."""
        self.at += 1
        index = 0
        while self._skip(_WHITE_SPACE) < len(self.text):
            if self.text[self.at] == close:
                self.at += 1
                return
            before = self.at
            if self.text[self.at] == ",":
                self.at += 1
            elif close == "]":
                self._value(place.child(index, self._line_number()))
                index += 1
            else:
                self._pair(place)
            if self.at == before:
                self.at = len(self.text)

    def _key(self) -> list[tuple[str, Span]]:
        keys: list[tuple[str, Span]] = []
        while True:
            self._skip(_SPACE)
            for pattern in (_BARE, _LITERAL, _BASIC):
                matched = pattern.match(self.text, self.at)
                if matched:
                    key = _unescape(matched[1]) if pattern is _BASIC else matched[matched.lastindex or 0]
                    keys.append((key, Span(*matched.span())))
                    self.at = matched.end()
                    break
            else:
                return keys
            self._skip(_SPACE)
            if not self.text.startswith(".", self.at):
                return keys
            self.at += 1

    def _skip(self, pattern: re.Pattern[str]) -> int:
        matched = pattern.match(self.text, self.at)
        if matched:
            self.at = matched.end()
        return self.at

    def _line_number(self) -> int:
        self._line += self.text.count("\n", self._line_at, self.at)
        self._line_at = self.at
        return self._line


def _unescape(key: str) -> str:
    if "\\" not in key:
        return key
    import tomllib

    try:
        return next(iter(tomllib.loads(f'"{key}" = 0')))
    except tomllib.TOMLDecodeError:
        return key

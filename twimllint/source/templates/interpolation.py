"""Values in ``${ }`` and ``#{ }``: strings of programs, FreeMarker, Mako, JSP and others."""

from __future__ import annotations

import re
from functools import cached_property

from twimllint.source.templates.walk import UNCLOSED, Read, Search

_BRACE = re.compile(r"[{}]")
_PIECE = re.compile(r"\"(?:[^\"\\\r\n]|\\.)*+\"|'(?:[^'\\\r\n]|\\.)*+'|[{}]")
#: How far a value is read for a string with a brace in it.
_MAX_CHARACTERS = 1000


class Interpolation:
    """Values in braces after one sign; braces inside are matched."""

    def __init__(self, search: Search, name: str, sign: str) -> None:
        self.name = name
        self.opener = re.escape(sign) + r"\{"
        self.first = sign or "{"
        self._search = search
        #: before this place no value is closed within reach
        self._open_to = 0

    @cached_property
    def _closing(self) -> dict[int, int]:
        """Where each brace of the text is closed, by its own place; one that never is, is not there."""
        closing: dict[int, int] = {}
        opened: list[int] = []
        for match in _BRACE.finditer(self._search.text):
            if match[0] == "{":
                opened.append(match.start())
            elif opened:
                closing[opened.pop()] = match.end()
        return closing

    def read(self, opener: str, start: int) -> Read | None:  # noqa: ARG002 - both openers are read alike
        """A value, up to where its brace is closed."""
        end = self._closing.get(start - 1, -1)
        if end < 0:
            end = self._end_ignoring_strings(start)
        return UNCLOSED if end < 0 else Read("output", end)

    def _end_ignoring_strings(self, start: int) -> int:
        """Where the brace before ``start`` is closed if those in strings do not count: ``${name!"{"}``."""
        if start < self._open_to:
            return -1
        depth = 1
        for match in _PIECE.finditer(self._search.text, start, start + _MAX_CHARACTERS):
            depth += {"{": 1, "}": -1}.get(match[0], 0)
            if depth == 0:
                return match.end()
        self._open_to = start + _MAX_CHARACTERS
        return -1

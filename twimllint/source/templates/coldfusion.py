"""Values and comments of ColdFusion: ``#name#``, ``<!--- note --->``; its tags look like elements."""

from __future__ import annotations

import re
from functools import cached_property

from twimllint.source.templates.walk import Read, Search

#: An expression between two number signs; two of them are one of the text's.
_VALUE = re.compile(r"""(?:[^#<>"'\r\n]++|"[^"\r\n]*+"|'[^'\r\n]*+'){1,200}+#""")
_COMMENT = re.compile(r"<!---|--->")


class ColdFusion:
    """What is between number signs, and comments, which may hold others."""

    name = "cfml"
    opener = r"<!---|\#\#?"
    first = "<#"

    def __init__(self, search: Search) -> None:
        self._search = search

    def read(self, opener: str, start: int) -> Read | None:
        """A comment to its end, with those inside; a value to its number sign."""
        text = self._search.text
        if opener == "##":
            return None
        if opener == "#":
            match = _VALUE.match(text, start)
            return None if match is None else Read("output", match.end())
        end = self._comment_ends.get(start, -1)
        return None if end < 0 else Read("comment", end)

    @cached_property
    def _comment_ends(self) -> dict[int, int]:
        """Where each comment ends, by where its sign ends; one that never does, is not there."""
        ends: dict[int, int] = {}
        opened: list[int] = []
        for match in _COMMENT.finditer(self._search.text):
            if match[0] == "<!---":
                opened.append(match.end())
            elif opened:
                ends[opened.pop()] = match.end()
        return ends

"""Tags in angle brackets and percent signs: ERB, EJS, EEx, JSP."""

from __future__ import annotations

import re

from twimllint.source.templates.braces import first_word
from twimllint.source.templates.walk import UNCLOSED, Read, Search

#: First words of program code that puts nothing in the place where it is.
_CODE = frozenset({
    "if", "unless", "else", "elsif", "elseif", "for", "foreach", "while", "until", "each", "case", "when", "switch",
    "end", "begin", "do", "}", "//",
})  # fmt: skip
_ASSIGNMENT = re.compile(r"-?\s*+[@$\w.]++\s*+=[^=]")

#: What begins a block of Ruby or Elixir, whose content is written by the tag: ``<%= if a do %>``.
_BLOCK = re.compile(r"\bdo(?:\s*+\|[^|]*+\|)?\s*+\Z")


class Brackets:
    """Tags that begin with ``<%``."""

    name = "erb"
    opener = "<%"
    first = "<"

    def __init__(self, search: Search, *, binds: bool = False, writes: bool = False) -> None:
        """``binds`` says that ``<%# %>`` binds a value, as in ASP.NET; elsewhere it is a comment.

        ``writes`` says that ``<% %>`` puts a value in, as in Mason; elsewhere it is code.
        """
        self._search = search
        self._binds = binds
        self._writes = writes

    def read(self, opener: str, start: int) -> Read | None:
        """Unclosed also where another tag opens before this one closes."""
        end = self._search.next("%>", start)
        if end < 0 or self._search.text.find(opener, start, end) >= 0:
            return UNCLOSED
        text = self._search.text[start - 2 : end + 2]
        is_output = self._writes or (self._binds and text.startswith(("<%#", "<%:")))
        return Read("output" if is_output else _kind(text), end + 2)


def _kind(text: str) -> str:
    if text.startswith(("<%#", "<%--")):
        return "comment"
    if text.startswith("<%="):
        return "control" if _BLOCK.search(text, 3, len(text) - 2) else "output"
    if not text.startswith("<%-"):
        return "control"
    # <%- puts a value in for EJS, and only removes white space for ERB.
    code = first_word(text, 2) in _CODE or _ASSIGNMENT.match(text, 2)
    return "control" if code or text[2:-2].rstrip(" -_").endswith(("{", "|")) else "output"

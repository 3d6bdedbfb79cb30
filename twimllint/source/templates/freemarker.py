"""Tags of FreeMarker: ``<#if>``, ``<@macro>``."""

from __future__ import annotations

import re

from twimllint.source.templates.walk import Read, Search

_REST = re.compile(
    r"""(?:[^<>"'(]++|<(?=[\s=])|(?<=\.\.)<|"[^"]*+"|'[^']*+'|\((?:[^()"']++|"[^"]*+"|'[^']*+')*+\)|\()*+>"""
)

#: What nothing but FreeMarker has
SIGN = r"<#--|</?[#@][A-Za-z]\w*(?=[\s/>.])"


class FreeMarker:
    """Directives and macros; an angle bracket before ``#`` is looked at only where a tag surely is."""

    name = "freemarker"
    opener = r"<#--|</?[#@](?=[A-Za-z])"
    first = "<"

    def __init__(self, search: Search) -> None:
        self._search = search

    def read(self, opener: str, start: int) -> Read | None:
        """To its angle bracket; strings and parentheses are skipped."""
        search = self._search
        if opener == "<#--":
            end = search.after("-->", start)
            return None if end < 0 else Read("comment", end)
        match = _REST.match(search.text, start)
        if match is None:
            return None
        text = opener + match[0]
        # what is in <#noparse> is plain text
        resume = search.next("</#noparse>", match.end()) if text == "<#noparse>" else -1
        kind = "output" if text.startswith(("<@", "<#include", "<#nested")) else "control"
        return Read(kind, match.end(), resume)

"""Tags of FreeMarker: ``<#if>``, ``<@macro>``, or all of them in square brackets: ``[#if]``."""

from __future__ import annotations

import re

from twimllint.source.templates.walk import Read, Search

_REST = re.compile(
    r"""(?:[^<>"'(]++|<(?=[\s=])|(?<=\.\.)<|"[^"]*+"|'[^']*+'|\((?:[^()"']++|"[^"]*+"|'[^']*+')*+\)|\()*+>"""
)
_REST_IN_SQUARE = re.compile(
    r"""(?:[^\[\]"'(]++|\[[^\[\]]*+\]|"[^"]*+"|'[^']*+'|\((?:[^()"']++|"[^"]*+"|'[^']*+')*+\)|\()*+\]"""
)

#: What nothing but FreeMarker has
SIGN = (
    r"<#--|</?[#@][A-Za-z]\w*(?=[\s/>.])|\[#--"
    r"|\[/?#(?:assign|else|elseif|escape|ftl|function|if|import|include|list|macro|noparse|setting|switch)(?=[\s\]/])"
)


class FreeMarker:
    """Directives and macros; an angle bracket before ``#`` is looked at only where a tag surely is."""

    name = "freemarker"
    opener = r"<#--|</?[#@](?=[A-Za-z])|\[#--|\[/?[#@](?=[A-Za-z])|\[=(?=[^\[\]=]++\])"
    first = r"<\["

    def __init__(self, search: Search) -> None:
        self._search = search

    def read(self, opener: str, start: int) -> Read | None:
        """To its angle bracket; strings and parentheses are skipped."""
        search = self._search
        if opener.endswith("#--"):
            end = search.after("-->" if opener == "<#--" else "--]", start)
            return None if end < 0 else Read("comment", end)
        match = (_REST_IN_SQUARE if opener.startswith("[") else _REST).match(search.text, start)
        if match is None:
            return None
        text = opener + match[0]
        # what is in <#noparse> is plain text
        resume = search.next(f"{text[0]}/{text[1:]}", match.end()) if text[1:-1] == "#noparse" else -1
        kind = "output" if text[1:].startswith(("@", "=", "#include", "#nested")) else "control"
        return Read(kind, match.end(), resume)

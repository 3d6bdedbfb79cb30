"""Tags of StringTemplate between two dollar signs: ``$name$``, ``$if(open)$``, ``$items:{item | ... }$``."""

from __future__ import annotations

import re

from twimllint.source.templates.walk import Read, Search

#: What nothing but StringTemplate has; names in capitals are placeholders of anybody's.
SIGN = (
    r"\$(?:if|elseif)\([^$\r\n]++(?<=\))\$|\$(?:else|endif)\$|(?<![\w$\\])\$[a-z]\w*+(?:\.\w++)*+"
    r"(?:\(\)|:\w++\(\)|;[ ]?separator=[^$\r\n]++)?+\$(?!\w)"
)
#: An expression up to the sign that ends it, or to the template in braces that is written for each of its values.
_REST = re.compile(r"""(?:[^\s$<>{}"]++|"[^"\r\n]*+"|[ ](?!\$))++(?:\$|\{[\w, ]++\|)""")
_WORD = re.compile(r"\$(if|elseif|else|endif)\b")
_STEPS = {"if": "open", "elseif": "middle", "else": "middle", "endif": "close"}


class StringTemplate:
    """Values, conditions, and templates in braces; no blank is beside the signs."""

    name = "stringtemplate"
    first = "$}"
    opener = r"(?<!\\)\$(?=[A-Za-z_(!])|\}\$"

    def __init__(self, search: Search) -> None:
        self._search = search
        self._open_braces = 0

    def read(self, opener: str, start: int) -> Read | None:
        """To the dollar sign, or to the bar behind the names of a template's arguments."""
        search = self._search
        if opener == "}$":
            self._open_braces -= 1
            return Read("control", start) if self._open_braces >= 0 else None
        if search.text.startswith("!", start):
            end = search.after("!$", start + 1)
            return None if end < 0 else Read("comment", end)
        match = _REST.match(search.text, start)
        if match is None:
            return None
        is_each = match[0].endswith("|")
        self._open_braces += is_each
        is_control = is_each or _WORD.match(opener + match[0])
        return Read("control" if is_control else "output", match.end())


def step(text: str) -> str:
    """What a control tag does to the blocks: ``open``, ``middle`` or ``close``."""
    word = _WORD.match(text)
    if word is not None:
        return _STEPS[word[1]]
    return "close" if text == "}$" else "open"

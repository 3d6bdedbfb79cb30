"""Tags in single braces: Smarty, Latte, and the plain ``{name}`` of small template engines."""

from __future__ import annotations

import re

from twimllint.source.templates.walk import Read, Search

_WORDS = (
    "if|elseif|else|foreach|foreachelse|for|forelse|while|section|sectionelse|strip|block|capture|nocache|function|"
    "literal|switch|case|default|define|snippet|first|last|sep|ifset|elseifset"
)
_REST = re.compile(r"""[^{}"']*+(?:(?:"[^"\n]*+"|'[^'\n]*+'|\{[^{}\n]*+\})[^{}"']*+)*+\}""")
_CONTROL = re.compile(
    rf"\{{(?:/|(?:{_WORDS}|assign|append|extends|config_load|call|var|include_php|continue|break|layout|import|"
    r"contentType|parameters|varType|templateType)\b)"
)
_ASSIGNMENT = re.compile(r"\{\$[\w.\[\]>-]++\s*+=[^=>]")

#: Latte's attributes, which decide about the element or write others.
_LATTE_ATTRIBUTE = r"\sn:[a-z][\w:-]*+\s*+=\s*+[\"']"

#: What nothing but these languages has
SIGN = rf"\{{/(?:{_WORDS})\}}|\{{(?:foreach|if|elseif)[ ](?=[^{{}}\"\n$]*+\$\w)[^{{}}\n]*+\}}"


class Smarty:
    """Tags in single braces; plain text has these too, so that they are looked for only where one surely is."""

    name = "smarty"
    opener = rf"\{{(?:\*|(?=[$/A-Za-z_]))|{_LATTE_ATTRIBUTE}"
    first = r"{\s"

    def __init__(self, search: Search) -> None:
        self._search = search

    def read(self, opener: str, start: int) -> Read | None:
        """To its brace; strings and braces one level deep are skipped."""
        search = self._search
        if opener[:1].isspace():
            end = search.after(opener[-1], start)
            return None if end < 0 else Read("control", end)
        if opener == "{*":
            end = search.after("*}", start)
            return None if end < 0 else Read("comment", end)
        match = _REST.match(search.text, start)
        if match is None:
            return None
        text = opener + match[0]
        is_control = _CONTROL.match(text) or _ASSIGNMENT.match(text)
        # what is in {literal} is plain text
        resume = search.next("{/literal}", match.end()) if text == "{literal}" else -1
        return Read("control" if is_control else "output", match.end(), resume)

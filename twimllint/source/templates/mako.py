"""Tags of Mako: lines that begin with a percent sign, ``<%def>`` and the like; its values are ``${ }``."""

from __future__ import annotations

import re

from twimllint.source.templates.walk import Read, Search

#: What nothing but Mako has.
SIGN = (
    r"</%(?:def|block|doc|text|call|[a-z]+:[a-z]+)>|<%(?:def|block|namespace|inherit|page)[ \t]"
    r"|^[ \t]*+%[ \t]*+(?:end)?(?:if|for|while)\b"
)
_REST = re.compile(r"""(?:[^<>"']++|"[^"]*+"|'[^']*+')*+>""")


class Mako:
    """Control lines, comments and tags that look like elements."""

    name = "mako"
    first = r" \t%#<"
    opener = (
        r"^[ \t]*+%(?!%)[^\r\n]*+|^[ \t]*+\#\#[^\r\n]*+|<%(?:doc|text)>"
        r"|</?%(?:def|block|namespace|inherit|include|page|call|text|[a-z]+:[a-z]+)(?=[\s>/])"
    )

    def __init__(self, search: Search) -> None:
        self._search = search

    def read(self, opener: str, start: int) -> Read | None:
        """A line, or a tag up to its angle bracket."""
        search = self._search
        if opener == "<%doc>":
            end = search.after("</%doc>", start)
            return None if end < 0 else Read("comment", end)
        if opener.lstrip().startswith("##"):
            return Read("comment", start)
        if not opener.startswith("<") or opener.endswith(">"):
            # what is in <%text> is plain text
            return Read("control", start, search.next("</%text>", start) if opener == "<%text>" else -1)
        match = _REST.match(search.text, start)
        return None if match is None else Read("control", match.end())

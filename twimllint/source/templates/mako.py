"""Tags of Mako: lines that begin with a percent sign, ``<%def>`` and the like; its values are ``${ }``.

Mason and Mojolicious have such lines and tags as well, for Perl.
"""

from __future__ import annotations

from twimllint.source.templates.walk import REST_OF_TAG, Read, Search

#: Sections of Mason that hold program text.
_CODE = "args|init|perl|once|shared|cleanup|filter|attr|flags"
#: What nothing but these has.
SIGN = (
    r"</%(?:def|block|doc|text|call|[a-z]+:[a-z]+)>|<%(?:def|block|namespace|inherit|page)[ \t]"
    r"|^[ \t]*+%[ \t]*+(?:end)?(?:if|for|while)\b"
)
#: What nothing but Mason has.
MASON_SIGN = rf"</%(?:method|{_CODE})>|<&\|?\s*+[\w/.$][^<>&]*+&>"


class Mako:
    """Control lines, comments and tags that look like elements."""

    name = "mako"
    first = r" \t%#<"
    opener = (
        rf"^[ \t]*+%(?!%)[^\r\n]*+|^[ \t]*+\#\#[^\r\n]*+|<%(?:doc|text|{_CODE})>"
        r"|</?%(?:def|block|namespace|inherit|include|page|call|text|method|[a-z]+:[a-z]+)(?=[\s>/])|<&|</&"
    )

    def __init__(self, search: Search) -> None:
        self._search = search

    def read(self, opener: str, start: int) -> Read | None:
        """A line, or a tag up to its angle bracket."""
        search = self._search
        if opener.startswith("<%") and opener.endswith(">") and opener != "<%text>":
            end = search.after(f"</{opener[1:]}", start)
            return None if end < 0 else Read("comment" if opener == "<%doc>" else "control", end)
        if opener in ("<&", "</&"):
            end = search.after("&>" if opener == "<&" else ">", start)
            return None if end < 0 else Read("output", end)
        line = opener.lstrip()
        if line.startswith(("##", "%#")):
            return Read("comment", start)
        if line.startswith("%="):
            return Read("output", start)
        if not opener.startswith("<") or opener.endswith(">"):
            # what is in <%text> is plain text
            return Read("control", start, search.next("</%text>", start) if opener == "<%text>" else -1)
        match = REST_OF_TAG.match(search.text, start)
        return None if match is None else Read("control", match.end())


class MakoInline:
    """Control lines after a tag on the same line, where the engine reads them as plain text."""

    name = "mako_inline"
    first = r" \t%"
    opener = (
        r"(?<=>)[ \t]*+%[ \t]*+(?:(?:(?:if|for|while|elif)\b[^\r\n<>]*+(?<=:)|else:)"
        r"|end(?:if|for|while)[ \t]*+)(?=\r?$)"
    )

    def __init__(self, search: Search) -> None:
        self._search = search

    def read(self, opener: str, start: int) -> Read | None:  # noqa: ARG002 - the opener is all of it
        """All of the line."""
        return Read("control", start)

"""Tags of Blade that have a sign of their own: ``@if (...)``, ``{!! !!}``."""

from __future__ import annotations

import re

from twimllint.source.templates.walk import UNCLOSED, Parentheses, Read, Search

_ENDS = (
    "if|unless|isset|empty|foreach|forelse|for|while|switch|section|php|auth|guest|can|cannot|canany|env|production|"
    "component|slot|push|prepend|once|error|verbatim|session"
)
#: Directives that make no sense without arguments; those of the last row put something in.
_CALLS = (
    "if|elseif|unless|isset|empty|foreach|forelse|for|while|switch|case|extends|section|hasSection|sectionMissing|can|"
    "cannot|canany|elsecan|elsecannot|elsecanany|elseauth|elseguest|env|component|slot|push|prepend|error|inject|use|props|php|session|break|continue|auth|guest|"
    "yield|include|includeIf|includeWhen|includeUnless|includeFirst|each|json|js|lang|choice|stack"
)
_OUTPUT = re.compile(r"@(?:yield|include\w*|each|json|js|lang|choice|stack|parent)\b")
_BARE = (
    "else|elseauth|elseguest|default|break|continue|empty|show|stop|append|overwrite|parent|php|verbatim|once|auth|guest|"
    "production|csrf"
)
#: The end of a block of a directive, also one of the project's own: ``@disk('a') @elsedisk('b') @enddisk``.
_END = re.compile(r"(?<![\w@.])@end([A-Za-z]\w{1,30})")
_WORD = re.compile(r"(?<![\w@.])@(\w+)")
_MAX_OWN_DIRECTIVES = 50
#: What nothing but Blade has.
SIGN = rf"(?<![\w@.])@(?:end(?:{_ENDS})\b|(?:extends|section|include\w*|yield|each)[ ]?\()"
#: Whatever is called between attributes is a directive, also one of the project's own: ``<Say @class(['a'])>``.
_CALL = r"(?<![\w@.])@[A-Za-z]\w*+[ \t]*+(?=\()"
_KNOWN = re.compile(rf"@(?:end\w+|{_CALLS}|{_BARE})[ \t]*+\Z")
#: A start tag up to some place in it; values and echoes may hold the bracket that ends a tag.
_TAG = re.compile(r"<[A-Za-z][\w:.-]*+(?:\{\{.*?\}\}|\"[^\"]*+\"|'[^']*+'|[^<>\"'{]++|\{)*+\Z", re.DOTALL)
_MAX_TAG_CHARACTERS = 500
_ECHO = r"\{!!"
_DIRECTIVE = rf"(?<![\w@.])@(?:end(?:{_ENDS})\b|(?:{_CALLS})[ \t]*+(?=\()|(?:{_BARE})(?![\w(]|[ \t]*+\())"


def _own_names(text: str) -> tuple[str, ...]:
    """The directives of the project's own: those that a text has with an end."""
    known = frozenset(_ENDS.split("|"))
    ended = {match[1] for match in _END.finditer(text)} - known
    begun = {match[1] for match in _WORD.finditer(text)} if ended else set()
    return tuple(sorted(ended & begun)[:_MAX_OWN_DIRECTIVES])


class Blade:
    """Values that are not escaped, and directives; plain text has at signs too.

    So directives are looked for only where there surely are some.
    """

    name = "blade"
    first = "{@"

    def __init__(self, search: Search, *, directives: bool) -> None:
        self._own = _own_names(search.text) if directives else ()
        own = rf"(?<![\w@.])@(?:end|else|unless)?(?:{'|'.join(self._own)})(?!\w)(?:[ \t]*+(?=\()|)|"
        self.opener = f"{_ECHO}|{own if self._own else ''}{_DIRECTIVE}|{_CALL}" if directives else _ECHO
        self._search = search
        self._parentheses = Parentheses(search.text)

    def read(self, opener: str, start: int) -> Read | None:
        """A value up to its closer; a directive with its arguments, if there are any, or with the code of ``@php``."""
        search = self._search
        if opener == "{!!":
            end = search.after("!!}", start)
            return UNCLOSED if end < 0 else Read("output", end)
        is_own = opener.strip(" \t@").removeprefix("else").removeprefix("unless") in self._own
        if not is_own and not _KNOWN.match(opener) and not self._is_in_tag(start - len(opener)):
            return None
        end = start
        if search.text.startswith("(", start):
            end = self._parentheses.end(start)
        elif opener == "@php":
            end = max(search.after("@endphp", start), start)
        if end < 0:
            return None
        # what is in @verbatim is plain text
        resume = search.next("@endverbatim", end) if opener == "@verbatim" else -1
        return Read("output" if _OUTPUT.match(opener) else "control", end, resume)

    def _is_in_tag(self, place: int) -> bool:
        """Whether a place is between the attributes of a start tag."""
        text = self._search.text
        start = text.rfind("<", max(0, place - _MAX_TAG_CHARACTERS), place)
        return start >= 0 and _TAG.match(text, start, place) is not None

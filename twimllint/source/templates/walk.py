"""One walk over a text that finds the tags of several families of template languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple, Protocol

from twimllint.source.errors import TemplateTag
from twimllint.source.span import Span

_NOT_LINE_END = re.compile(r"[^\r\n]")
_LONE_RETURN = re.compile(r"\r(?!\n)")
#: An XML comment: a tag inside is none, since whatever it writes is not read.
_XML_COMMENT = "<!--"
#: The rest of a start tag of XML, from anywhere outside its values.
REST_OF_TAG = re.compile(r"""(?:[^<>"']++|"[^"]*+"|'[^']*+')*+>""")


class Search:
    """A text in which the same strings are looked for again and again, always further on.

    ``next`` remembers where each string is next, so that all calls together look at each character once.
    """

    __slots__ = ("_next", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._next: dict[str, int] = {}

    def next(self, string: str, start: int) -> int:
        """Where the string is next from ``start`` on, or -1."""
        cached = self._next.get(string)
        if cached is None or 0 <= cached < start:
            cached = self._next[string] = self.text.find(string, start)
        return cached

    def after(self, string: str, start: int) -> int:
        """Where the next such string ends, or -1."""
        place = self.next(string, start)
        return place + len(string) if place >= 0 else -1


class Read(NamedTuple):
    """A tag that was read: its kind, where it ends, and where the next may begin (after ``{% raw %}``, further on)."""

    kind: str
    end: int
    resume: int = -1


#: What a family returns for an opener that nothing closes, though it can hardly be meant as plain text.
UNCLOSED = Read("output", -1)


class Family(Protocol):
    """The tags of one family of languages in one text."""

    @property
    def name(self) -> str:
        """What the tags carry as ``language``."""

    @property
    def opener(self) -> str:
        """A regular expression for what may open a tag."""

    @property
    def first(self) -> str:
        """The characters that an opener may begin with, as in a class of a regular expression."""

    def read(self, opener: str, start: int) -> Read | None:
        """The tag that the opener before ``start`` opens; ``UNCLOSED``, or ``None`` where it is plain text."""


def read_tags(text: str, families: Sequence[Family]) -> list[TemplateTag]:
    """All tags of these families in a text, in their order; one that nothing closes has ``closed=False``."""
    by_name = {family.name: family for family in families}
    search = Search(text)
    opens = _openers(tuple([(family.name, family.opener, family.first) for family in families])).search
    tags: list[TemplateTag] = []
    unclosed: set[str] = set()
    match = opens(text)
    while match is not None:
        start, after = match.span()
        opener = match[0]
        if opener == _XML_COMMENT:
            comment_end = search.after("-->", after)
            match = opens(text, after if comment_end < 0 else comment_end)
            continue
        family = by_name[match.lastgroup or ""]
        read = family.read(opener, after)
        resume = after
        if read is not None and read.end >= 0:
            # Blade's comments begin with the braces of others
            language = "blade" if opener == "{{--" else family.name
            tags.append(TemplateTag(read.kind, language, Span(start, read.end), text[start : read.end]))
            resume = max(read.end, read.resume)
        elif read is not None and (opener not in unclosed or search.next(_closer(opener), after) >= 0):
            # One word about an opener is enough where nothing closes any of them any more.
            unclosed.add(opener)
            tags.append(TemplateTag("output", family.name, Span(start, after), opener, closed=False))
        match = opens(text, resume)
    return tags


@cache
def _openers(families: tuple[tuple[str, str, str], ...]) -> re.Pattern[str]:
    openers = "|".join([*(f"(?P<{name}>{opener})" for name, opener, _ in families), _XML_COMMENT])
    # most characters begin none, which is faster to see at once
    first = "".join([first for _, _, first in families])
    return re.compile(f"(?=[<{first}])(?:{openers})", re.MULTILINE)


#: What closes a tag, by what opens it.
CLOSERS = {
    "{{{{": "}}}}", "{{{": "}}}", "{{!--": "--}}", "{{--": "--}}", "{{": "}}", "{%": "%}", "{#": "#}", "{!!": "!!}",
    "<%": "%>", "${": "}", "#{": "}",
}  # fmt: skip


def _closer(opener: str) -> str:
    return CLOSERS.get(opener, "?>")


class Parentheses:
    """Finds where parentheses close, strings skipped, within a bounded reach."""

    __slots__ = ("_pattern", "_text", "_unclosed_to")
    #: how far the closing parenthesis is looked for, in characters
    MAX_CHARACTERS = 4000

    def __init__(self, text: str, *, escapes: bool = True) -> None:
        """``escapes`` says that a backslash hides the quote after it."""
        self._text = text
        self._pattern = _ESCAPED_STRINGS if escapes else _STRINGS
        #: before this place no parenthesis is closed within reach
        self._unclosed_to = 0

    def end(self, start: int) -> int:
        """Where the parenthesis closes that opens at ``start``; -1 where it does not within reach."""
        if start < self._unclosed_to:
            return -1
        depth = 0
        for match in self._pattern.finditer(self._text, start, start + self.MAX_CHARACTERS):
            depth += {"(": 1, ")": -1}.get(match[0], 0)
            if depth == 0:
                return match.end()
        self._unclosed_to = start + self.MAX_CHARACTERS
        return -1


_ESCAPED_STRINGS = re.compile(r"'(?:[^'\\]|\\.)*+'|\"(?:[^\"\\]|\\.)*+\"|[()]", re.DOTALL)
_STRINGS = re.compile(r"'[^']*+'|\"[^\"]*+\"|[()]")


def with_line_feeds(text: str) -> str:
    """The text with a line feed for each carriage return that ends a line by itself."""
    return _LONE_RETURN.sub("\n", text) if "\r" in text else text


def fill_spans(text: str, spans: Iterable[tuple[Span, str]]) -> str:
    """The text with each span filled with a character, line ends kept; spans in order, none overlapping."""
    pieces: list[str] = []
    copied_to = 0
    for (start, end), character in spans:
        pieces.append(text[copied_to:start])
        piece = text[start:end]
        plain = "\n" not in piece and "\r" not in piece
        pieces.append(character * len(piece) if plain else _NOT_LINE_END.sub(character, piece))
        copied_to = end
    pieces.append(text[copied_to:])
    return "".join(pieces)

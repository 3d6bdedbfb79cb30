"""Directives in comments: ``<!-- twimllint: ignore[room-outside-connect] reason -->`` and ``region=ie1``.

A directive is read from XML comments and from the comments of template languages alike. Which findings a
suppression covers is worked out here, from the place of the comment; which rules its selectors name is the
registry's business.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from twimllint.schema.names import nearest
from twimllint.source.span import Span
from twimllint.source.tree import Comment, Document, Node

#: The settings that a document can make for itself.
SETTING_KEYS = ("region", "channel", "role", "room-type")
VERBS = ("ignore", "ignore-file", "disable", "enable")

_START = re.compile(r"\s*twimllint\s*:\s*")
#: What looks like a directive: our name as somebody may write it, and a word of ours with what belongs to it.
_LOOKALIKE = re.compile(
    r"\s*(?P<name>[@#]?[Tt][\w-]{5,11})\s*[:\uff1a/;]?\s*"
    r"(?P<word>(?i:ignore-file|ignore|disable|enable)\b|(?i:region|channel|role|room-type)(?=\s*[=:]))"
)
_ITEM = re.compile(r"([A-Za-z-]+)\s*(?:\[([^\]]*)\]|([=:])\s*([^\s\]]*))")
_WORD = re.compile(r"[^\s,\[\]=:]+")
_SEPARATORS = re.compile(r"[ \t\r\n,;]*")


def is_directive(text: str) -> bool:
    """Whether a comment is meant for us, rightly written or not."""
    return _START.match(text) is not None or _LOOKALIKE.match(text) is not None


class Selector(NamedTuple):
    """One name, code or prefix inside the brackets of a suppression, and its place."""

    text: str
    span: Span


@dataclass(slots=True)
class Suppression:
    """``ignore[...]``, ``ignore-file[...]`` or ``disable[...]`` with the stretches of text that it covers."""

    verb: str
    selectors: tuple[Selector, ...]
    span: Span
    reason: str
    covers: tuple[Span, ...]


class Setting(NamedTuple):
    """``key=value`` and the places of both."""

    key: str
    value: str
    key_span: Span
    value_span: Span


class DirectiveError(NamedTuple):
    """A directive that cannot be understood.

    ``kind`` is ``word`` (unknown), ``brackets`` (without a rule), ``empty``, ``colon`` (missing after our name),
    ``name`` (ours, misspelt or in another letter case) or ``equals`` (a colon is between a key and its value).
    """

    kind: str
    text: str
    span: Span


@dataclass(slots=True)
class Directives:
    """All directives of one document."""

    suppressions: list[Suppression] = field(default_factory=list)
    settings: list[Setting] = field(default_factory=list)
    errors: list[DirectiveError] = field(default_factory=list)

    def setting(self, key: str) -> Setting | None:
        """The last setting of that key, which wins."""
        return next((setting for setting in reversed(self.settings) if setting.key == key), None)


def read_directives(document: Document) -> Directives | None:
    """The directives of a document, or ``None`` where no comment of it addresses the linter."""
    comments = [comment for comment in document.comments if "lint" in comment.text.lower()]
    if not comments:
        return None
    parser = _Parser(document)
    for comment in comments:
        parser.read(comment)
    return parser.directives


class _Parser:
    """Reads the comments of a document one after the other; ``directives`` is what they say."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.directives = Directives()
        self._end = len(document.source.text)
        #: the open ``disable`` directives by each of their selectors
        self._open: dict[str, list[Suppression]] = {}

    def read(self, comment: Comment) -> None:
        """Read one comment, which may be no directive at all."""
        text = comment.text
        base = self.document.source.text.find(text, comment.span.start)
        start = _START.match(text)
        if start is not None:
            self._items(comment, start.end(), base)
        elif lookalike := _LOOKALIKE.match(text):
            self._report_lookalike(lookalike, base)

    def _report_lookalike(self, lookalike: re.Match[str], base: int) -> None:
        """What would be a directive if it were written as one."""
        name = lookalike["name"]
        kind = "colon" if name == "twimllint" else "name"
        if kind == "name" and nearest(name, ("twimllint",)) is None:
            return
        self._error(kind, name, Span(base + lookalike.start("name"), base + lookalike.end("name")))

    def _items(self, comment: Comment, offset: int, base: int) -> None:
        text, first = comment.text, offset
        while item := _ITEM.match(text, offset):
            if item[3] == ":" and (item[1] not in SETTING_KEYS or offset != first):
                break  # a word of a reason
            word = Span(base + item.start(1), base + item.end(1))
            if item[2] is not None:
                self._listed(comment, item, base, word)
            elif item[3] == ":":
                self._error("equals", item[1], word)
            else:
                value = Span(base + item.start(4), base + item.end(4))
                self.directives.settings.append(Setting(item[1], item[4], word, value))
            offset = item.end()
            separators = _SEPARATORS.match(text, offset)
            offset = separators.end() if separators else offset
        if offset == first:
            self._report_unknown(comment, offset, base)

    def _listed(self, comment: Comment, item: re.Match[str], base: int, word: Span) -> None:
        """``ignore[...]`` and its like."""
        verb = item[1]
        span = Span(base + item.start(), base + item.end())
        selectors = tuple(_selectors(item[2], base + item.start(2)))
        if verb not in VERBS:
            self._error("word", verb, word)
        elif not selectors:
            self._error("brackets", verb, span)
        elif verb == "enable":
            self._enable(comment, selectors)
        else:
            reason = comment.text[item.end() :].strip()
            suppression = Suppression(verb, selectors, span, reason, self._covered(verb, comment))
            self.directives.suppressions.append(suppression)
            for selector in selectors if verb == "disable" else ():
                self._open.setdefault(selector.text.lower(), []).append(suppression)

    def _covered(self, verb: str, comment: Comment) -> tuple[Span, ...]:
        if verb == "ignore-file":
            return (Span(0, self._end),)
        return (Span(comment.span.end, self._end),) if verb == "disable" else tuple(_ignored(comment, self.document))

    def _enable(self, comment: Comment, selectors: tuple[Selector, ...]) -> None:
        names = {selector.text.lower() for selector in selectors}
        for name in list(self._open) if "all" in names else names:
            for suppression in self._open.pop(name, ()):
                if suppression.covers[0].end == self._end:  # it may be closed under another of its selectors
                    suppression.covers = (Span(suppression.covers[0].start, comment.span.start),)

    def _report_unknown(self, comment: Comment, offset: int, base: int) -> None:
        word = _WORD.search(comment.text, offset)
        where = Span(base + word.start(), base + word.end()) if word else comment.span
        kind = "empty" if word is None else "brackets" if word[0] in VERBS else "word"
        self._error(kind, word[0] if word else "", where)

    def _error(self, kind: str, text: str, span: Span) -> None:
        self.directives.errors.append(DirectiveError(kind, text, span))


def _selectors(listed: str, base: int) -> Iterator[Selector]:
    for word in re.finditer(r"[^\s,]+", listed):
        yield Selector(word[0], Span(base + word.start(), base + word.end()))


def _ignored(comment: Comment, document: Document) -> Iterator[Span]:
    source = document.source
    first, last = source.position(comment.span.start)[0], source.position(comment.span.end)[0]
    line = Span(source.offset(first, 1), source.offset(last, 1) + len(source.line_text(last)))
    yield line
    text = source.text
    starts_line = not text[line.start : comment.span.start].strip("\ufeff \t")
    if starts_line and not text[comment.span.end : line.end].strip():
        following = _next_element(comment, document)
        if following is not None:
            yield following.span


def _next_element(comment: Comment, document: Document) -> Node | None:
    # outside all elements the next one is none's child either: the root, or one beside it in a part of a template
    siblings = document.nodes if comment.parent is None else comment.parent.children
    index = bisect_left(siblings, comment.span.end, key=lambda node: node.span.start)
    return siblings[index] if index < len(siblings) else None

"""Directives in comments: ``<!-- twimllint: ignore[room-outside-connect] reason -->`` and ``region=ie1``.

A directive is read from XML comments and from the comments of template languages alike. Which findings a
suppression covers is worked out here, from the place of the comment alone; which rules its selectors name is the
registry's business.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from twimllint.engine.diagnostic import Span
from twimllint.source.tree import Comment, Document, Node

#: The settings that a document can make for itself.
SETTING_KEYS = ("region", "channel", "role", "room-type")
VERBS = ("ignore", "ignore-file", "disable", "enable")

_START = re.compile(r"\s*twimllint\s*(:|(?=\s(?:ignore|disable|enable)\b))\s*")
_ITEM = re.compile(r"([A-Za-z-]+)\s*(?:\[([^\]]*)\]|=\s*([^\s\]]*))")
_WORD = re.compile(r"[^\s,\[\]=]+")


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
    """A directive that cannot be understood: ``kind`` is ``word``, ``colon``, ``brackets`` or ``empty``."""

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
    """The directives of a document, or ``None`` where it has none."""
    if "twimllint" not in document.source.text:
        return None
    found = Directives()
    open_ranges: list[Suppression] = []
    for comment in document.comments:
        start = _START.match(comment.text)
        if start is None:
            continue
        base = document.source.text.find(comment.text, comment.span.start)
        if not start[1]:
            word = comment.text.index("twimllint")
            found.errors.append(DirectiveError("colon", "twimllint", Span(base + word, base + word + 9)))
            continue
        _read(comment, start.end(), base, document, found, open_ranges)
    return found


def _read(
    comment: Comment, at: int, base: int, document: Document, found: Directives, open_ranges: list[Suppression]
) -> None:
    text, seen = comment.text, False
    while item := _ITEM.match(text, at):
        name, listed, value = item[1], item[2], item[3]
        if listed is not None and name not in VERBS:
            found.errors.append(DirectiveError("word", name, Span(base + item.start(1), base + item.end(1))))
        elif listed is not None:
            selectors = tuple(_selectors(listed, base + item.start(2)))
            reason = text[item.end() :].strip()
            span = Span(base + item.start(), base + item.end())
            _suppress(name, selectors, span, reason, comment, document, found, open_ranges)
        else:
            found.settings.append(
                Setting(
                    name,
                    value,
                    Span(base + item.start(1), base + item.end(1)),
                    Span(base + item.start(3), base + item.end(3)),
                )
            )
        seen = True
        at = item.end()
        while at < len(text) and text[at] in " \t\r\n,;":
            at += 1
    if not seen:
        word = _WORD.search(text, at)
        where = Span(base + word.start(), base + word.end()) if word else comment.span
        kind = "empty" if word is None else "brackets" if word[0] in VERBS else "word"
        found.errors.append(DirectiveError(kind, word[0] if word else "", where))


def _selectors(listed: str, base: int) -> Iterator[Selector]:
    for word in re.finditer(r"[^\s,]+", listed):
        yield Selector(word[0], Span(base + word.start(), base + word.end()))


def _suppress(
    verb: str,
    selectors: tuple[Selector, ...],
    span: Span,
    reason: str,
    comment: Comment,
    document: Document,
    found: Directives,
    open_ranges: list[Suppression],
) -> None:
    end = len(document.source.text)
    if not selectors:
        found.errors.append(DirectiveError("brackets", verb, span))
        return
    if verb == "enable":
        names = {selector.text.lower() for selector in selectors}
        for opened in open_ranges:
            if "all" in names or names & {selector.text.lower() for selector in opened.selectors}:
                opened.covers = (Span(opened.covers[0].start, comment.span.start),)
        open_ranges[:] = [opened for opened in open_ranges if opened.covers[0].end == end]
        return
    covers: tuple[Span, ...]
    if verb == "ignore-file":
        covers = (Span(0, end),)
    elif verb == "disable":
        covers = (Span(comment.span.end, end),)
    else:
        covers = tuple(_ignored(comment, document))
    suppression = Suppression(verb, selectors, span, reason, covers)
    found.suppressions.append(suppression)
    if verb == "disable":
        open_ranges.append(suppression)


def _ignored(comment: Comment, document: Document) -> Iterator[Span]:
    source = document.source
    first, last = source.position(comment.span.start)[0], source.position(comment.span.end)[0]
    line = Span(source.offset(first, 1), source.offset(last, 1) + len(source.line_text(last)))
    yield line
    text = source.text
    alone = not text[line.start : comment.span.start].strip("\ufeff \t")
    if alone and not text[comment.span.end : line.end].strip():
        following = _next_element(comment, document)
        if following is not None:
            yield following.span


def _next_element(comment: Comment, document: Document) -> Node | None:
    if comment.parent is None:
        root = document.root
        return root if root is not None and root.span.start >= comment.span.end else None
    siblings = comment.parent.children
    at = bisect_left(siblings, comment.span.end, key=lambda node: node.span.start)
    return siblings[at] if at < len(siblings) else None

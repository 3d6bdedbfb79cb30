"""Excerpts: attributes, and values of them, that elements have on some ways through the program only.

Each is looked at by itself, beside the attributes that the element has on all ways, in an element that may have more
and may hold anything: which of those that vary come together is not known.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate

from twimllint.host.dialect import Set
from twimllint.host.documents import Kind, VirtualDocument
from twimllint.host.frames import frame, path_to
from twimllint.host.mapped import Mapped, Piece
from twimllint.host.run import Built, Node, Run
from twimllint.host.texts import HOLE, cut, shown
from twimllint.host.values import Content, Fork, Gap, Nothing, Scalar, Text, Unsure, Value, alternatives, among
from twimllint.host.write import Builder, Writer, channel_of
from twimllint.source.span import Span
from twimllint.source.tree import Channel

#: Further excerpts of a file are not looked at.
MOST_EXCERPTS = 400
#: What is before an attribute's value: the names of the element and of the attribute, and the quote.
_BEFORE_VALUE = re.compile(r"<([A-Z]\w*)(?:\s[^<>]*?)?\s([\w:-]+)=([\"'])\Z")
#: What is before something in a start tag that is no value.
_IN_START_TAG = re.compile(r"<([A-Z]\w*)\s(?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*+\Z")
#: Start tags of more characters are not looked at for it.
_MOST_OF_TAG = 2000
#: A tag of XML: a slash, its name, its attributes, a slash.
TAG = re.compile(r"<(/?)([A-Za-z][\w.:-]*)((?:[^<>\"']|\"[^\"<]*\"|'[^'<]*')*?)(/?)>")

_NAME = re.compile(r"([\w:-]+)\s*=")
_ATTRIBUTE = re.compile(r"(?<![\w:-])([\w:-]+)\s*=\s*(?:\"[^\"]*\"|'[^']*')")


def start_tag_before(plain: str, offset: int) -> re.Match[str] | None:
    """The start tag that an offset is in, outside its values, as far as it is before the offset."""
    return _IN_START_TAG.search(plain, max(offset - _MOST_OF_TAG, 0), offset)


class Excerpts:
    """The excerpts of one program."""

    def __init__(self, run: Run) -> None:
        self.documents: list[VirtualDocument] = []
        self._run = run
        self._seen: set[tuple[Span, Set]] = set()

    @property
    def _is_full(self) -> bool:
        return len(self.documents) >= MOST_EXCERPTS

    def of_node(self, node: Node, around: Sequence[str], most: int) -> None:
        """Those of a builder node with these elements around it; values have at most so many pieces."""
        for one in _varying(node):
            if self._is_full or (node.place, one) in self._seen:
                continue
            self._seen.add((node.place, one))
            name = Piece(node.helper.element, node.place.start, node.place.end)
            writer = Builder(self._run, Built(0, {}, False), most)

            def others(writer: Builder = writer, one: Set = one) -> None:
                for other in node.attributes:
                    if not other.maybe and other.name != one.name and not isinstance(other.value, Nothing):
                        writer.attribute(other, respelt=node.helper.respells)

            def attribute(writer: Builder = writer, one: Set = one) -> None:
                writer.attribute(one, respelt=node.helper.respells)

            self._add("builder", writer, [name], others, attribute, around, channel_of(node.helper), node.span)

    def of_text(self, text: Text, plain: str) -> None:
        """Those of a text that is TwiML; ``plain`` is what ``shown`` gives for it."""
        parts = _Parts(text.content, plain)
        for index, item in enumerate(text.content):
            if self._is_full:
                return
            if isinstance(item, Fork) or (isinstance(item, Gap) and item.among):
                for before, attributes in parts.attributes(index, item):
                    self._of_tag(text, parts, before, attributes)

    def _of_tag(self, text: Text, parts: _Parts, before: re.Match[str], attributes: Content) -> None:
        element = before[1]
        around = parts.around(before.start()) or _only_way_to(element)
        if not around or around[0] != "Response":
            return
        writer = Writer(escaped=False)
        name = [piece for item in parts.cut(*before.span(1)) if isinstance(item, Mapped) for piece in item.pieces]
        channel: Channel = "voice" if path_to(element, "voice") is not None else "messaging"

        def others() -> None:
            for other in parts.attributes_of_tag(before.start(), attributes):
                writer.invented(" ")
                writer.content(other)

        def written() -> None:
            writer.invented(" ")
            writer.content(attributes)

        self._add("string", writer, name, others, written, around, channel, text.span)

    def _add(
        self,
        kind: Kind,
        writer: Writer,
        name: Iterable[Piece],
        write_others: Callable[[], None],
        write_attributes: Callable[[], None],
        around: Sequence[str],
        channel: Channel,
        place: Span,
    ) -> None:
        opening, closing = frame(around)
        writer.framed(opening, before=True)
        head = writer.length
        writer.invented("<")
        writer.pieces += name
        write_others()
        start = writer.length
        write_attributes()
        part = Span(start, writer.length)
        writer.invented(" ")
        writer.tag("output", "{{ ... }}")
        writer.invented(">")
        writer.more("...")
        writer.invented("</")
        writer.pieces += name
        writer.invented(">")
        tail = writer.length
        writer.framed(closing, before=False)
        margins = (head, writer.length - tail)
        self.documents.append(
            VirtualDocument(
                kind, self._run.dialect.name, writer.mapped(), place, tuple(writer.tags), False, channel, margins,
                kind == "builder", part,
            )
        )  # fmt: skip


class _Parts:
    """A text as items, and as characters; it is asked about one place after the other."""

    def __init__(self, content: Content, plain: str) -> None:
        lengths = [len(item) if isinstance(item, Mapped) else 1 for item in content]
        self._content = content
        self._plain = plain
        self._starts = [0, *accumulate(lengths)]
        self._tags = TAG.finditer(plain)
        self._next = next(self._tags, None)
        self._open: list[str] = []

    def cut(self, start: int, end: int) -> Content:
        """The content between two places."""
        first, last = max(bisect_right(self._starts, start) - 1, 0), bisect_left(self._starts, end)
        base = self._starts[first]
        return cut(self._content[first:last], start - base, end - base)

    def around(self, place: int) -> list[str]:
        """The elements that are open before the start tag at a place; places must come in order."""
        while self._next is not None and self._next.start() < place:
            if not self._next[1] and not self._next[4]:
                self._open.append(self._next[2])
            elif self._next[1] and self._open:
                self._open.pop()
            self._next = next(self._tags, None)
        return self._open

    def attributes_of_tag(self, start: int, besides: Content) -> Iterator[Content]:
        """The attributes of the start tag at a place that are written on all ways, those of other names only."""
        tag, names = TAG.match(self._plain, start), _NAME.findall(shown(besides))
        if tag is None:
            return
        for match in _ATTRIBUTE.finditer(self._plain, *tag.span(3)):
            if match[1] not in names and HOLE not in match[0]:
                yield self.cut(*match.span())

    def attributes(self, index: int, varying: Fork | Gap) -> Iterator[tuple[re.Match[str], Content]]:
        """Attributes, or one with a value, that branches of a start tag write; with what is before them in the tag."""
        start, end = self._starts[index], self._starts[index + 1]
        if isinstance(varying, Fork) and (tag := start_tag_before(self._plain, start)) is not None:
            yield from [(tag, branch) for branch in varying.branches if branch]
        before = _BEFORE_VALUE.search(self._plain, max(start - _MOST_OF_TAG, 0), start)
        if before is None or self._plain[end : end + 1] != before[3]:
            return
        quote = Mapped.invented(before[3])
        for literal in _literals(varying):
            if _may_vary("".join([part.text for part in literal if isinstance(part, Mapped)])):
                yield before, (*self.cut(*before.span(2)), Mapped.invented("="), quote, *literal, quote)


def _literals(varying: Fork | Gap) -> Iterator[Content]:
    """The plain texts that a part of a text may be."""
    if isinstance(varying, Fork):
        yield from alternatives((varying,))
        return
    for value in varying.among:
        number = Piece(value.text, value.span.start, value.span.end) if isinstance(value, Scalar) else None
        yield value.content if isinstance(value, Text) else (Mapped((number,)),) if number is not None else ()


def _varying(node: Node) -> Iterator[Set]:
    """The attributes of a node that it has, or the values that they have, on some ways through the program only."""
    for one in () if node.any_markup else (*node.attributes, *node.perhaps):
        if not one.maybe and _is_fixed(one.value):
            continue
        literals: tuple[Value, ...] = among((one.value,))
        if one.maybe:
            literals = literals or (one.value,)
        elif not isinstance(one.value, Unsure) and literals[:1] == (one.value,):
            continue
        for literal in literals:
            if not isinstance(literal, Text) or _may_vary(literal.plain()):
                yield one._replace(value=literal)


def _is_fixed(value: Value) -> bool:
    """Whether a value is one literal, as most are."""
    if not isinstance(value, Text):
        return isinstance(value, Scalar)
    content = value.content
    return len(content) == 1 and isinstance(content[0], Mapped) and not value.origins and not value.grows


def _may_vary(literal: str | None) -> bool:
    """Whether a literal that is one of several values is right or wrong by itself.

    An empty one says that there is no value, and addresses are others where a program is tried out.
    """
    return literal is None or (bool(literal.strip()) and "://" not in literal)


def _only_way_to(element: str) -> list[str]:
    """The elements around one that is at the top of a fragment, if it is nowhere else."""
    path = path_to(element, "voice")
    return ["Response"] if path == ["Response"] else []

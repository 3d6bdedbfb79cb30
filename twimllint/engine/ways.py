"""Values that branches of a template write in different ways: ``{% if a %}https://a{% else %}https://b{% endif %}/k``.

Rules are given all branches of a value, one after the other. What they find there has to be in what one way through the
template writes.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate
from typing import NamedTuple

from twimllint.engine.diagnostic import Diagnostic
from twimllint.source.errors import TemplateTag
from twimllint.source.parse import parse
from twimllint.source.span import Span
from twimllint.source.text import Source
from twimllint.source.tree import Attr, Document, Text

#: So many ways to write a value are tried for a finding, and so many documents looked at again for one.
_MOST_WAYS, _MOST_DOCUMENTS = 8, 40
#: The branches of a block, each from its tag on.
_Block = tuple[Span, ...]
_Lint = Callable[[Document], Iterable[Diagnostic]]


def written_on_a_way(found: list[Diagnostic], document: Document, lint: _Lint) -> list[Diagnostic]:
    """The findings without those in values of several branches that no way through the template writes.

    ``lint`` finds anew what is in a document.
    """
    if not any(tag.kind == "control" for tag in document.tags) or not document.branches.choices(0, _end(document)):
        return found
    values = sorted(_varying(document), key=lambda value: value.span)
    around = [_around(diagnostic, values) for diagnostic in found]
    ways = _Ways(document)
    for diagnostic, value in zip(found, around, strict=True):
        if value is not None:
            ways.note(diagnostic, value)
    ways.look(lint)
    return [
        diagnostic
        for diagnostic, value in zip(found, around, strict=True)
        if value is None or ways.has(diagnostic, value)
    ]


def written_on_some_ways(document: Document) -> list[Span]:
    """The parts of values that are written on some ways only, and others in their place, in the order of the text."""
    return [*_merged([branch for value in _varying(document) for block in value.blocks for branch in block])]


class _Value(NamedTuple):
    """A value with the blocks in it."""

    span: Span
    blocks: list[_Block]


def _varying(document: Document) -> Iterator[_Value]:
    for node in document.nodes:
        parts: list[Attr | Text] = [*node.attrs, *node.texts]
        for part in parts:
            span = part.value_span if isinstance(part, Attr) else part.span
            blocks = document.branches.choices(*span) if part.templated else []
            if blocks:
                yield _Value(span, blocks)


def _around(diagnostic: Diagnostic, values: list[_Value]) -> _Value | None:
    """The value that a finding is in."""
    index = bisect_right(values, diagnostic.span.start, key=lambda value: value.span.start) - 1
    inside = index >= 0 and diagnostic.span.end <= values[index].span.end
    return values[index] if inside else None


#: What is not written of one value on a way through the template.
_Way = tuple[Span, ...]


class _Ways:
    """The ways to write the values of a document. Each look at it tries one way of every value at once."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._ends = {tag.span.start: tag.span.end for tag in document.tags}
        #: for each value, the ways to try, with what is found in it on each: ``None`` where that is not known
        self._tried: dict[Span, dict[_Way, list[tuple[str, Span]] | None]] = {}

    def note(self, diagnostic: Diagnostic, value: _Value) -> None:
        """Say that a finding has to be found again in a value."""
        self._tried.setdefault(value.span, {}).update(dict.fromkeys(self._ways_of(diagnostic, value)))

    def look(self, lint: _Lint) -> None:
        """Find out what is found on each way, as far as they are not too many."""
        order = sorted(self._tried)
        ways = {span: [*self._tried[span]] for span in order}
        for turn in range(min(max(map(len, ways.values()), default=0), _MOST_DOCUMENTS)):
            now = {span: ways[span][turn] for span in order if turn < len(ways[span])}
            here: dict[Span, list[tuple[str, Span]]] = {span: [] for span in now}
            for name, place in self._found(_merged([part for way in now.values() for part in way]), lint):
                for span in _touched(place, order):
                    if span in here:
                        here[span].append((name, place))
            for span, way in now.items():
                self._tried[span][way] = here[span]

    def has(self, diagnostic: Diagnostic, value: _Value) -> bool:
        """Whether a finding is there on one of the ways to write its value, or one was not tried."""
        for way in self._ways_of(diagnostic, value):
            found = self._tried[value.span][way]
            if found is None or any(
                name == diagnostic.name and place.overlaps(diagnostic.span) for name, place in found
            ):
                return True
        return False

    def _ways_of(self, diagnostic: Diagnostic, value: _Value) -> list[_Way]:
        most = min(max(map(len, value.blocks)), _MOST_WAYS)
        return [*dict.fromkeys([self._left_out(value.blocks, way, diagnostic.span.start) for way in range(most)])]

    def _left_out(self, blocks: list[_Block], way: int, place: int) -> _Way:
        """What is not written on one of the ways that write what is at a place."""
        spans: list[Span] = []
        for block in blocks:
            start, end = block[0].start, self._ends[block[-1].end]
            if any(span.start <= start < span.end for span in spans):
                continue  # in a branch that is not written
            here = [branch for branch in block if branch.start <= place < branch.end]
            branch = here[0] if here else block[min(way, len(block) - 1)]
            spans += (Span(start, self._ends[branch.start]), Span(branch.end, end))
        return _merged(spans)

    def _found(self, left_out: tuple[Span, ...], lint: _Lint) -> Iterator[tuple[str, Span]]:
        text = self._document.source.text
        kept = _between(left_out, len(text))
        source = Source.from_text("".join([text[start:end] for start, end in kept]), self._document.source.path)
        starts = [0, *accumulate([end - start for start, end in kept])]
        tags = list(_moved(self._document.tags, kept, starts))
        document = parse(source, tags=tags, whole_branches=self._document.whole_branches)

        def back(place: int) -> int:
            index = min(bisect_right(starts, place), len(kept)) - 1
            return kept[index].start + place - starts[index]

        for diagnostic in lint(document):
            start, end = diagnostic.span
            yield diagnostic.name, Span(back(start), back(end - 1) + 1 if end > start else back(start))


def _touched(place: Span, values: list[Span]) -> Iterator[Span]:
    """The values, which are in the order of the text, that a place shares something with."""
    index = max(bisect_right(values, place) - 1, 0)
    while index < len(values) and values[index].start <= place.end:
        yield values[index]
        index += 1


def _moved(tags: Iterable[TemplateTag], kept: list[Span], starts: list[int]) -> Iterator[TemplateTag]:
    """The template tags in the parts of a text that are kept, where they are then."""
    for tag in tags:
        index = bisect_right(kept, tag.span.start, key=lambda part: part.start) - 1
        if index >= 0 and tag.span.end <= kept[index].end:
            start = tag.span.start - kept[index].start + starts[index]
            span = Span(start, start + tag.span.end - tag.span.start)
            moved = TemplateTag(tag.kind, tag.language, span, tag.text, tag.closed)
            moved.fills_element = tag.fills_element
            yield moved


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    """Spans in the order of the text, those that overlap as one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)


def _between(left_out: tuple[Span, ...], length: int) -> list[Span]:
    """What is between spans."""
    starts = [0, *[span.end for span in left_out]]
    ends = [*[span.start for span in left_out], length]
    return [Span(start, end) for start, end in zip(starts, ends, strict=True) if start < end]


def _end(document: Document) -> int:
    return len(document.source.text) + 1

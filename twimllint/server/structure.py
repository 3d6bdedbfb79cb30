"""The shape of a document: outline, folding, ranges to select, tags that are edited together."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from twimllint.engine.wording import innermost, shortened
from twimllint.source.span import Span
from twimllint.source.tree import Attr, Document, Node, Text

#: Elements nested deeper than this are left out of outlines and selections: no document that means anything has them,
#: and clients go through both level by level.
_MAX_DEPTH = 60
#: What two tags that are edited together may be called.
NAME_PATTERN = r"[A-Za-z_:][\w:.\-]*"
_DETAIL_ATTRIBUTES = ("name", "action", "url", "method", "voice", "to", "value", "number")


class Symbol(NamedTuple):
    """An element in the outline; ``detail`` shows what distinguishes it from others of its name."""

    name: str
    detail: str
    span: Span
    name_span: Span
    children: tuple[Symbol, ...]


def symbols(document: Document) -> tuple[Symbol, ...]:
    """The outline: the elements, each with those inside it."""
    return () if document.root is None else (_symbol(document, document.root, 0),)


def _symbol(document: Document, node: Node, depth: int) -> Symbol:
    children = node.children if depth < _MAX_DEPTH else []
    return Symbol(
        node.name or "?", _detail(document, node), node.span, _inside(node.name_span, node.span),
        tuple([_symbol(document, child, depth + 1) for child in children]),
    )  # fmt: skip


def _detail(document: Document, node: Node) -> str:
    for text in node.texts:
        if not text.blank:
            return shortened(_read(document, text, text.trimmed))
    attr = next((attr for name in _DETAIL_ATTRIBUTES if (attr := node.attr(name)) is not None), None)
    attr = attr or next(iter(node.attrs), None)
    if attr is None:
        return ""
    return shortened(f"{attr.name}={_read(document, attr, attr.value_span)}")


def _read(document: Document, item: Attr | Text, span: Span) -> str:
    """What a value says; what a template writes into it is shown as it is written."""
    return document.source.text[span.start : span.end] if item.templated else item.value.strip()


def _inside(span: Span, outer: Span) -> Span:
    """The part of a span that lies in another."""
    start = min(max(span.start, outer.start), outer.end)
    return Span(start, min(max(span.end, start), outer.end))


class Fold(NamedTuple):
    """A stretch that can be folded away, from the line it begins in to the line it ends in."""

    span: Span
    comment: bool


def folds(document: Document) -> Iterator[Fold]:
    """Elements and comments; whoever asks leaves out those of one line."""
    for node in document.nodes:
        # the end tag stays to be seen
        end = node.end if node.close < 0 else node.close
        yield Fold(Span(node.start, end), False)
    for comment in document.comments:
        yield Fold(comment.span, True)


def selections(document: Document, offset: int) -> list[Span]:
    """The spans around an offset, the innermost first, each inside the next one."""
    spans: list[Span] = []
    node = innermost(document, Span(offset, offset))
    if node is not None:
        spans += _in_tag(node, offset)
        spans += [text.trimmed for text in node.texts if _contains(text.trimmed, offset) and not text.blank]
        comment = next((comment.span for comment in node.comments if _contains(comment.span, offset)), None)
        spans += [] if comment is None else [comment]
    for depth, around in enumerate([] if node is None else [node, *node.ancestors()]):
        if depth < _MAX_DEPTH or around.parent is None:
            if around.end_span is not None and around.tag_span.end <= offset <= around.end_span.start:
                spans.append(Span(around.tag_span.end, around.end_span.start))
            spans.append(around.span)
    spans.append(Span(0, len(document.source.text)))
    nested = [spans[0]]
    for span in spans[1:]:
        inner = nested[-1]
        if span != inner and span.start <= inner.start and inner.end <= span.end:
            nested.append(span)
    return nested


def _in_tag(node: Node, offset: int) -> Iterator[Span]:
    for span in (node.name_span, _end_name(node)):
        if span is not None and _contains(span, offset):
            yield span
    for attr in node.attrs:
        if _contains(attr.span, offset):
            if _contains(attr.value_span, offset):
                yield attr.value_span
            elif _contains(attr.name_span, offset):
                yield attr.name_span
            yield attr.span
    for tag in (node.tag_span, node.end_span):
        if tag is not None and tag.start < offset < tag.end:
            yield tag


def _contains(span: Span, offset: int) -> bool:
    return span.start <= offset <= span.end


def _end_name(node: Node) -> Span | None:
    """The name in the end tag, where that follows its ``</`` directly."""
    if node.end_span is None or node.end_span.end - node.end_span.start < len(node.name) + 3:
        return None
    start = node.end_span.start + 2
    return Span(start, start + len(node.name))


def linked(document: Document, offset: int) -> tuple[Span, Span] | None:
    """The names in the start and the end tag of the element that has one of them at an offset."""
    text = document.source.text
    for node in document.nodes:
        if node.start > offset:
            break
        name, end = node.name_span, _end_name(node)
        if end is not None and (_contains(name, offset) or _contains(end, offset)):
            return (name, end) if text[end.start : end.end] == node.name else None
    return None

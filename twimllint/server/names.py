"""What a document names and refers to: rooms, queues, conferences, URLs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from twimllint.server.vocabulary import types_at
from twimllint.source.span import Span
from twimllint.source.tree import Attr, Document, Node, Text

#: The kinds of names that Twilio knows across documents, as the schema's types of values.
KINDS = ("room-name", "queue-name", "conference-name")
_URLS = frozenset({"url", "absolute-url", "ws-url"})


class Name(NamedTuple):
    """A name of something that other documents may name too."""

    kind: str
    text: str
    span: Span
    #: the quotation mark around it, where it is an attribute
    quote: str = ""


class Reference(NamedTuple):
    """A URL in the document. ``item`` is the attribute or text that it is in."""

    url: str
    span: Span
    item: Attr | Text


def names(document: Document) -> Iterator[Name]:
    """The names in a document, in the order of its text; none that a template writes."""
    for node, item, place in _values(document):
        kind = next((kind for kind in types_at(place) if kind in KINDS), None)
        if kind is None or item.templated or node.templated:
            continue
        span = item.trimmed if isinstance(item, Text) else item.value_span
        text = item.value.strip()
        if text:
            yield Name(kind, text, span, "" if isinstance(item, Text) else item.quote)


def name_at(document: Document, offset: int) -> Name | None:
    """The name at an offset."""
    return next((name for name in names(document) if name.span.start <= offset <= name.span.end), None)


def references(document: Document) -> Iterator[Reference]:
    """The URLs in a document, in the order of its text; none that a template writes."""
    for node, item, place in _values(document):
        if item.templated or (isinstance(item, Text) and node.templated) or _URLS.isdisjoint(types_at(place)):
            continue
        span = item.trimmed if isinstance(item, Text) else item.value_span
        url = item.value.strip()
        if url:
            yield Reference(url, span, item)


def _values(document: Document) -> Iterator[tuple[Node, Attr | Text, str]]:
    for node in document.nodes:
        for attr in node.attrs:
            yield node, attr, f"{node.name}@{attr.name}"
        for text in node.texts:
            if not text.blank:
                yield node, text, f"{node.name}/text"

"""Short cuts for the tests of reading: a document, and its errors as (kind, the text they cover)."""

from __future__ import annotations

from twimllint.source.parse import parse
from twimllint.source.span import Span
from twimllint.source.text import Source, decode
from twimllint.source.tree import Document
from twimllint.source.wellformed import check_well_formed


def read(document: str | bytes, path: str = "-") -> Document:
    """The document, parsed and judged."""
    parsed = parse(Source.from_text(document, path) if isinstance(document, str) else decode(document, path))
    check_well_formed(parsed)
    return parsed


def cut(document: Document, span: Span | None) -> str:
    """What is in the file at a span."""
    return "" if span is None else document.source.text[span.start : span.end]


def errors(document: str | bytes, path: str = "-") -> list[tuple[str, str]]:
    """Kind and covered text of each error."""
    parsed = read(document, path)
    return [(error.kind, cut(parsed, error.span)) for error in parsed.errors]

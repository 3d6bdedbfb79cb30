"""A document as the source layer reads it, in words: every part of the tree with its place, and the errors."""

from __future__ import annotations

from collections.abc import Iterator

from support.reading import read
from twimllint.source.span import Span
from twimllint.source.tree import Attr, Comment, Document, Node, Text


def parts(text: str, path: str) -> Iterator[str]:
    """A line for each thing that is read, elements indented by their depth."""
    document = read(text, path)
    for name in ("declaration", "doctype"):
        span: Span | None = getattr(document, name)
        if span is not None:
            yield f"{name} {span.start}-{span.end}"
    yield from _comments(document)
    if document.root is not None:
        yield from _element(document.root, "")
    for tag in document.tags:
        more = "".join(f" {word}" for word in ("closed", "fills_element") if getattr(tag, word))
        yield f"{tag.language} {tag.kind} tag {tag.span.start}-{tag.span.end}{more}"
    yield from _branches(document)
    for error in document.errors:
        known = "".join(f" {name}={value!r}" for name, value in sorted(error.parts.items()))
        other = "" if error.related is None else f" related {error.related.start}-{error.related.end}"
        yield f"error {error.kind} {error.span.start}-{error.span.end}{known}{other}"
    if document.malformed:
        yield "malformed"


def _comments(document: Document) -> Iterator[str]:
    for comment in document.comments:
        if comment.parent is None:
            yield _comment(comment)


def _element(node: Node, margin: str) -> Iterator[str]:
    end = "" if node.end_span is None else f" end {node.end_span.start}-{node.end_span.end}"
    flags = "".join(f" {name}" for name in ("templated", "templated_attrs") if getattr(node, name))
    tag = f"tag to {node.tag_span.end}, all to {node.span.end}{end}"
    yield f"{margin}<{node.name}> at {node.span.start}, {tag}{flags}"
    for attr in node.attrs:
        yield f"{margin}  {_attribute(attr)}"
    for item in node.items:
        if isinstance(item, Node):
            yield from _element(item, margin + "  ")
        elif isinstance(item, Text):
            yield f"{margin}  text {_value(item)}"
        else:
            yield f"{margin}  {_comment(item)}"


def _attribute(attr: Attr) -> str:
    return f"{attr.name} at {attr.span.start}, quote {attr.quote or '-'}, {_value(attr)}"


def _value(item: Attr | Text) -> str:
    """The value, its place, and the place of each character that is not written as it is read."""
    span = item.value_span
    flag = " templated" if item.templated else ""
    odd = [
        f"{at}:{place.start}-{place.end}"
        for at in range(len(item.value))
        if (place := item.part(at, at + 1)).end - place.start != 1 or item.raw[at : at + 1] != item.value[at]
    ]
    return f"{item.value!r} {span.start}-{span.end}{flag}" + (f" ({', '.join(odd[:12])})" if odd else "")


def _comment(comment: Comment) -> str:
    kind = "template comment" if comment.template else "comment"
    return f"{kind} {comment.text!r} {comment.span.start}-{comment.span.end}"


def _branches(document: Document) -> Iterator[str]:
    """How the parts of a template exclude or imply each other."""
    if not document.tags or len(document.nodes) > 12:
        return
    branches = document.branches
    for at, one in enumerate(document.nodes):
        for other in document.nodes[at + 1 :]:
            first, second = one.span.start, other.span.start
            if branches.exclusive(first, second):
                yield f"{first} or {second}"
            elif not (branches.implies(first, second) and branches.implies(second, first)):
                how = [f"{a} with {b}" for a, b in ((first, second), (second, first)) if branches.implies(a, b)]
                yield " ".join(how) or f"{first} and {second} apart"

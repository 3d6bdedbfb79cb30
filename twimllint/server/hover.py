"""Hover: what an element, an attribute or a value means, and the rules behind the findings at a place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from twimllint.engine.diagnostic import Diagnostic
from twimllint.engine.wording import innermost
from twimllint.server import vocabulary
from twimllint.server.markup import escape
from twimllint.server.vocabulary import Attribute, Element, Facts
from twimllint.source.span import Span
from twimllint.source.tree import Attr, Document, Node

#: A list of legal values longer than this is cut: the rest is for completion.
_MAX_LISTED = 24


class Shown(NamedTuple):
    """Markdown about a place of the document."""

    span: Span
    text: str


def hover(document: Document, offset: int, findings: Iterable[Diagnostic] = ()) -> Shown | None:
    """What there is to say about an offset; ``findings`` are those of the document."""
    point = Span(offset, offset)
    here = [diagnostic for diagnostic in findings if diagnostic.span.overlaps(point)]
    texts = _thing(document, offset)
    parts = [finding(diagnostic) for diagnostic in here]
    if texts is not None:
        parts.append(texts.text)
    if not parts:
        return None
    span = texts.span if texts is not None else min((d.span for d in here), key=lambda span: span.end - span.start)
    return Shown(span, "\n\n---\n\n".join(dict.fromkeys(parts)))


def finding(diagnostic: Diagnostic) -> str:
    """The rule behind a finding, and what to do; the message itself is what editors show by themselves."""
    name = f"{diagnostic.code} {diagnostic.name}"
    parts = [f"**{name}**" if diagnostic.url is None else f"**[{name}]({diagnostic.url})** ({diagnostic.severity})"]
    if diagnostic.help:
        parts.append(escape(diagnostic.help))
    if diagnostic.twilio_code is not None:
        number = diagnostic.twilio_code
        parts.append(f"[Twilio {number}](https://www.twilio.com/docs/api/errors/{number})")
    return "\n\n".join(parts)


def _thing(document: Document, offset: int) -> Shown | None:
    """The element, attribute or value at an offset."""
    node = innermost(document, Span(offset, offset))
    if node is None:
        return None
    element = vocabulary.element(document.channel, path(node))
    name_span = node.name_span
    if _within(name_span, offset) or _within(_end_name(document, node), offset):
        span = name_span if _within(name_span, offset) else _end_name(document, node)
        return None if element is None else Shown(span, describe_element(element))
    for attr in node.attrs:
        if attr.span.start <= offset <= attr.span.end:
            return None if element is None else _attribute(element, attr, offset)
    return None


def _attribute(element: Element, attr: Attr, offset: int) -> Shown | None:
    attribute = element.attribute(attr.name)
    if attribute is None:
        about = element.withdrawn(attr.name)
        text = None if about is None else _join(f"**{attr.name}** on `<{element.name}>`", _about(about))
        return None if text is None else Shown(attr.name_span if _within(attr.name_span, offset) else attr.span, text)
    if _within(attr.name_span, offset):
        return Shown(attr.name_span, describe_attribute(element, attribute))
    if not _within(attr.value_span, offset):
        return None
    word, span = _word(attr, attribute, offset)
    return Shown(span, describe_value(element, attribute, word))


def _word(attr: Attr, attribute: Attribute, offset: int) -> tuple[str, Span]:
    """The value, or of a list of words the one at an offset."""
    if not vocabulary.several(attribute.type) or "&" in attr.raw:
        return attr.value, attr.value_span
    start = 0
    for word in attr.raw.split(" "):
        span = Span(attr.value_start + start, attr.value_start + start + len(word))
        if word and _within(span, offset):
            return word, span
        start += len(word) + 1
    return attr.value, attr.value_span


def _end_name(document: Document, node: Node) -> Span:
    if node.end_span is None:
        return Span(-1, -1)
    start = document.source.text.find(node.name, node.end_span.start, node.end_span.end)
    return Span(-1, -1) if start < 0 else Span(start, start + len(node.name))


def _within(span: Span, offset: int) -> bool:
    return span.start <= offset <= span.end


def path(node: Node) -> list[str]:
    """The names from the root to an element."""
    return [*reversed([above.name for above in node.ancestors()]), node.name]


def describe_element(element: Element) -> str:
    """An element in Markdown."""
    facts = []
    required = element.required
    if required:
        facts.append("Required: " + ", ".join(f"`{name}`" for name in required))
    children = [f"`<{child.name}>`" for child in element.children]
    if children:
        facts.append("Inside: " + _some(children))
    return _join(f"**`<{element.name}>`**", _about(element.about, facts))


def describe_attribute(element: Element, attribute: Attribute) -> str:
    """An attribute in Markdown."""
    return _join(
        f"**`{attribute.name}`** on `<{element.name}>`", _about(attribute.about, list(_value_facts(attribute)))
    )


def describe_value(element: Element, attribute: Attribute, value: str) -> str:
    """A value of an attribute in Markdown: what is known of it, then the attribute."""
    kind = attribute.type.kind
    detail = ""
    if kind == "voice":
        detail = vocabulary.describe_voice(value)
    elif kind == "language":
        detail = vocabulary.language_name(value)
    elif attribute.name.lower().endswith("region"):
        detail = vocabulary.describe_region(value)
    head = f"**`{value}`**: {escape(detail)}" if detail else ""
    return "\n\n".join(part for part in (head, describe_attribute(element, attribute)) if part)


def _value_facts(attribute: Attribute) -> Iterator[str]:
    type_ = attribute.type
    words = [f"`{word}`" for word in vocabulary.words_of(type_)]
    if words and type_.kind in ("integer", "decimal"):
        yield f"Type: {type_.kind}, or {_some(words)}"
    elif words:
        yield ("Values: " if not type_.open else "Known values: ") + _some(words)
    elif type_.kind != attribute.name:
        yield f"Type: {escape(type_.kind.replace('-', ' '))}"
    limits = list(vocabulary.limits(type_))
    if limits:
        yield "Limits: " + "; ".join(limits)
    if attribute.default is not None:
        yield f"Default: `{attribute.default}`"
    if attribute.required:
        yield "Required"


def _about(about: Facts, facts: Sequence[str] = ()) -> Iterator[str]:
    """What is known of a thing in paragraphs: what it means, the facts line by line, Twilio's page."""
    if about.doc:
        yield escape(about.doc)
    lines = list(facts)
    if about.status != "current":
        instead = f"use {_code(about.replacement)}" if about.replacement else escape(about.instead)
        lines.insert(0, f"Status: {about.status}" + (f"; {instead}" if instead else ""))
    if lines:
        yield "  \n".join(lines)
    if about.page:
        yield f"[Twilio's page]({about.page})"


def _code(text: str) -> str:
    """A name as code; anything longer is in words."""
    return escape(text) if " " in text else f"`{text}`"


def _join(head: str, facts: Iterable[str]) -> str:
    return "\n\n".join([head, *facts])


def _some(words: list[str]) -> str:
    if len(words) <= _MAX_LISTED:
        return ", ".join(words)
    return f"{', '.join(words[:_MAX_LISTED])} and {len(words) - _MAX_LISTED} more"

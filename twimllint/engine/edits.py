"""Ready-made fixes, so that rules never count characters.

Each function gives a ``Fix``. Text that is moved is taken from the file as it is, so that entities, quotes and
template tags survive. A fix that would have to guess returns ``None`` where said so.
"""

from __future__ import annotations

from collections.abc import Iterable

from twimllint.engine.diagnostic import Edit, Fix, Span
from twimllint.source.text import Source
from twimllint.source.tree import Attr, Node, Text


def replace(span: Span, text: str, title: str, *, safe: bool = False) -> Fix:
    """Put ``text`` (already escaped) in place of ``span``."""
    return Fix(title, (Edit(span, text),), safe)


def escape(text: str, quote: str = "") -> str:
    """Text as it must be in XML content, or between ``quote`` marks in an attribute."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if quote == '"':
        text = text.replace('"', "&quot;")
    elif quote == "'":
        text = text.replace("'", "&apos;")
    return text


def rename_attribute(attr: Attr, name: str, *, safe: bool = False) -> Fix | None:
    """Give an attribute another name and keep its value; ``None`` where its element has an attribute of that name."""
    if attr.parent.attr(name) is not None:
        return None
    return replace(attr.name_span, name, f'rename "{attr.name}" to "{name}"', safe=safe)


def set_value(attr: Attr, value: str, *, safe: bool = False) -> Fix:
    """Give an attribute another value."""
    text = escape(value, attr.quote)
    if attr.quote:
        return replace(attr.value_span, text, f'write {attr.name}="{value}"', safe=safe)
    return replace(attr.value_span, f'"{escape(value, chr(34))}"', f'write {attr.name}="{value}"', safe=safe)


def remove_attribute(source: Source, attr: Attr, *, safe: bool = False) -> Fix:
    """Drop an attribute together with the white space before it."""
    return Fix(f'remove "{attr.name}"', (removal(source, attr),), safe)


def removal(source: Source, attr: Attr) -> Edit:
    """The edit that drops an attribute together with the white space before it."""
    start = attr.span.start
    text = source.text
    while start > 0 and text[start - 1] in " \t\r\n":
        start -= 1
    # white space must stay where what follows would otherwise stick to what is before
    end = attr.span.end
    return Edit(Span(start, end), "" if text[end : end + 1] in ("", " ", "\t", "\r", "\n", "/", ">") else " ")


def add_attribute(node: Node, name: str, value: str, *, safe: bool = False) -> Fix:
    """Write a new attribute after the last one, or after the element's name."""
    title = f'add {name}="{value}"'
    return Fix(title, (Edit(attribute_place(node), f' {name}="{escape(value, chr(34))}"'),), safe)


def attribute_place(node: Node) -> Span:
    """The empty place where a further attribute is written."""
    end = node.attrs[-1].span.end if node.attrs else node.name_span.end
    return Span(end, end)


def rename_element(source: Source, node: Node, name: str, *, safe: bool = False) -> Fix:
    """Rename an element in its start tag and, where there is one, in its end tag."""
    return Fix(f"rename <{node.name}> to <{name}>", tuple(renaming(source, node, name)), safe)


def renaming(source: Source, node: Node, name: str) -> Iterable[Edit]:
    """The edits that rename an element in both its tags."""
    yield Edit(node.name_span, name)
    if node.end_span is not None:
        start = source.text.find(node.name, node.end_span.start, node.end_span.end)
        if start >= 0:
            yield Edit(Span(start, start + len(node.name)), name)


def wrap(node: Node, name: str, *, title: str | None = None, safe: bool = False) -> Fix:
    """Put an element into a new one."""
    return wrap_span(node.span, name, title or f"wrap <{node.name}> in <{name}>", safe=safe)


def wrap_span(span: Span, name: str, title: str, *, safe: bool = False) -> Fix:
    """Put a stretch of the document into a new element."""
    edits = (Edit(Span(span.start, span.start), f"<{name}>"), Edit(Span(span.end, span.end), f"</{name}>"))
    return Fix(title, edits, safe)


def unwrap(node: Node, *, safe: bool = False) -> Fix:
    """Take away an element's tags and keep what is inside."""
    title = f"remove the tags of <{node.name}> and keep its content"
    edits = [Edit(node.tag_span, "")]
    if node.end_span is not None:
        edits.append(Edit(node.end_span, ""))
    return Fix(title, tuple(edits), safe)


def remove_element(source: Source, node: Node, *, safe: bool = False) -> Fix:
    """Drop an element with all its content, and its line where nothing else is on it."""
    return Fix(f"remove <{node.name}>", (Edit(whole_lines(source, node.span), ""),), safe)


def set_content(source: Source, node: Node, content: str, *, title: str, safe: bool = False) -> Fix:
    """Give an element this content (already escaped) instead of what it has; a self-closed one is opened."""
    if node.end_span is not None:
        return replace(Span(node.tag_span.end, node.end_span.start), content, title, safe=safe)
    return Fix(title, (opening(source, node, content),), safe)


def attribute_to_text(source: Source, node: Node, attr: Attr) -> Fix:
    """Make the value of an attribute the text of an empty element."""
    content = set_content(source, node, raw(source, attr.value_span).strip(), title="").edits
    return Fix(f'move the value of "{attr.name}" into <{node.name}>', (removal(source, attr), *content))


def text_to_attribute(source: Source, node: Node, text: Text, name: str) -> Fix | None:
    """Make the text of an element the value of a new attribute; ``None`` where it cannot be written in one as it is."""
    value = raw(source, text.trimmed)
    if not value.isprintable() or '"' in value or "<" in value:
        return None
    edits = (Edit(attribute_place(node), f' {name}="{value}"'), Edit(text.trimmed, ""))
    return Fix(f'move the text of <{node.name}> into "{name}"', edits)


def opening(source: Source, node: Node, content: str) -> Edit:
    """The edit that turns ``<Name .../>`` into ``<Name ...>content</Name>``."""
    end = node.tag_span.end
    start = end - 2
    while source.text[start - 1] in " \t\r\n":
        start -= 1
    return Edit(Span(start, end), f">{content}</{node.name}>")


def raw(source: Source, span: Span) -> str:
    """The text of the file at ``span``, template tags and entities as they are."""
    return source.text[span.start : span.end]


def whole_lines(source: Source, span: Span) -> Span:
    """``span`` widened to its whole lines where nothing else is on them, else ``span`` itself."""
    text = source.text
    start, end = span
    while start > 0 and text[start - 1] in " \t":
        start -= 1
    while end < len(text) and text[end] in " \t":
        end += 1
    at_start = start == 0 or text[start - 1] in "\r\n"
    if not at_start or (end < len(text) and text[end] not in "\r\n"):
        return span
    if text[end : end + 2] == "\r\n":
        return Span(start, end + 2)
    return Span(start, min(end + 1, len(text)))

"""From text to tree: one walk over the tags, each turned into its node where it stands.

A document written by the book is read here alone. Whatever else turns up, a comment or a tag that breaks the rules, is
left to ``Walk``, which is imported when the first of them does.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from twimllint.source.span import Span
from twimllint.source.text import USUAL_DECLARATION, Source, is_untemplated
from twimllint.source.tree import OUTPUT_MASK, TAG_MASK, Attr, Document, Node, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twimllint.source.errors import TemplateTag
    from twimllint.source.markup import Walk

#: How deep elements may be nested; libxml2 goes no further either.
MAX_DEPTH = 2048

_NAME = r"[A-Za-z_:][\w.:\-]*+"
_S = r"[ \t\r\n]"
#: A whole start or end tag written by the book: end tag's name, or start tag's name, attributes and slash. Names are
#: in ASCII, whose classes compile fast.
TAG = re.compile(
    rf"<(?:/({_NAME}){_S}*+>|({_NAME})((?:{_S}++{_NAME}{_S}*+={_S}*+(?:\"[^\"<]*+\"|'[^'<]*+'))*+){_S}*+(/?)>)",
    re.ASCII,
)
#: One attribute within such a tag: name, and value in double or single quotes.
ATTRIBUTE = re.compile(rf"({_NAME}){_S}*+={_S}*+(?:\"([^\"]*+)\"|'([^']*+)')", re.ASCII)


def parse(source: Source, *, templates: bool = True, tags: Sequence[TemplateTag] | None = None) -> Document:
    """The tree of a file, with everything that breaks XML's rules on the way. Never raises.

    ``templates`` is off where tags of template languages are to be read as plain text. ``tags`` are the template tags
    where the caller knows them, such as the computed parts of a string in a program: in the order of the text, none
    overlapping another. Then no others are looked for.
    """
    document = Document(source)
    text = source.text
    if not text.isascii() and (OUTPUT_MASK in text or TAG_MASK in text):
        # characters of the file's own must not pass for template tags
        document.masked = text.translate({ord(OUTPUT_MASK): "\ue002", ord(TAG_MASK): "\ue002"})
    if tags is None and (not templates or is_untemplated(text)):
        text = document.masked
    else:
        from twimllint.source.mask import fill, find_tags

        document.tags = find_tags(text, source.path) if tags is None else tuple(tags)
        text = document.masked
        closed = [(tag.span, OUTPUT_MASK if tag.kind == "output" else TAG_MASK) for tag in document.tags if tag.closed]
        text = fill(text, closed) if closed else text
    _scan(document, text)
    if len(document.nodes) > MAX_DEPTH:
        _check_depth(document, text)
    return document


def _walk(walk: Walk | None, document: Document, text: str) -> Walk:
    """The walk, made when it is first needed."""
    if walk is not None:
        return walk
    from twimllint.source.markup import Walk

    return Walk(document, text)


def _scan(document: Document, text: str) -> None:
    """The loop over all markup. Regular tags are dealt with here and fast; ``Walk`` does the rest."""
    find, match_tag = text.find, TAG.match
    walk: Walk | None = None
    top: Node | None = None
    pos = run = declaration_end(text, 0)
    if pos:
        document.declaration = Span(0, pos)
    # what stands nowhere in the text need not be looked for in each of its parts
    easy = "&" not in text and "]]>" not in text and _is_printable(text)
    while (start := find("<", pos)) >= 0:
        match = match_tag(text, start)
        if match is None:
            walk, easy = _walk(walk, document, text), False
            walk.top, walk.run = top, run
            pos = walk.markup(start)
            top, run = walk.top, walk.run
        else:
            if run < start and not _text(top, text[run:start], run, easy):
                walk = _walk(walk, document, text)
                walk.top = top
                walk.flush(run, start)
            pos = run = match.end()
            ended, name, inside, slash = match.groups()
            if name is not None:
                node = _element(document, top, name, start, pos)
                if inside and not _attributes(text, node, len(inside)):
                    walk = _walk(walk, document, text)
                    _settle(walk, node)
                if not slash:
                    top = node
                    continue
            elif top is not None and top.name == ended:
                top.close, top.end = start, pos
                top = top.parent
            else:
                walk = _walk(walk, document, text)
                walk.top = top
                walk.end_tag(ended, start, start + 2, pos)
                top = walk.top
        if top is None and document.root is not None:
            break
    if walk is not None or top is not None or document.root is None or document.tags or text[run:].strip(" \t\r\n"):
        _finish(_walk(walk, document, text), top, run)


def declaration_end(text: str, start: int) -> int:
    """Where the XML declaration by the book ends that begins at ``start``; ``start`` itself where none does."""
    if text.startswith(USUAL_DECLARATION, start):
        return start + len(USUAL_DECLARATION)
    match = _declaration().match(text, start) if text.startswith("<?xml", start) else None
    return start if match is None else match.end()


@cache
def _declaration() -> re.Pattern[str]:
    return re.compile(
        rf"<\?xml{_S}++version{_S}*+={_S}*+(?:\"1\.[0-9]++\"|'1\.[0-9]++')"
        rf"(?:{_S}++encoding{_S}*+={_S}*+(?:\"[A-Za-z][\w.\-]*+\"|'[A-Za-z][\w.\-]*+'))?"
        rf"(?:{_S}++standalone{_S}*+={_S}*+(?:\"(?:yes|no)\"|'(?:yes|no)'))?{_S}*+\?>",
        re.ASCII,
    )


def _finish(walk: Walk, top: Node | None, run: int) -> None:
    """Let the walk settle what only the end of the file decides."""
    from twimllint.source.finish import finish

    walk.top, walk.run = top, run
    finish(walk)


def _text(top: Node | None, raw: str, start: int, easy: bool) -> bool:
    """Store a run of text in the open element; false where it is not just what it looks like."""
    if top is None:
        return not raw.strip(" \t\r\n")
    if not easy and raw.strip(" \t\n") and ("&" in raw or "<" in raw or "]]>" in raw or not _is_printable(raw)):
        return False
    item = Text(raw, raw, start, top)
    top.items.append(item)
    top.texts.append(item)
    return True


def _is_printable(raw: str) -> bool:
    return raw.isprintable() or raw.replace("\n", "").replace("\t", "").isprintable()


def _element(document: Document, top: Node | None, name: str, start: int, end: int) -> Node:
    """The element whose start tag reaches from ``start`` to ``end``, put into the tree."""
    node = Node(name, start, end, top)
    document.nodes.append(node)
    if top is None:
        document.root = node
    else:
        children = top.children
        node.index = len(children)
        children.append(node)
        top.items.append(node)
    return node


def _attributes(text: str, node: Node, length: int) -> bool:
    """Read the attributes of a regular start tag, which take ``length`` characters after its name.

    False where their values are not all just what they look like, or one is given twice.
    """
    attrs = node.attrs
    plain = True
    start = node.start + 1 + len(node.name)
    for match in ATTRIBUTE.finditer(text, start, start + length):
        name, double, single = match.groups()
        raw = single if double is None else double
        begin, end = match.span()
        attrs.append(Attr(name, begin, raw, end - 1 - len(raw), '"' if single is None else "'", node))
        if "&" in raw or not raw.isprintable():
            plain = False
    return plain and (len(attrs) < 2 or len({attr.name for attr in attrs}) == len(attrs))


def _settle(walk: Walk, node: Node) -> None:
    """Work out the values of attributes that are more than they look like."""
    for attr in node.attrs:
        if "&" in attr.raw or not attr.raw.isprintable():
            walk.settle(attr)
    walk.duplicates(node)


def _check_depth(document: Document, text: str) -> None:
    depths: dict[int, int] = {}
    for node in document.nodes:
        depth = depths[id(node)] = 1 if node.parent is None else depths[id(node.parent)] + 1
        if depth > MAX_DEPTH:
            _walk(None, document, text).error("too-deep", node.name_span, depth=str(MAX_DEPTH))
            return

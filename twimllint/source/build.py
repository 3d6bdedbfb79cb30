"""From text to tree: one walk over the tags, each turned into its node where it stands."""

from __future__ import annotations

from twimllint.lint.diagnostic import Span
from twimllint.source.finish import finish
from twimllint.source.markup import Walk
from twimllint.source.mask import fill, find_tags
from twimllint.source.scan import ATTRIBUTE, CONTROL, DECLARATION, TAG
from twimllint.source.text import Source
from twimllint.source.tree import FILLER, Attr, Document, Node, Text

#: How deep elements may be nested; libxml2 goes no further either.
MAX_DEPTH = 2048

_tuple = tuple.__new__


def parse(source: Source, *, templates: bool = True) -> Document:
    """The tree of a file, with everything that breaks XML's rules on the way. Never raises.

    ``templates`` is off where tags of template languages are to be read as plain text.
    """
    document = Document(source)
    text = source.text
    tags = find_tags(text) if templates else ()
    if FILLER in text or CONTROL in text:  # characters of the file's own must not pass for template tags
        text = document.masked = text.translate({ord(FILLER): "\ue002", ord(CONTROL): "\ue002"})
    if tags:
        document.tags = tags
        closed = [(tag.span, FILLER if tag.kind == "output" else CONTROL) for tag in tags if tag.closed]
        text = fill(text, closed) if closed else text
    walk = Walk(document, text)
    _scan(walk, text)
    finish(walk)
    if len(document.nodes) > MAX_DEPTH:
        _check_depth(walk)
    return document


def _scan(walk: Walk, text: str) -> None:
    """The loop over all markup. Regular tags are dealt with here and fast; ``Walk`` does the rest."""
    find, match_tag = text.find, TAG.match
    document = walk.document
    top: Node | None = None
    run = pos = 0
    declared = DECLARATION.match(text)
    if declared is not None:
        run = pos = declared.end()
        document.declaration = _tuple(Span, (0, pos))
    while True:
        start = find("<", pos)
        if start < 0:
            break
        match = match_tag(text, start)
        if match is None:
            walk.top, walk.run = top, run
            pos = walk.markup(start)
            top, run = walk.top, walk.run
        else:
            if run < start:
                _text(walk, text, top, run, start)
            pos = run = match.end()
            ended, name, inside, slash = match.groups()
            if name is not None:
                node = _element(walk, top, name, start, pos)
                if inside:
                    _attributes(walk, text, node, len(inside))
                if not slash:
                    top = node
                    continue
            elif top is not None and top.name == ended:
                top.end_span = _tuple(Span, (start, pos))
                top.span = _tuple(Span, (top.span[0], pos))
                top = top.parent
            else:
                walk.top = top
                walk.end_tag(ended, start, start + 2, pos)
                top = walk.top
        if top is None and document.root is not None:
            break
    walk.top, walk.run = top, run


def _text(walk: Walk, text: str, top: Node | None, start: int, end: int) -> None:
    """Store a run of text; one that is exactly what it looks like without further ado."""
    raw = text[start:end]
    if top is not None and (
        not raw.strip(" \t\n") or (raw.isprintable() and "&" not in raw and "<" not in raw and "]]>" not in raw)
    ):
        item = Text(raw, raw, _tuple(Span, (start, end)), top)
        top.items.append(item)
        top.texts.append(item)
    else:
        walk.top = top
        walk.flush(start, end)


def _element(walk: Walk, top: Node | None, name: str, start: int, end: int) -> Node:
    """The element whose start tag reaches from ``start`` to ``end``, put into the tree."""
    node = Node(name, _tuple(Span, (start + 1, start + 1 + len(name))), top)
    node.span = node.tag_span = _tuple(Span, (start, end))
    walk.document.nodes.append(node)
    if top is None:
        walk.document.root = node
    else:
        node.index = len(top.children)
        top.children.append(node)
        top.items.append(node)
    return node


def _attributes(walk: Walk, text: str, node: Node, length: int) -> None:
    """Read the attributes of a regular start tag, which take ``length`` characters after its name."""
    attrs = node.attrs
    start = node.name_span[1]
    for match in ATTRIBUTE.finditer(text, start, start + length):
        name, double, single = match.groups()
        raw = single if double is None else double
        begin, last = match.span()
        last -= 1
        name_span, value_span = _tuple(Span, (begin, begin + len(name))), _tuple(Span, (last - len(raw), last))
        attr = Attr(name, raw, raw, name_span, value_span, text[last], node)
        if "&" in raw or not raw.isprintable():
            walk.settle(attr)
        attrs.append(attr)
    if len(attrs) > 1 and len({attr.name for attr in attrs}) < len(attrs):
        walk.duplicates(node)


def _check_depth(walk: Walk) -> None:
    depths: dict[int, int] = {}
    for node in walk.document.nodes:
        depth = depths[id(node)] = 1 if node.parent is None else depths[id(node.parent)] + 1
        if depth > MAX_DEPTH:
            walk.problem("too-deep", node.name_span, str(MAX_DEPTH))
            return

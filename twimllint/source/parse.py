"""From text to tree: the fast path, which is all that a document of plain tags and plain text needs.

The text is cut into texts and tags at once; what a tag says is looked up by its text. What this path cannot read, be it
a CDATA section, a reference by number or a mistake, it leaves to the careful path (``scan.py``), which reads
one construct and gives the cursor back. A document of the plain kind never imports the careful path.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from twimllint.source.cursor import (
    MAX_REMEMBERED_CHARACTERS,
    Cursor,
    is_printable,
    read_start_tag,
    remembered_start_tag,
    simple_value,
)
from twimllint.source.span import Span
from twimllint.source.text import Source
from twimllint.source.tree import OUTPUT_MASK, TAG_MASK, WHITE_SPACE, Comment, Document, Node, Text
from twimllint.source.untemplated import is_untemplated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twimllint.source.errors import TemplateTag
    from twimllint.source.scan import Scan

#: How the names of files end that are no templates by their names.
_PLAIN = (".xml", ".twiml", "-")
#: How deep elements may be nested; libxml2 goes no further either.
MAX_DEPTH = 2048


def parse(
    source: Source, *, templates: bool = True, tags: Sequence[TemplateTag] | None = None, whole_branches: bool = False
) -> Document:
    """The tree of a file, with everything that breaks XML's rules on the way. Never raises.

    ``templates`` is off where tags of template languages are to be read as plain text. ``tags`` are the template tags
    where the caller knows them, such as the computed parts of a string in a program: in the order of the text, none
    overlapping another. Then no others are looked for. ``whole_branches`` says that each branch that they make holds
    whole elements.
    """
    document = Document(source)
    document.whole_branches = whole_branches
    text = _masked(document, templates, tags)
    cursor = Cursor(document, text, may_be_part=bool(document.tags) or _is_template(source.path))
    cursor.fills_texts = _fill_texts(document.tags, whole_branches)
    scan: Scan | None = None
    while (start := read_plain(cursor)) >= 0:
        if scan is None:
            from twimllint.source.scan import Scan, read_markup

            scan = Scan(cursor)
        read_markup(scan, start)
    if scan is not None or not _is_complete(cursor):
        from twimllint.source.scan import Scan, read_end

        read_end(scan or Scan(cursor))
    else:
        if document.tags:
            document.masked = text.replace(TAG_MASK, " ")
        document.surely_well_formed = _is_surely_well_formed(cursor)
    if len(document.nodes) > MAX_DEPTH:
        _check_depth(document)
    return document


def _masked(document: Document, templates: bool, tags: Sequence[TemplateTag] | None) -> str:
    """The text with its template tags masked; the tags are stored in the document."""
    text = document.source.text
    if not text.isascii() and (OUTPUT_MASK in text or TAG_MASK in text):
        # characters of the file's own must not pass for template tags
        document.masked = text.translate({ord(OUTPUT_MASK): "\ue002", ord(TAG_MASK): "\ue002"})
    path = document.source.path
    if tags is None and (not templates or (is_untemplated(text) and path.endswith(_PLAIN))):
        return document.masked
    from twimllint.source.templates.find import fill_spans, find_tags

    document.tags = find_tags(text, path) if tags is None else tuple(tags)
    closed = [(tag.span, OUTPUT_MASK if tag.kind == "output" else TAG_MASK) for tag in document.tags if tag.closed]
    return fill_spans(document.masked, closed) if closed else document.masked


def _fill_texts(tags: Sequence[TemplateTag], whole_branches: bool) -> bool:
    """Whether tags among the characters of texts mean no more than that parts of these are not known."""
    kinds = ("output", "control") if whole_branches else ("output",)
    for tag in tags:  # noqa: SIM110 - any() with a generator takes three times as long
        if tag.kind not in kinds or not tag.closed or tag.fills_element:
            return False
    return True


def _is_template(path: str) -> bool:
    if path.endswith(_PLAIN):
        return False
    from twimllint.source.templates.languages import is_template_path

    return is_template_path(path)


def read_plain(cursor: Cursor) -> int:  # noqa: C901 - one loop, since a call for each tag is what costs most
    """Read on as long as tags, texts and comments are just what they look like.

    The offset of the first ``<`` that the careful path has to look at, with the text before it; -1 where there is none
    before the end of the root element or of the text.
    """
    document, parent = cursor.document, cursor.open_element
    if parent is None and document.root is not None and not cursor.is_part():
        return -1
    text, plain, references, nodes = cursor.text, cursor.is_plain, cursor.has_references, document.nodes
    pair, position, text_start, offset = cursor.find_pair(), cursor.position, cursor.text_start, cursor.offset
    if pair is None:
        return text.find("<", position)
    for raw, piece in chain((pair,), cursor.pairs):
        start, kind, tag = offset + len(raw), piece[1], None
        if not plain and text.find("<", position, start) >= 0:
            start = text.find("<", position)
            break
        if kind == "/":
            if parent is None or piece[2:-1] != parent.name:
                break
        elif kind != "!":
            tag = remembered_start_tag(piece) if len(piece) <= MAX_REMEMBERED_CHARACTERS else read_start_tag(piece)
            if tag is None:
                break
        elif not _is_comment(piece):
            break
        if text_start != offset:  # the careful path has read a part of the text, and put it into no element yet
            raw, offset = text[text_start:start], text_start
        if raw and parent is not None:
            value = _value(raw) if not plain else simple_value(raw) if references and "&" in raw else raw
            if value is not None:
                parent.texts.append(Text(value, raw, offset, parent))
            elif not cursor.fills_texts or not _add_filled_text(raw, offset, parent):
                break
        elif raw.strip(WHITE_SPACE):
            break
        position = text_start = offset = start + len(piece)
        if tag is not None:
            node = Node(tag.name, start, offset, parent, tag)
            nodes.append(node)
            if parent is None:
                document.root = document.root or node
            else:
                node.index = len(parent.children)
                parent.children.append(node)
            if not tag.is_empty:
                parent = node
        elif kind == "!":
            _add_comment(document, piece, start, parent)
        elif parent is not None:
            parent.close, parent.end, parent = start, offset, parent.parent
        if parent is None and document.root is not None and not cursor.is_part():
            start = -1
            break
    else:
        start, piece = text.find("<", position), ""
    cursor.pair = (raw, piece) if piece and start >= 0 else None
    cursor.position, cursor.text_start, cursor.offset, cursor.open_element = position, text_start, offset, parent
    return start


def _is_complete(cursor: Cursor) -> bool:
    """Whether a document that only the fast path has read ends as it should: the root closed, and nothing after it."""
    document = cursor.document
    if document.root is None or cursor.open_element is not None or cursor.is_part() or not cursor.fills_texts:
        return False
    return not cursor.text[cursor.text_start :].strip(WHITE_SPACE)


def _is_surely_well_formed(cursor: Cursor) -> bool:
    """Whether an XML processor cannot object to a document that only the fast path has read.

    What the fast path does not know is whether the prefixes of names are declared.
    """
    for node in cursor.document.nodes:  # noqa: SIM110 - any() with a generator takes three times as long
        if node.tag is None or node.tag.has_namespace:
            return False
    return True


def _value(raw: str) -> str | None:
    """What a reader sees of a text; ``None`` where it has to be looked at more closely."""
    if not raw.strip(" \t\n"):
        return raw
    return None if "]]>" in raw or "<" in raw or not is_printable(raw) else simple_value(raw)


def _add_filled_text(raw: str, start: int, parent: Node) -> bool:
    """Add a text that template tags write a part of; whether there is nothing else in it to look at."""
    if "&" in raw or "<" in raw or "]]>" in raw or not is_printable(raw.replace(OUTPUT_MASK, "").replace(TAG_MASK, "")):
        return False
    shown = raw.replace(TAG_MASK, " ")
    text = Text(shown, shown, start, parent)
    text.templated = text.templated or not text.blank
    parent.templated = True
    parent.texts.append(text)
    return True


def _is_comment(piece: str) -> bool:
    """Whether a piece of markup is a comment that breaks no rule."""
    inside = piece[4:-3]
    return (
        len(piece) >= 7
        and piece.startswith("<!--")
        and piece.endswith("-->")
        and "--" not in inside
        and inside[-1:] != "-"
        and is_printable(inside)
    )


def _add_comment(document: Document, piece: str, start: int, parent: Node | None) -> None:
    comment = Comment(piece[4:-3], Span(start, start + len(piece)), parent)
    document.comments.append(comment)
    if parent is not None:
        parent.add_comment(comment)


def _check_depth(document: Document) -> None:
    """Note the first element that is nested too deep, unless the tree cannot be trusted anyway."""
    from twimllint.source.errors import RECOVERABLE, ParseError

    if any(error.kind not in RECOVERABLE for error in document.errors):
        return
    depths: dict[int, int] = {}
    for node in document.nodes:
        depth = depths[id(node)] = 1 if node.parent is None else depths[id(node.parent)] + 1
        if depth > MAX_DEPTH:
            document.errors.append(ParseError("too-deep", node.name_span, depth=str(MAX_DEPTH)))
            document.malformed = True
            document.surely_well_formed = False
            return

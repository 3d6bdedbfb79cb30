"""From text to tree: the fast path, which is all that a document of plain tags and plain text needs.

What it cannot read, be it a comment, a reference or a mistake, it leaves to the careful path (``scan.py``), which reads
one construct and gives the cursor back. A document of the plain kind never imports the careful path.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twimllint.source.cursor import ATTRIBUTE, TAG, WHITE_SPACE, Cursor, attach, is_printable
from twimllint.source.text import Source, is_untemplated
from twimllint.source.tree import OUTPUT_MASK, TAG_MASK, Attr, Document, Node, Text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twimllint.source.errors import TemplateTag
    from twimllint.source.scan import Scan

#: How the names of files end that are no templates by their names.
_PLAIN = (".xml", ".twiml", "-")
#: How deep elements may be nested; libxml2 goes no further either.
MAX_DEPTH = 2048


def parse(source: Source, *, templates: bool = True, tags: Sequence[TemplateTag] | None = None) -> Document:
    """The tree of a file, with everything that breaks XML's rules on the way. Never raises.

    ``templates`` is off where tags of template languages are to be read as plain text. ``tags`` are the template tags
    where the caller knows them, such as the computed parts of a string in a program: in the order of the text, none
    overlapping another. Then no others are looked for.
    """
    document = Document(source)
    text = _masked(document, templates, tags)
    cursor = Cursor(document, text, may_be_part=bool(document.tags) or _is_template(source.path))
    scan: Scan | None = None
    while (start := read_plain(cursor)) >= 0:
        if scan is None:
            from twimllint.source.scan import Scan, read_markup

            scan = Scan(cursor)
        read_markup(scan, start)
    if scan is not None or not _is_complete(cursor):
        from twimllint.source.scan import Scan, read_end

        read_end(scan or Scan(cursor))
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
    from twimllint.source.templates.find import fill, find_tags

    document.tags = find_tags(text, path) if tags is None else tuple(tags)
    closed = [(tag.span, OUTPUT_MASK if tag.kind == "output" else TAG_MASK) for tag in document.tags if tag.closed]
    return fill(document.masked, closed) if closed else document.masked


def _is_template(path: str) -> bool:
    if path.endswith(_PLAIN):
        return False
    from twimllint.source.templates.languages import is_template_path

    return is_template_path(path)


def read_plain(cursor: Cursor) -> int:
    """Read on as long as tags and texts are just what they look like.

    The offset of the first ``<`` that the careful path has to look at; -1 where there is none before the end of the
    root element or of the text.
    """
    document, text, plain = cursor.document, cursor.text, cursor.is_plain
    find, match_tag = text.find, TAG.match
    parent, position, text_start = cursor.open_element, cursor.position, cursor.text_start
    start = -1
    while parent is not None or cursor.expects_element():
        start = find("<", position)
        if start < 0:
            break
        match = match_tag(text, start)
        if match is None or (text_start < start and not _add_text(parent, text[text_start:start], text_start, plain)):
            break
        ended, name, inside, slash = match.groups()
        text_start = start
        end = match.end()
        if name is not None:
            node = Node(name, start, end, parent)
            if inside and not _add_attributes(text, node, len(inside), plain):
                break
            attach(document, node)
            if not slash:
                parent = node
        elif parent is not None and parent.name == ended:
            parent.close, parent.end = start, end
            parent = parent.parent
        else:
            break
        position = text_start = end
        start = -1
    cursor.position, cursor.text_start, cursor.open_element = position, text_start, parent
    return start


def _is_complete(cursor: Cursor) -> bool:
    """Whether a document that only the fast path has read ends as it should: the root closed, and nothing after it."""
    document = cursor.document
    if document.root is None or cursor.open_element is not None or document.tags or cursor.is_part():
        return False
    return not cursor.text[cursor.text_start :].strip(WHITE_SPACE)


def _add_text(parent: Node | None, raw: str, start: int, plain: bool) -> bool:
    """Store a run of text in the open element; false where it is not just what it looks like."""
    if parent is None:
        return not raw.strip(WHITE_SPACE)
    if not plain and raw.strip(" \t\n") and ("&" in raw or "]]>" in raw or "<" in raw or not is_printable(raw)):
        return False
    item = Text(raw, raw, start, parent)
    parent.items.append(item)
    parent.texts.append(item)
    return True


def _add_attributes(text: str, node: Node, length: int, plain: bool) -> bool:
    """Read the attributes of a start tag, which take ``length`` characters after its name.

    False where their values are not all just what they look like, or one is given twice.
    """
    attrs = node.attrs
    start = node.start + 1 + len(node.name)
    for match in ATTRIBUTE.finditer(text, start, start + length):
        name, double, single = match.groups()
        raw = single if double is None else double
        if not plain and ("&" in raw or not raw.isprintable()):
            return False
        begin, end = match.span()
        attrs.append(Attr(name, begin, raw, end - 1 - len(raw), '"' if single is None else "'", node))
    count = len(attrs)
    return count < 2 or (attrs[0].name != attrs[1].name if count == 2 else len({attr.name for attr in attrs}) == count)


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
            return

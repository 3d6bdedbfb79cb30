"""What both paths of the scanner share: a cursor over the text, and the tags that need no second look."""

from __future__ import annotations

import re
from functools import cache

from twimllint.source.declaration import USUAL_DECLARATION
from twimllint.source.span import Span
from twimllint.source.tree import Document, Node

#: What may stand outside the root element in a document without templates.
WHITE_SPACE = " \t\r\n"
_NAME = r"[A-Za-z_:][\w.:\-]*+"
_S = r"[ \t\r\n]"
#: A whole start or end tag without any mistake: the end tag's name, or the start tag's name, attributes and slash.
#: Names are in ASCII, whose classes compile fast; others are left to the careful path.
TAG = re.compile(
    rf"<(?:/({_NAME}){_S}*+>|({_NAME})((?:{_S}++{_NAME}{_S}*+={_S}*+(?:\"[^\"<]*+\"|'[^'<]*+'))*+){_S}*+(/?)>)",
    re.ASCII,
)
#: One attribute within such a tag: name, and value in double or single quotes.
ATTRIBUTE = re.compile(rf"({_NAME}){_S}*+={_S}*+(?:\"([^\"]*+)\"|'([^']*+)')", re.ASCII)


class Cursor:
    """How far a document has been read.

    ``text`` is what is read: the text of the file with its template tags masked. ``position`` is the offset to read on
    from, ``text_start`` where the character data begins that no node holds yet, and ``open_element`` the innermost
    element whose end tag has not come. ``is_plain`` says that no text and no value needs a closer look.
    ``may_be_part`` says that the document may be a part of another template, which may hold several elements and no
    root.
    """

    __slots__ = ("document", "is_plain", "may_be_part", "open_element", "position", "text", "text_start")

    def __init__(self, document: Document, text: str, *, may_be_part: bool) -> None:
        self.document = document
        self.text = text
        self.may_be_part = may_be_part
        self.position = self.text_start = declaration_end(text, 0)
        if self.position:
            document.declaration = Span(0, self.position)
        self.open_element: Node | None = None
        # what stands nowhere in the text need not be looked for in each of its parts
        self.is_plain = "&" not in text and "]]>" not in text and is_printable(text)

    def expects_element(self) -> bool:
        """Whether, with no element open, another one may begin: the root, or in a part of a template one more."""
        root = self.document.root
        return root is None or self.is_part()

    def is_part(self) -> bool:
        """Whether the document is a part of another template: its first element is not the root of TwiML."""
        root = self.document.root
        return self.may_be_part and root is not None and root.name.lower() != "response"


def attach(document: Document, node: Node) -> None:
    """Put an element into the tree, as the last child of its parent so far."""
    document.nodes.append(node)
    parent = node.parent
    if parent is not None:
        children = parent.children
        node.index = len(children)
        children.append(node)
        parent.items.append(node)
    elif document.root is None:
        document.root = node


def is_printable(text: str) -> bool:
    """Whether a text holds nothing but printable characters, spaces, tabs and line feeds."""
    return text.isprintable() or text.replace("\n", "").replace("\t", "").isprintable()


def declaration_end(text: str, start: int) -> int:
    """Where the XML declaration ends that begins at ``start``; ``start`` itself where no valid one does."""
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

"""What both paths of the scanner share: a cursor over the text, and the tags that need no second look."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from twimllint.source.declaration import USUAL_DECLARATION
from twimllint.source.span import Span
from twimllint.source.tree import Document, Node, StartTag

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What may be outside the root element in a document without templates.
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
#: What may be a tag or a comment, cut out of the text between its neighbours.
_PIECE = re.compile(r"(<[^<>]*+>)")
#: The references that every XML reader knows; the ampersand's comes last, so that nothing is resolved twice.
_REFERENCES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))
_REFERENCE = "&(?:lt|gt|quot|apos|amp);"
#: A reference to a character by its number, decimal or hexadecimal.
_NUMBER = "&#(?:([0-9]{1,7})|x([0-9A-Fa-f]{1,6}));"
#: Tags of at most so many characters are remembered, and at most so many of them: documents of one application, and
#: the elements of one document, repeat them.
MAX_REMEMBERED_CHARACTERS, _MAX_REMEMBERED_TAGS = 400, 4096


def read_start_tag(text: str) -> StartTag | None:
    """What a start tag says that is written as in ``text``; ``None`` where it is not just what it looks like.

    That is a tag with a mistake in it, an attribute given twice, or a character or reference that has to be checked.
    """
    return remembered_start_tag(text) if len(text) <= MAX_REMEMBERED_CHARACTERS else _read_start_tag(text)


def _read_start_tag(text: str) -> StartTag | None:
    match = TAG.fullmatch(text)
    name = None if match is None else match[2]
    if match is None or name is None:
        return None
    attributes = []
    if match[3]:
        for attribute in ATTRIBUTE.finditer(text, match.start(3), match.end(3)):
            key, double, single = attribute.groups()
            raw, quote = (double, '"') if single is None else (single, "'")
            value = simple_value(raw) if raw.isprintable() else None
            if value is None:
                return None
            attributes.append((key, attribute.start(), raw, value, attribute.end() - 1 - len(raw), quote))
    tag = StartTag(name, tuple(attributes), len(text), is_empty=bool(match[4]))
    return tag if len(tag.names) == len(attributes) else None


#: The same for tags of at most ``MAX_REMEMBERED_CHARACTERS``, which are looked up where one like it has been read.
remembered_start_tag = lru_cache(_MAX_REMEMBERED_TAGS)(_read_start_tag)


class Cursor:
    """How far a document has been read.

    ``text`` is what is read: the text of the file with its template tags masked. ``position`` is the offset to read on
    from, ``text_start`` where the character data begins that no node holds yet, and ``open_element`` the innermost
    element whose end tag has not come. ``is_plain`` says that no text and no value needs a closer look
    but for its references, of which ``has_references`` says whether there may be some.
    ``may_be_part`` says that the document may be a part of another template, which may hold several elements and no
    root. ``pairs`` are what is left of the text cut at what may be tags: a text and the tag after it, each time;
    ``pair`` is the one that the fast path has got to, if it has looked at it, and ``offset`` where that begins.
    ``fills_texts`` says that no template tag among the characters of a text does more than fill it.
    """

    __slots__ = (
        "document", "fills_texts", "has_references", "is_plain", "may_be_part", "offset", "open_element", "pair",
        "pairs", "position", "text", "text_start",
    )  # fmt: skip

    def __init__(self, document: Document, text: str, *, may_be_part: bool) -> None:
        self.document = document
        self.text = text
        self.may_be_part = may_be_part
        self.fills_texts = False
        self.position = self.text_start = declaration_end(text, 0)
        if self.position:
            document.declaration = Span(0, self.position)
        self.open_element: Node | None = None
        # what is nowhere in the text need not be looked for in each of its parts
        self.has_references = "&" in text
        self.is_plain = "]]>" not in text and is_printable(text)
        pieces = _PIECE.split(text)
        # a "<" in no piece of its own is a mistake, or begins what the careful path reads
        self.is_plain = self.is_plain and text.count("<") == len(pieces) // 2
        each = iter(pieces)
        self.pairs: Iterator[tuple[str, str]] = zip(each, each, strict=False)
        self.pair: tuple[str, str] | None = None
        self.offset = 0

    def find_pair(self) -> tuple[str, str] | None:
        """Move on to the pair that ``position`` is in; ``None`` where none is left, or a part of its tag has been read.

        What has been passed is not looked at again, so that all calls together take one walk through the text.
        """
        pair, offset, position = self.pair, self.offset, self.position
        while pair is None or position >= offset + len(pair[0]) + len(pair[1]):
            if pair is not None:
                offset += len(pair[0]) + len(pair[1])
            pair = next(self.pairs, None)
            if pair is None:
                break
        self.pair, self.offset = pair, offset
        return None if pair is None or position > offset + len(pair[0]) else pair

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
    elif document.root is None:
        document.root = node


def simple_value(raw: str) -> str | None:
    """What a reader sees of a text without line ends; ``None`` where it has references that must be looked at closely.

    That is all but those of XML's own five entities, and of characters that XML allows.
    """
    if "&" not in raw:
        return raw
    if len(re.findall(_REFERENCE, raw)) != raw.count("&"):
        return _value_with_numbers(raw)
    for reference, character in _REFERENCES:
        raw = raw.replace(reference, character)
    return raw


def _value_with_numbers(raw: str) -> str | None:
    # hardly any document names a character by its number
    from twimllint.source.unescape import is_legal_character, unescape

    if len(re.findall(f"{_REFERENCE}|{_NUMBER}", raw)) != raw.count("&"):
        return None
    codes = [int(decimal) if decimal else int(digits, 16) for decimal, digits in re.findall(_NUMBER, raw)]
    return unescape(raw) if all(map(is_legal_character, codes)) else None


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

"""The document as a tree whose every part knows its place.

Plain slotted classes, written for speed: one small document a tenth of a millisecond. They are filled while a
file is read (``parse.py``, ``scan.py``) and only read afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal

from twimllint.renamed import former_attribute
from twimllint.source.span import Span

if TYPE_CHECKING:
    from twimllint.source.errors import ParseError, TemplateTag
    from twimllint.source.templates.branches import Branches
    from twimllint.source.text import Source
    from twimllint.source.unescape import OffsetMap

Channel = Literal["voice", "messaging", "unknown"]

#: What XML takes for white space.
WHITE_SPACE = " \t\r\n"

#: Stands for every character of a template tag: a private-use character, legal in XML and in no TwiML.
OUTPUT_MASK = "\ue000"
#: Stands for the characters of control and comment tags while a file is scanned; output tags keep ``OUTPUT_MASK``.
TAG_MASK = "\ufdd0"


def has_template(value: str) -> bool:
    """Whether a template writes part of a value."""
    return OUTPUT_MASK in value


def static_text(value: str) -> str:
    """A value without what a template writes into it."""
    return value.replace(OUTPUT_MASK, "") if OUTPUT_MASK in value else value


def strip_white_space(value: str) -> str:
    """A value without the white space around it, as XML has it: a no-break space stays."""
    return value.strip(WHITE_SPACE)


class Attr:
    """One attribute of a start tag.

    ``raw`` is the text between the quotes as it is in the (masked) file, ``value`` the same with entities and
    character references resolved and line ends normalised. ``value_span`` covers ``raw`` without its quotes;
    ``quote`` is ``'"'``, ``"'"`` or ``""`` for an unquoted value. ``templated`` says that a template tag is in it.
    """

    __slots__ = ("_offsets", "name", "parent", "quote", "raw", "start", "templated", "value", "value_start")
    _offsets: OffsetMap

    def __init__(self, name: str, start: int, raw: str, value_start: int, quote: str, parent: Node) -> None:
        self.name = name
        self.start = start
        self.value = self.raw = raw
        self.value_start = value_start
        self.quote = quote
        self.parent = parent
        self.templated = OUTPUT_MASK in raw

    @property
    def name_span(self) -> Span:
        """The name."""
        return Span(self.start, self.start + len(self.name))

    @property
    def value_span(self) -> Span:
        """The value without its quotes."""
        return Span(self.value_start, self.value_start + len(self.raw))

    @property
    def span(self) -> Span:
        """From the first letter of the name to the closing quote."""
        return Span(self.start, self.value_start + len(self.raw) + len(self.quote))

    def part(self, start: int, end: int) -> Span:
        """The place in the file of ``value[start:end]``, entities and line ends accounted for."""
        first, last = _map(self).raw_range(start, end)
        return Span(self.value_start + first, self.value_start + last)

    dynamic = former_attribute("dynamic", "templated")

    def __repr__(self) -> str:
        return f"Attr({self.name}={self.value!r})"


class Text:
    """A run of character data between two tags: plain text, references and CDATA sections together.

    ``raw`` is the text as it is in the masked file, ``value`` what an XML reader sees. ``span`` covers all of it,
    ``trimmed`` the part without the white space around it.
    """

    __slots__ = ("_offsets", "parent", "raw", "start", "templated", "value")
    _offsets: OffsetMap

    def __init__(self, value: str, raw: str, start: int, parent: Node | None) -> None:
        self.value = value
        self.raw = raw
        self.start = start
        self.parent = parent
        self.templated = OUTPUT_MASK in raw

    @property
    def span(self) -> Span:
        """All of it."""
        return Span(self.start, self.start + len(self.raw))

    @property
    def trimmed(self) -> Span:
        """The span without leading and trailing white space of the file; empty at the start for pure white space."""
        left = len(self.raw) - len(self.raw.lstrip(WHITE_SPACE))
        stripped = self.raw.strip(WHITE_SPACE)
        start = self.start + (left if stripped else 0)
        return Span(start, start + len(stripped))

    @property
    def value_span(self) -> Span:
        """The same as ``trimmed``, so that texts and attributes can be asked alike."""
        return self.trimmed

    @property
    def blank(self) -> bool:
        """Whether there is nothing but white space."""
        return not self.value.strip()

    def part(self, start: int, end: int) -> Span:
        """The place in the file of ``value[start:end]``, entities, line ends and CDATA sections accounted for."""
        first, last = _map(self).raw_range(start, end)
        return Span(self.start + first, self.start + last)

    dynamic = former_attribute("dynamic", "templated")

    def __repr__(self) -> str:
        return f"Text({self.value!r})"


class Comment:
    """An XML comment, or a template comment (``{# #}``); ``text`` is what is inside, ``span`` all of it."""

    __slots__ = ("parent", "span", "template", "text")

    def __init__(self, text: str, span: Span, parent: Node | None = None, template: bool = False) -> None:
        self.text = text
        self.span = span
        self.parent = parent
        self.template = template

    def __repr__(self) -> str:
        return f"Comment({self.text!r})"


class StartTag:
    """What a start tag says, wherever it is, where nothing in it is wrong.

    ``attributes`` has for each its name, its offset in the tag, its value as written and as a reader sees it, the
    offset of that and the quote. ``length`` is that of the tag, ``is_empty`` says that it ends the element as well,
    ``has_namespace`` that a name in it has a prefix or declares a namespace.
    """

    __slots__ = ("attributes", "has_namespace", "is_empty", "length", "name", "names")

    def __init__(
        self, name: str, attributes: tuple[tuple[str, int, str, str, int, str], ...], length: int, *, is_empty: bool
    ) -> None:
        self.name = name
        self.length = length
        self.attributes = attributes
        self.names = frozenset([attribute[0] for attribute in attributes])
        self.is_empty = is_empty
        self.has_namespace = ":" in name or any(":" in other or other == "xmlns" for other in self.names)

    def __repr__(self) -> str:
        return f"StartTag({self.name})"


#: What an element reads: its start tag, the number of its children, whether it is the last of its parent, and its texts
#: as they are written.
Reading = tuple[StartTag | int | str, ...]
#: The most characters of one: what is longer is hardly ever repeated.
MAX_READING = 400


class Node:
    """One element.

    ``span`` runs from its ``<`` to the end of its end tag, ``tag_span`` covers only the start tag, ``name_span`` the
    name in it, ``end_span`` the end tag (``None`` where there is none: self-closed, or cut off). ``templated`` says
    that a template tag is directly in the content, ``templated_attrs`` that one is inside the start tag outside
    the values.

    The offsets behind the spans are ``start``, ``tag_end``, ``close`` (the end tag's, -1 for none) and ``end``: of most
    elements nobody asks for a span.
    """

    __slots__ = (
        "_attrs",
        "_comments",
        "children",
        "close",
        "end",
        "index",
        "name",
        "parent",
        "reading",
        "start",
        "tag",
        "tag_end",
        "templated",
        "templated_attrs",
        "texts",
    )  # fmt: skip

    def __init__(self, name: str, start: int, tag_end: int, parent: Node | None, tag: StartTag | None = None) -> None:
        self.name = name
        self.start = start
        self.tag_end = self.end = tag_end
        self.close = -1
        self.parent = parent
        #: what the start tag says, where the scanner has found nothing wrong with it
        self.tag = tag
        self._attrs: list[Attr] | None = None
        self._comments: list[Comment] | None = None
        #: what it reads by itself, without its place, once ``Document.note_readings`` has looked
        self.reading: Reading | None = None
        self.children: list[Node] = []
        self.texts: list[Text] = []
        self.templated = False
        self.templated_attrs = False
        self.index = 0

    @property
    def attrs(self) -> list[Attr]:
        """The attributes, in the order of the text."""
        attrs = self._attrs
        if attrs is None:
            attrs = self._attrs = []
            if self.tag is not None:
                start = self.start
                for name, offset, raw, value, value_offset, quote in self.tag.attributes:
                    attr = Attr(name, start + offset, raw, start + value_offset, quote, self)
                    attr.value = value
                    attrs.append(attr)
        return attrs

    @property
    def items(self) -> list[Node | Text | Comment]:
        """The children, texts and comments directly inside, in the order of the text."""
        items: list[Node | Text | Comment] = [*self.children, *self.texts, *self.comments]
        items.sort(key=_start)
        return items

    @property
    def span(self) -> Span:
        """The whole element."""
        return Span(self.start, self.end)

    @property
    def tag_span(self) -> Span:
        """The start tag."""
        return Span(self.start, self.tag_end)

    @property
    def name_span(self) -> Span:
        """The name in the start tag."""
        return Span(self.start + 1, self.start + 1 + len(self.name))

    @property
    def end_span(self) -> Span | None:
        """The end tag, if there is one."""
        return None if self.close < 0 else Span(self.close, self.end)

    def attr(self, name: str) -> Attr | None:
        """The first attribute of that exact name."""
        tag = self.tag
        if tag is not None and name not in tag.names:
            return None
        for attr in self.attrs:
            if attr.name == name:
                return attr
        return None

    def value(self, name: str, default: str = "") -> str:
        """The value of an attribute, or ``default``."""
        attr = self.attr(name)
        return default if attr is None else attr.value

    @property
    def comments(self) -> list[Comment]:
        """The comments directly inside."""
        return self._comments or []

    def add_comment(self, comment: Comment) -> None:
        """Put a comment into the element; comments are added in the order of the text."""
        if self._comments is None:
            self._comments = []
        self._comments.append(comment)

    @property
    def text(self) -> str:
        """The text directly inside, joined, without that of child elements."""
        texts = self.texts
        return texts[0].value if len(texts) == 1 else "".join([text.value for text in texts])

    @property
    def has_text(self) -> bool:
        """Whether there is text directly inside, white space not counted."""
        return any(not text.blank for text in self.texts)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is inside besides white space and comments: no element, no text, no template tag."""
        return not self.children and not self.templated and not self.has_text

    @property
    def text_span(self) -> Span:
        """The non-blank text directly inside, white space around it left out; the name where there is none."""
        spans = [text.trimmed for text in self.texts if not text.blank]
        return Span(spans[0].start, spans[-1].end) if spans else self.name_span

    @property
    def self_closed(self) -> bool:
        """Whether it is written ``<Name/>``."""
        return self.close < 0 and self.tag_end == self.end

    def walk(self) -> Iterator[Node]:
        """The element and all below it in document order, without recursion."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))

    def ancestors(self) -> Iterator[Node]:
        """Parent, grandparent and so on, up to the root."""
        node = self.parent
        while node is not None:
            yield node
            node = node.parent

    def closest(self, name: str) -> Node | None:
        """The nearest ancestor of that name."""
        for node in self.ancestors():
            if node.name == name:
                return node
        return None

    @property
    def after(self) -> list[Node]:
        """The sibling elements that follow."""
        return [] if self.parent is None else self.parent.children[self.index + 1 :]

    @property
    def is_last(self) -> bool:
        """Whether no sibling element follows."""
        return self.parent is None or self.index + 1 == len(self.parent.children)

    @property
    def before(self) -> list[Node]:
        """The sibling elements that precede, in document order."""
        return [] if self.parent is None else self.parent.children[: self.index]

    dynamic = former_attribute("dynamic", "templated")
    dynamic_attrs = former_attribute("dynamic_attrs", "templated_attrs")

    def __repr__(self) -> str:
        return f"<{self.name}>"


class Document:
    """A scanned file: its tree, its comments, and what was found wrong on the way.

    ``malformed`` says that the tree cannot be trusted (tags that do not match, a tag cut off), so that only the rules
    of reading may speak; ``errors`` are the scanner's and the XML processor's objections, each a ``ParseError``.
    ``surely_well_formed`` says that the fast path has read all of it: no XML processor need be asked.
    ``declaration`` covers the XML declaration and ``doctype`` the document type declaration, where there is one.
    ``masked`` is the text as the XML processor is given it: of the same length, template tags blanked out.
    ``whole_branches`` says that each branch that the tags make holds whole elements.
    """

    __slots__ = (
        "_branches", "_lower", "channel", "comments", "declaration", "doctype", "errors", "malformed", "masked",
        "nodes", "root", "source", "surely_well_formed", "tags", "whole_branches",
    )  # fmt: skip

    _branches: Branches
    _lower: str

    def __init__(self, source: Source) -> None:
        self.source = source
        self.root: Node | None = None
        self.nodes: list[Node] = []
        self.comments: list[Comment] = []
        self.errors: list[ParseError] = []
        self.tags: tuple[TemplateTag, ...] = ()
        self.channel: Channel = "unknown"
        self.malformed = False
        self.surely_well_formed = False
        self.whole_branches = False
        self.declaration: Span | None = None
        self.doctype: Span | None = None
        self.masked = source.text

    @property
    def branches(self) -> Branches:
        """Which parts of a template are written together, and which in place of each other; worked out once."""
        try:
            return self._branches
        except AttributeError:
            from twimllint.source.templates.branches import Branches

            branches = self._branches = Branches(self.source.text, self.tags)
            return branches

    @property
    def lower(self) -> str:
        """The text of the file in lower case; made once."""
        try:
            return self._lower
        except AttributeError:
            lower = self._lower = self.source.text.lower()
            return lower

    def note_readings(self) -> None:
        """Give each element that is worth remembering its ``reading``.

        Those are left out that are long, whose start tag has a mistake in it, or of which a template writes a part.
        """
        for node in self.nodes:
            tag, texts, parent = node.tag, node.texts, node.parent
            if tag is None or node.templated or node.templated_attrs:
                continue
            is_last = parent is None or node.index + 1 == len(parent.children)
            if not texts:
                if tag.length <= MAX_READING:
                    node.reading = (tag, len(node.children), is_last)
            elif len(texts) == 1:
                raw = texts[0].raw
                if tag.length + len(raw) <= MAX_READING:
                    node.reading = (tag, len(node.children), is_last, raw)
            else:
                raws = [text.raw for text in texts]
                if tag.length + sum(map(len, raws)) <= MAX_READING:
                    node.reading = (tag, len(node.children), is_last, *raws)

    broken = former_attribute("broken", "malformed")
    problems = former_attribute("problems", "errors")

    def discard(self) -> None:
        """Take the tree apart when nobody looks at it any more.

        Its parts hold one another; taken apart they are freed at once, which is much less work than to have such rings
        sought for. Nothing but ``source`` can be used afterwards.
        """
        for node in self.nodes:
            del node._attrs, node.children, node._comments, node.texts
        self.nodes = []
        self.root = None


def _start(item: Node | Text | Comment) -> int:
    return item.span.start if isinstance(item, Comment) else item.start


def _map(item: Attr | Text) -> OffsetMap:
    """The map from the value of an attribute or text to what is written; made once, for the first that asks."""
    try:
        return item._offsets
    except AttributeError:
        from twimllint.source.unescape import OffsetMap

        offsets = item._offsets = OffsetMap(item.raw)
        return offsets

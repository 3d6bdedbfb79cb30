"""From what the evaluator gathered to text: pieces with their places, and the tags in them."""

from __future__ import annotations

import re
from functools import lru_cache

from twimllint.host.dialect import Set
from twimllint.host.documents import TAGS
from twimllint.host.library import HelperClass
from twimllint.host.mapped import Mapped, Piece
from twimllint.host.run import Built, Run
from twimllint.host.values import Child, Content, Fork, Gap, Listed, Nothing, Scalar, Text, Value
from twimllint.source.errors import TemplateTag
from twimllint.source.span import Span
from twimllint.source.tree import Channel

#: What a library writes for characters of a text, and for these and others of an attribute's value.
_REFERENCES = {
    "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\t": "&#9;", "\r": "&#13;",
}  # fmt: skip
_ESCAPED, _ESCAPED_QUOTED = re.compile("[&<>]"), re.compile('[&<>"\n\t\r]')
#: What a fix must not write into a builder's text besides what the literal cannot hold: the library escapes it.
_MARKUP = "&<>"
_CHANNELS: dict[str, Channel] = {"voice": "voice", "messaging": "messaging"}
#: A value that a generator of programs fills in before the program runs: ``{{VOICE}}``, ``<%= voice %>``.
_FILLED_LATER = re.compile(r"\{\{[\s\w.-]+\}\}|\{%[^%]+%\}|<%=?[^%]+%>")
#: Elements are written no deeper than this.
_MAX_DEPTH = 60
#: So many pieces are written for all documents of a file, since nodes that are put into others twice multiply.
MOST_PIECES = 200_000

#: Makes a piece of its six parts in half the time that ``Piece`` takes: builders write one for each name and value.
_new = tuple.__new__


class Writer:
    """Collects pieces and tags."""

    def __init__(self, escaped: bool) -> None:
        self.escaped = escaped
        self.pieces: list[Piece] = []
        self.tags: list[TemplateTag] = []
        #: how many of the pieces were counted, and how much text is in these
        self._counted = self._length = 0
        self.open = False
        #: the risky parts, with their offsets in the text
        self.risky: list[tuple[int, Gap]] = []

    @property
    def length(self) -> int:
        """How much text was written."""
        self._length += sum([len(piece.text) for piece in self.pieces[self._counted :]])
        self._counted = len(self.pieces)
        return self._length

    def invented(self, text: str) -> None:
        """Write text that is nowhere in the file."""
        self.pieces.append(_invented(text))

    def tag(self, kind: str, text: str, place: Span | None = None) -> None:
        """Write a tag for something that the text does not show."""
        start = self.length
        self.tags.append(TemplateTag(kind, TAGS, Span(start, start + len(text)), text))
        self.pieces.append(Piece(text, place.start, place.end) if place is not None else Piece(text))

    def more(self, source: str) -> None:
        """Write that more may be added here."""
        self.open = True
        self.tag("control", "{% include " + _inert(source) + " %}")

    def gap(self, gap: Gap) -> None:
        """Write a part that is known only at run time."""
        if gap.risk:
            self.risky.append((self.length, gap))
        self.tag("output", "{{ " + _inert(gap.source) + " }}", gap.span)

    def content(self, content: Content, quoted: bool = False) -> None:
        """Write texts, gaps and forks; the nodes in it are written by ``Builder``."""
        for item in content:
            if isinstance(item, Mapped):
                self.text(item, quoted)
            elif isinstance(item, Child):
                self.child(item)
            elif isinstance(item, Gap):
                self.gap(item)
            elif isinstance(item, Fork):
                self.fork(item, quoted)
            else:
                self.more(item.source)

    def child(self, child: Child) -> None:
        """Write a node that is put into a text: only builders hold any."""
        raise NotImplementedError

    def fork(self, fork: Fork, quoted: bool) -> None:
        """Write branches or a loop."""
        for index, (source, branch) in enumerate(zip(fork.sources, fork.branches, strict=True)):
            if fork.kind == "for":
                self.tag("control", "{% for " + _inert(source) + " %}")
            elif index and not source and index == len(fork.branches) - 1:
                self.tag("control", "{% else %}")
            else:
                self.tag("control", ("{% elif " if index else "{% if ") + _inert(source or "...") + " %}")
            self.content(branch, quoted)
        self.tag("control", "{% endfor %}" if fork.kind == "for" else "{% endif %}")

    def text(self, mapped: Mapped, quoted: bool = False) -> None:
        """Write a text, escaped as the library does where it is a builder's."""
        if not self.escaped:
            self.pieces += mapped.pieces
            return
        escaped = _ESCAPED_QUOTED if quoted else _ESCAPED
        for piece in mapped.pieces:
            text, start, end, exact, avoid, keyword = piece
            avoid = None if avoid is None else avoid + _MARKUP
            if escaped.search(text) is None:
                self.pieces.append(_new(Piece, (text, start, end, exact, avoid, keyword)))
                continue
            run = 0
            for match in escaped.finditer(text):
                offset = match.start()
                if run < offset:
                    self.pieces.append(piece.cut(run, offset)._replace(avoid=avoid))
                original = piece.cut(offset, offset + 1)
                self.pieces.append(Piece(_REFERENCES[match[0]], original.start, original.end, False, avoid))
                run = offset + 1
            if run < len(text):
                self.pieces.append(piece.cut(run, len(text))._replace(avoid=avoid))

    def framed(self, text: str, *, before: bool) -> None:
        """Write one side of an invented frame, and that others may be beside what is in it."""
        if before:
            self.invented(text)
        self.tag("control", "{% include ... %}")
        if not before:
            self.invented(text)

    def mapped(self) -> Mapped:
        """All that was written."""
        return Mapped(self.pieces)


@lru_cache(1000)
def _invented(text: str) -> Piece:
    """Text that is nowhere in the file: the same few pieces in all documents."""
    return Piece(text)


#: What a library writes around names and values.
_LESS, _GREATER, _END, _SPACE, _OPENING, _CLOSING = map(_invented, ("<", ">", "</", " ", '="', '"'))


def _keep_last(attributes: list[Set]) -> None:
    """Of attributes of one name only the last is written."""
    seen: set[str] = set()
    for attribute in reversed(attributes):
        if attribute.name in seen:
            attributes.remove(attribute)
        seen.add(attribute.name)


def channel_of(helper: HelperClass) -> Channel:
    """The channel of the documents that a class of a helper library makes."""
    return _CHANNELS.get(helper.channel, "unknown")


def _inert(source: str) -> str:
    """An expression that cannot end the tag it is in."""
    return source.replace("}}", "} }").replace("%}", "% }").replace("\n", " ") or "..."


class Builder(Writer):
    """Writes the tree of builder nodes."""

    def __init__(self, run: Run, built: Built, most: int) -> None:
        super().__init__(escaped=True)
        self.most = most
        self.run = run
        self.contents = built.contents
        self.depth = 0
        #: the elements around what is written, from the root down
        self.around: list[str] = []
        #: for each node that was written, the elements around it
        self.paths: dict[int, tuple[str, ...]] = {}

    def child(self, child: Child) -> None:
        """Write a node and all that is in it, or that something is there where there is too much."""
        if self.depth > _MAX_DEPTH:
            return
        if len(self.pieces) > self.most:
            if not self.open:
                self.more("...")
            return
        self.depth += 1
        self.node(child.node)
        self.depth -= 1

    def node(self, number: int) -> None:
        """Write an element: its name lies on the method's name, attributes on their keywords."""
        node = self.run.nodes[number]
        element = node.helper.element
        name = _new(Piece, (element, *node.place, False, None, False))
        self.pieces += (_LESS, name)
        if len(node.attributes) > 1:
            _keep_last(node.attributes)
        respelt = node.helper.respells
        for attribute in node.attributes:
            if not isinstance(attribute.value, Nothing):
                self.attribute(attribute, respelt=respelt)
        if node.open_attributes:
            self.pieces.append(_SPACE)
            self.tag("output", "{{ " + _inert(self.run.source(node.span)) + " }}", node.span)
        self.pieces.append(_GREATER)
        self.paths.setdefault(number, tuple(self.around))
        self.around.append(element)
        self.content(self.contents.get(number, ()))
        self.around.pop()
        self.pieces += (_END, name, _GREATER)

    def attribute(self, one: Set, *, respelt: bool) -> None:
        """Write an attribute; its name lies on the keyword, or on the value where there is none.

        ``respelt`` says that a library spells keywords in another way.
        """
        start, end = one.place or one.span
        name, named = one.name, one.place is not None
        exact = named and self.run.text[start:end] == name
        written = _new(Piece, (name, start, end, exact, "" if named else None, named and respelt))
        self.pieces += (_SPACE, written, _OPENING)
        self.value(one.value, one.span)
        self.pieces.append(_CLOSING)

    def value(self, value: Value, span: Span) -> None:
        """Write an attribute's value."""
        if isinstance(value, Text):
            plain = value.plain() or ""
            if plain[:1] in ("{", "<") and _FILLED_LATER.fullmatch(plain):
                self.tag("output", plain, span)
            elif value.content:
                self.content(value.content, quoted=True)
            else:
                self.pieces.append(Piece("", value.span.start, value.span.end))
        elif isinstance(value, Scalar):
            exact = self.run.text[value.span.start : value.span.end] == value.text
            self.pieces.append(Piece(value.text, value.span.start, value.span.end, exact, None))
        elif isinstance(value, Listed) and (written := self.run.dialect.list_value(value)) is not None:
            self.content(written, quoted=True)
        else:
            self.tag("output", "{{ " + _inert(self.run.source(span)) + " }}", span)

"""Where a cursor is in a document that is being written: between which tags, in which part of which tag.

The tree knows this only for documents that are finished. Here the text is read tag by tag up to the cursor, and of the
tag around it to its end, so that what is already written after the cursor counts too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from twimllint.source.errors import TemplateTag
from twimllint.source.span import Span
from twimllint.source.templates.walk import fill_spans
from twimllint.source.tree import OUTPUT_MASK, Document

#: ``content``: between tags; ``tag``: in the name of a start tag; ``end``: in an end tag; ``attribute``: in the name
#: of an attribute or where one may begin; ``value``: in the value of an attribute; ``comment``: in a comment.
Kind = Literal["content", "tag", "end", "attribute", "value", "comment"]

_NAME = re.compile(r"[^\s<>/=\"']*+")
_QUOTES = ('"', "'")
_SPACE = re.compile(r"\s*+")
_END = re.compile(r"</\s*+([^\s<>/]*+)[^<>]*+>?")
_OTHER = (("<![CDATA[", "]]>"), ("<?", "?>"), ("<!", ">"))
_UNFINISHED = re.compile(r"[^\r\n<>]*+")
#: A start tag without any mistake, read in one go: most tags before the cursor are like this.
_REGULAR = re.compile(r"""<([^\s<>/="'!?]++)(?:\s++[^\s<>/="']++\s*+=\s*+(?:"[^"<]*+"|'[^'<]*+'))*+\s*+(/?)>""")


class Draft(NamedTuple):
    """A document that is being written: no more than what completion reads of it, which needs no tree."""

    text: str
    tags: Sequence[TemplateTag]
    channel: str

    @classmethod
    def of(cls, document: Document) -> Draft:
        """The same of a document that has been read."""
        return cls(document.source.text, document.tags, document.channel)


class Cursor(NamedTuple):
    """A place in a document.

    ``path`` holds the names of the elements around it, the root first; ``first`` says that no element begins before it.
    ``span`` is the word at the cursor: what a
    completion replaces; the part before the cursor is ``typed``. ``tag`` is the element whose start tag the cursor is
    in, ``given`` its attributes with their values, without the one at the cursor; ``attribute`` is the one whose value
    it is in, and ``quote`` what encloses that value, empty where nothing does.
    """

    kind: Kind
    path: tuple[str, ...]
    span: Span
    typed: str
    tag: str = ""
    given: Mapping[str, str] = {}
    attribute: str = ""
    quote: str = ""
    first: bool = False


def cursor_at(draft: Draft, offset: int) -> Cursor | None:
    """The place of an offset; ``None`` inside a template tag, a CDATA section or a declaration."""
    if any(_inside(tag, draft.text, offset) for tag in draft.tags):
        return None
    closed = [(tag.span, OUTPUT_MASK) for tag in draft.tags if tag.closed]
    return _Reader(fill_spans(draft.text, closed) if closed else draft.text, offset).read()


def _inside(tag: TemplateTag, text: str, offset: int) -> bool:
    """Whether an offset is in a template tag; one that is not closed yet goes on to the end of its line or a tag."""
    if tag.closed:
        return tag.span.start < offset < tag.span.end
    return tag.span.start < offset and _UNFINISHED.fullmatch(text, tag.span.end, max(offset, tag.span.end)) is not None


class _Attribute(NamedTuple):
    """An attribute: its name from ``start`` to ``end``, its value from ``first`` to ``last``."""

    name: str
    start: int
    end: int
    first: int
    last: int
    quote: str


class _Reader:
    def __init__(self, text: str, offset: int) -> None:
        self.text = text
        self.offset = offset
        self.open: list[str] = []
        self.counts: Counter[str] = Counter()
        self.first = True

    def read(self) -> Cursor | None:
        text, offset, position = self.text, self.offset, 0
        while (start := text.find("<", position, offset)) >= 0:
            if text.startswith("</", start):
                end = _END.match(text, start)
                assert end is not None
                if offset < end.end() or (offset == end.end() and not end[0].endswith(">")):
                    return self._end_tag(start + 2)
                self._close(end[1])
                position = end.end()
            elif text.startswith("<!--", start):
                position = self._after(start + 4, "-->")
                if position > offset or position < 0:
                    return self._at("comment", start + 4, offset)
            elif text.startswith(("<!", "<?"), start):
                opening, closing = next(pair for pair in _OTHER if text.startswith(pair[0], start))
                position = self._after(start + len(opening), closing)
                if position > offset or position < 0:
                    return None
            elif (tag := _REGULAR.match(text, start, offset)) is not None:
                position = tag.end()
                self.first = False
                if not tag[2]:
                    self._open(tag[1])
            else:
                cursor, within, position = self._start_tag(start)
                if within:
                    return cursor
        return self._content()

    def _after(self, start: int, closing: str) -> int:
        closing_start = self.text.find(closing, start)
        return -1 if closing_start < 0 else closing_start + len(closing)

    def _open(self, name: str) -> None:
        self.open.append(name)
        self.counts[name] += 1

    def _close(self, name: str) -> None:
        while self.counts[name]:
            closed = self.open.pop()
            self.counts[closed] -= 1
            if closed == name:
                break

    def _content(self) -> Cursor:
        start = self.offset
        while start > 0 and (self.text[start - 1].isalnum() or self.text[start - 1] in "_-"):
            start -= 1
        return self._at("content", start, self.offset)

    def _end_tag(self, start: int) -> Cursor:
        match = _NAME.match(self.text, start)
        return self._at("end", start, max(match.end() if match else start, self.offset))

    def _start_tag(self, start: int) -> tuple[Cursor | None, bool, int]:
        """Read the start tag that begins here: the cursor where it is in it, whether it is, and where the tag ends."""
        text, offset = self.text, self.offset
        name_end = self._name_end(start + 1)
        name = text[start + 1 : name_end]
        if offset <= name_end:
            return self._at("tag", start + 1, name_end), True, name_end
        attributes, after = self._attributes(name_end)
        end = after + 2 if text.startswith("/>", after) else after + 1 if text.startswith(">", after) else after
        if (offset >= end and end > after) or offset > after:
            self.first = False
            if name and not text.startswith("/>", after):
                self._open(name)
            return None, False, end
        here = next((each for each in attributes if each.start <= offset <= each.last), None)
        given = {each.name: text[each.first : each.last] for each in attributes if each is not here}
        if here is None:
            cursor = self._at("attribute", offset, offset) if text[offset - 1].isspace() else None
        elif offset <= here.end:
            cursor = self._at("attribute", here.start, here.end)
        elif offset >= here.first:
            cursor = self._at("value", here.first, here.last)._replace(attribute=here.name, quote=here.quote)
        else:
            cursor = None
        return None if cursor is None else cursor._replace(tag=name, given=given), True, end

    def _attributes(self, position: int) -> tuple[list[_Attribute], int]:
        """The attributes from here on, and where what follows them begins: the end of the tag, or another tag."""
        text = self.text
        attributes: list[_Attribute] = []
        while True:
            position = self._space(position)
            if position >= len(text) or text[position] in "<>" or text.startswith("/>", position):
                return attributes, position
            end = self._name_end(position)
            if end == position:
                position += 1  # a character that begins nothing
                continue
            equals = self._space(end)
            if text.startswith("=", equals):
                first, last, after, quote = self._value(equals + 1)
                attributes.append(_Attribute(text[position:end], position, end, first, last, quote))
                position = after
            else:
                attributes.append(_Attribute(text[position:end], position, end, end, end, ""))
                position = end

    def _value(self, position: int) -> tuple[int, int, int, str]:
        """Where a value begins and ends, where what encloses it ends, and what that is."""
        text = self.text
        start = self._space(position)
        quote = text[start : start + 1]
        if quote not in _QUOTES:
            end = self._name_end(position)
            return position, end, end, ""
        close = text.find(quote, start + 1)
        bracket = text.find("<", start + 1, close if close >= 0 else len(text))
        if close < 0 or bracket >= 0:
            # the closing quote is not written yet: the value ends with its line or its tag
            end = min(candidate for candidate in (self._line_end(start + 1), bracket, len(text)) if candidate >= 0)
            return start + 1, end, end, quote
        return start + 1, close, close + 1, quote

    def _line_end(self, position: int) -> int:
        ends = [end for end in (self.text.find("\n", position), self.text.find("\r", position)) if end >= 0]
        return min(ends) if ends else -1

    def _space(self, position: int) -> int:
        match = _SPACE.match(self.text, position)
        return match.end() if match else position

    def _name_end(self, position: int) -> int:
        match = _NAME.match(self.text, position)
        return match.end() if match else position

    def _at(self, kind: Kind, start: int, end: int, *, tag: str = "", attribute: str = "", quote: str = "") -> Cursor:
        typed = self.text[start : max(start, self.offset)]
        return Cursor(kind, tuple(self.open), Span(start, end), typed, tag, {}, attribute, quote, self.first)

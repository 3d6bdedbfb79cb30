"""Tags that are not written by the book, and which tags belong together."""

from __future__ import annotations

import re

from twimllint.source.plausible import KNOWN
from twimllint.source.scan import Tag, TagReader
from twimllint.source.span import Span
from twimllint.source.tree import OUTPUT_MASK, TAG_MASK, Attr, Node
from twimllint.source.walk import OUTSIDE, State

_END_TAG = re.compile(rf"</([^\s<>/{TAG_MASK}]*+)([^<>]*+)(>?)")
#: How far up an end tag is sought among the open elements, once the tags are known not to match.
_REACH = 32


class Elements(State):
    """Opens and closes elements where the fast loop cannot."""

    __slots__ = ()

    def odd_start_tag(self, start: int) -> int:
        """Read a start tag letter by letter; where to go on."""
        text = self.text
        tag = TagReader(text, start, self.ends).read()
        if tag.placeholder:
            if self.top is None:
                return start + 1
            self.error("unescaped-angle-bracket", Span(start, tag.end))
            return tag.end
        if tag.cut_off and self.top is None and (self.before or text[self.run : start].strip("\ufeff" + OUTSIDE)):
            return start + 1  # plain text with a < in it
        self.flush_before(start, tag.end)
        node = self.open(tag, start)
        self.take(tag.errors)
        self.blanks.extend([(span, " ") for span in tag.blanks])
        for name, begin, raw, first, _last, quote in tag.attrs:
            attr = Attr(name, begin, raw, first, quote, node)
            if "&" in raw or not raw.isprintable():
                self.settle(attr)
            node.attrs.append(attr)
        self.duplicates(node)
        if tag.templated_name:
            self.suppress_mismatches = self.document.malformed = True
        return tag.end

    def open(self, tag: Tag, start: int) -> Node:
        """The element of a start tag, put into the tree."""
        top = self.top
        node = Node(tag.name, start, tag.end, top)
        node.templated_attrs = tag.templated
        self.document.nodes.append(node)
        if top is None:
            self.document.root = node
        else:
            node.index = len(top.children)
            top.children.append(node)
            top.items.append(node)
        if not tag.slash:
            self.top = node
        return node

    def odd_end_tag(self, start: int) -> int:
        """Read what begins with ``</`` and is no regular end tag; where to go on."""
        text = self.text
        match = _END_TAG.match(text, start)
        if match is None:
            return start + 1
        name, rest, close = match.groups()
        begin, end = start + 2, match.end()
        if not close and end == len(text):
            if self.top is None:
                return end
            self.flush_before(start, end)
            self.error("cut-off", Span(start, begin + len(name)), construct="end tag")
            return end
        inside = rest.strip(OUTSIDE)
        if not name:
            name = inside
            if not name or not name.isalnum():
                if self.top is not None:
                    self.error("unescaped-angle-bracket", Span(start, start + 1))
                return start + 1
            begin += rest.index(name)
            self.error("end-tag-spaced", Span(begin, begin + len(name)), element=name)
        elif inside:
            place = begin + len(name) + rest.index(inside)
            self.error("end-tag-content", Span(place, place + len(inside)), element=name)
        elif not close:
            self.error("end-tag-unclosed", Span(begin, begin + len(name)), element=name)
        self.flush_before(start, end)
        self.blank_fillers(begin + len(name), end)
        if OUTPUT_MASK in name:
            self.suppress_mismatches = self.document.malformed = True
            if self.top is not None and OUTPUT_MASK in self.top.name:
                self.close(self.top, start, end)
        else:
            self.end_tag(name, start, begin, end)
        return end

    # -- which tags belong together

    def end_tag(self, name: str, start: int, begin: int, end: int) -> None:
        """An end tag from ``start`` to ``end`` whose name stands at ``begin``, whatever is open."""
        top = self.top
        if top is None:
            self.before.append(Span(start, end))
            return
        if top.name == name:
            self.close(top, start, end)
            return
        place = Span(begin, begin + len(name))
        opened = self.opened(name)
        if opened is None:
            if top.name.lower() == name.lower() or top.name not in self.ends:
                self.mismatch(name, place, top)
                self.close(top, start, end)
            else:
                self.stray(name, place)
            return
        while top is not None and top is not opened:
            if self.is_placeholder(top):
                self.error("unescaped-angle-bracket", top.tag_span)
            else:
                self.mismatch(name, place, top)
            top.end = start
            top = top.parent
        self.close(opened, start, end)

    def opened(self, name: str) -> Node | None:
        """The innermost open element of that name; not sought far once the tags are known not to match."""
        node, steps = self.top, 0
        limit = _REACH if self.document.malformed else None
        while node is not None and node.name != name:
            node, steps = node.parent, steps + 1
            if limit is not None and steps > limit:
                return None
        return node

    def mismatch(self, name: str, place: Span, top: Node) -> None:
        """An end tag of one name stands where another element is open."""
        if self.suppress_mismatches:
            self.document.malformed = True
        else:
            self.error("mismatched-end-tag", place, top.name_span, ended=name, opened=top.name)

    def stray(self, name: str, place: Span) -> None:
        """An end tag stands where no element of its name is open."""
        if self.suppress_mismatches:
            self.document.malformed = True
        else:
            self.error("end-tag-unmatched", place, element=name)

    def is_placeholder(self, node: Node) -> bool:
        """Whether an element that is never closed looks like a word in angle brackets in the middle of a text."""
        return (
            not node.attrs
            and not node.children
            and node.parent is not None
            and node.parent.parent is not None
            and node.name.lower() not in KNOWN
            and node.name not in self.ends
        )

    def close(self, node: Node, start: int, end: int) -> None:
        """Close an element by the end tag from ``start`` to ``end``."""
        node.close, node.end = start, end
        self.top = node.parent

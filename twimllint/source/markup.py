"""Everything that is no tag: comments, CDATA sections, instructions and declarations."""

from __future__ import annotations

import re

from twimllint.source.build import declaration_end
from twimllint.source.elements import Elements
from twimllint.source.scan import DECLARATION_START, doctype_end, is_markup
from twimllint.source.span import Span
from twimllint.source.tree import OUTPUT_MASK, TAG_MASK, Comment
from twimllint.source.unescape import name_end
from twimllint.source.walk import OUTSIDE

_ENTITY = re.compile(r"<!ENTITY[ \t\r\n]++([^\s<>&%;\"']++)")
#: An XML declaration whose closing question mark is missing.
_OPEN_DECLARATION = re.compile(r"<\?xml[ \t\r\n][^<>]*+(?<!\?)>")
_VERSION = re.compile(r"version\s*=\s*[\"']1\.[0-9]+[\"']")
_TRIMS = re.compile(r"\{[{%]-|\{\{~|<%[-_]")
QUOTES = ('"', "'", "`")


class Walk(Elements):
    """Reads the markup that the fast loop passes on."""

    __slots__ = ()

    def markup(self, start: int) -> int:
        """Deal with whatever begins at the ``<`` at ``start`` and is no regular tag; where to go on."""
        text = self.text
        follows = text[start + 1 : start + 2]
        if not is_markup(text, start):
            if follows == TAG_MASK:
                self.document.malformed = self.suppress_mismatches = True
            elif self.top is not None:
                self.error("unescaped-angle-bracket", Span(start, start + 1))
            return start + 1
        if follows == "!":
            return self.declaration(start)
        if follows == "?":
            return self.instruction(start)
        if follows == "/":
            return self.odd_end_tag(start)
        if not follows:
            if self.top is not None:
                self.error("cut-off", Span(start, start + 1), construct="tag")
            return start + 1
        return self.odd_start_tag(start)

    def declaration(self, start: int) -> int:
        """Comment, CDATA section, document type or other markup that begins with ``<!``."""
        text = self.text
        if text.startswith("<!--", start):
            end = text.find("-->", start + 4)
            self.flush_before(start, len(text) if end < 0 else end + 3)
            if end < 0:
                self.error("cut-off", Span(start, start + 4), construct="comment")
                return len(text)
            self.comment(start, end + 3)
            return end + 3
        if text.startswith("<![CDATA[", start):
            if self.top is None:
                return start + 1
            end = text.find("]]>", start + 9)
            if end < 0:
                self.error("cut-off", Span(start, start + 9), construct="CDATA section")
                return len(text)
            return end + 3
        if text[start + 2 : start + 9].upper() == "DOCTYPE" and self.document.root is None:
            return self.doctype(start)
        if self.top is None:
            return start + 1
        self.error("declaration-in-element", Span(start, start + 2))
        return start + 2

    def comment(self, start: int, end: int) -> None:
        """Store the comment from ``start`` to ``end``."""
        document, top = self.document, self.top
        text = document.source.text[start + 4 : end - 3]
        double = text.find("--")
        if double >= 0 or text.endswith("-"):
            place = start + 4 + (double if double >= 0 else len(text) - 1)
            self.error("comment-hyphens", Span(place, place + 2))
        if not text.isprintable():
            self.checks().characters(text, start + 4)
            self.settle_checks()
        comment = Comment(text, Span(start, end), top)
        document.comments.append(comment)
        if top is not None:
            top.items.append(comment)

    def doctype(self, start: int) -> int:
        """Read a document type declaration as far as it must be; where to go on."""
        text = self.text
        end = doctype_end(text, start)
        self.flush_before(start, len(text) if end < 0 else end)
        if end < 0:
            self.error("cut-off", Span(start, start + 9), construct="DOCTYPE")
            return len(text)
        # Nothing is declared for the XML processor: no entity to expand, none to fetch.
        self.blanks.append((Span(start, end), " "))
        if self.document.doctype is not None:
            self.error("doctype-repeated", Span(start, start + 9))
            return end
        self.document.doctype = Span(start, end)
        if not text.startswith("<!DOCTYPE", start):
            self.error("doctype-case", Span(start, start + 9))
        subset = text[start:end]
        external = subset.partition("[")[0]
        names = None if "SYSTEM" in external or "PUBLIC" in external else frozenset(_ENTITY.findall(subset))
        self.checks().entities = names
        return end

    def instruction(self, start: int) -> int:
        """An XML declaration or another processing instruction."""
        text = self.text
        open_end = _OPEN_DECLARATION.match(text, start)
        if open_end is not None and self.document.root is None:
            end = open_end.end()
            self.flush_before(start, end)
            self.error("xml-declaration-unclosed", Span(end - 1, end))
            return end
        end = text.find("?>", start + 2)
        name = text[start + 2 : name_end(text, start + 2)]
        if end < 0:
            self.flush_before(start, len(text))
            self.error("cut-off", Span(start, start + 2 + len(name)), construct="processing instruction")
            return len(text)
        end += 2
        if DECLARATION_START.match(text, start):
            self.xml_declaration(start, end)
            return end
        self.flush_before(start, end)
        if not name or name.lower() == "xml":
            self.error("instruction-name", Span(start, start + 2 + len(name)), name=name)
        elif text[start + 2 + len(name)] not in " \t\r\n?":
            place = start + 2 + len(name)
            self.error("instruction-unspaced", Span(place, place + 1), name=name)
        else:
            self.checks().characters(text[start:end], start)
            self.settle_checks()
        return end

    def xml_declaration(self, start: int, end: int) -> None:
        """Judge an XML declaration by its place and its words."""
        document, text = self.document, self.text
        if document.root is not None or document.declaration is not None:
            self.flush_before(start, end)
            if self.suppress_mismatches:
                self.blanks.append((Span(start, end), " "))
            else:
                self.error("duplicate-xml-declaration", Span(start, end), document.declaration)
            return
        document.declaration = Span(start, end)
        first = 1 if text.startswith("\ufeff") else 0
        prefix = text[first:start]
        if prefix.strip() in QUOTES:  # the whole document is a string
            self.flush_before(start, end)
            return
        if prefix:
            self.blanks.append((Span(start, end), " "))
            self.before_declaration(first, start, prefix)
        self.run = end
        if declaration_end(text, start) == end:
            return
        if OUTPUT_MASK in text[start:end] or TAG_MASK in text[start:end]:
            self.blanks.append((Span(start, end), " "))
        else:
            self.error(_declaration_error(text[start:end]), Span(start, end))

    def before_declaration(self, first: int, start: int, prefix: str) -> None:
        """Judge what stands in front of the XML declaration."""
        stripped = prefix.strip(OUTSIDE)
        space = len(prefix) - len(prefix.lstrip())
        if not stripped and (OUTPUT_MASK in prefix or TAG_MASK in prefix):
            # A tag may swallow the white space around it; what stands before the first tag mostly remains.
            self.blank_fillers(first, start)
            if space and not _TRIMS.match(self.document.source.text, first + space):
                self.error("content-before-prolog", Span(first, first + space), content="white space")
            return
        if not stripped:
            content = "white space"
        elif not stripped.strip("\ufeff \t\r\n"):
            content = "byte order mark"
        else:
            content = "comment" if stripped.startswith("<!--") and stripped.endswith("-->") else "text"
        self.before.clear()
        self.error("content-before-prolog", Span(first, start), content=content)


def _declaration_error(text: str) -> str:
    """The kind of what is wrong with an XML declaration."""
    if "version" not in text:
        return "xml-declaration-without-version"
    if not _VERSION.search(text):
        return "xml-declaration-version"
    if text.find("version") > text.find("encoding") >= 0:
        return "xml-declaration-order"
    return "xml-declaration-malformed"

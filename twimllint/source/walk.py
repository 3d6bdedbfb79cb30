"""What is known while a document is walked, and how its texts and attribute values are stored."""

from __future__ import annotations

import re

from twimllint.source.errors import RECOVERABLE, ParseError
from twimllint.source.references import Checker
from twimllint.source.scan import END_NAMES
from twimllint.source.span import Span
from twimllint.source.tree import OUTPUT_MASK, TAG_MASK, Attr, Comment, Document, Node, Text
from twimllint.source.unescape import unescape, unescape_attribute

_FILLERS = re.compile(f"[{OUTPUT_MASK}{TAG_MASK}]+")
#: What may stand outside the root element without being content.
OUTSIDE = f" \t\r\n{OUTPUT_MASK}{TAG_MASK}"


class State:
    """The open element, the run of text not yet stored, and what was found so far.

    ``top`` is the innermost open element, ``run`` the offset where the pending text begins. ``text`` holds
    ``OUTPUT_MASK`` for output tags and ``TAG_MASK`` for all other template tags. ``suppress_mismatches`` says that
    control tags or names from a template make it unknowable which tags belong together. ``before`` and ``after`` are
    texts outside the root element.
    """

    __slots__ = (
        "_ends",
        "after",
        "before",
        "blanks",
        "checker",
        "comments",
        "document",
        "found",
        "run",
        "suppress_mismatches",
        "text",
        "top",
    )  # fmt: skip

    def __init__(self, document: Document, text: str) -> None:
        self.document = document
        self.text = text
        self.top: Node | None = None
        self.run = 0
        self.checker: Checker | None = None
        self.blanks: list[tuple[Span, str]] = []
        self.comments = [tag for tag in document.tags if tag.kind == "comment" and tag.closed]
        self.comments.reverse()
        self.suppress_mismatches = any(tag.kind == "control" and tag.closed for tag in document.tags)
        self.found = False
        self.before: list[Span] = []
        self.after: Span | None = None
        self._ends: frozenset[str] | None = None

    # -- what was found

    def error(self, kind: str, span: Span, related: Span | None = None, **parts: str) -> None:
        """Note an error, unless it is a likely consequence of an earlier one."""
        if kind not in RECOVERABLE:
            if self.found:
                return
            self.found = self.document.malformed = True
        self.document.errors.append(ParseError(kind, span, related, **parts))

    def take(self, errors: list[ParseError]) -> None:
        """Note several errors."""
        for error in errors:
            self.error(error.kind, error.span, error.related, **error.parts)

    def checks(self) -> Checker:
        """The collector of errors in characters and references, made when first needed."""
        if self.checker is None:
            self.checker = Checker(self.document.source.mismatch is not None)
        return self.checker

    def settle_checks(self) -> None:
        """Take over what ``checks`` has collected."""
        checker = self.checker
        if checker is not None:
            if checker.errors:
                self.take(checker.errors)
                checker.errors = []
            if checker.blanks:
                self.blanks.extend([(span, OUTPUT_MASK) for span in checker.blanks])
                checker.blanks = []

    @property
    def ends(self) -> frozenset[str]:
        """The names of all end tags in the text."""
        if self._ends is None:
            self._ends = frozenset(END_NAMES.findall(self.text))
        return self._ends

    # -- text

    def flush(self, start: int, end: int) -> None:
        """Store the text from ``start`` to ``end`` in the open element, or remember it as standing outside the root."""
        top = self.top
        if top is None:
            self.outside(start, end)
            return
        while self.comments and self.comments[-1].span.start < end:
            from twimllint.source.mask import comment_text

            tag = self.comments.pop()
            if tag.span.start < start:
                self.template_comment(comment_text(tag), tag.span, None)
                continue
            self.piece(top, start, tag.span.start)
            self.template_comment(comment_text(tag), tag.span, top)
            top.templated = True
            start = tag.span.end
        self.piece(top, start, end)

    def piece(self, top: Node, start: int, end: int) -> None:
        """Store one run of text without template comments."""
        raw = self.text[start:end]
        if not raw:
            return
        checks = self.checks()
        own = checks.text(raw, start)
        self.settle_checks()
        control = TAG_MASK in raw
        if control:
            raw = raw.replace(TAG_MASK, " ")
        item = Text(unescape(raw), raw, start, top)
        if control or item.templated:
            top.templated = True
            item.templated = item.templated or not item.blank
        item.templated = item.templated or own
        top.items.append(item)
        top.texts.append(item)

    def template_comment(self, text: str, span: Span, parent: Node | None) -> None:
        """Store a comment of a template language."""
        comment = Comment(text, span, parent, template=True)
        self.document.comments.append(comment)
        if parent is not None:
            parent.items.append(comment)

    def outside(self, start: int, end: int) -> None:
        """Text before the root element."""
        raw = self.text[start:end]
        if start == 0 and raw.startswith("\ufeff"):
            start, raw = 1, raw[1:]
        self.blank_fillers(start, end)
        stripped = raw.strip(OUTSIDE)
        if stripped:
            first = start + raw.index(stripped)
            self.before.append(Span(first, first + len(stripped)))

    def blank_fillers(self, start: int, end: int, char: str = " ") -> bool:
        """Have an XML processor see ``char`` where a template tag stands; whether one does."""
        found = [(Span(*match.span()), char) for match in _FILLERS.finditer(self.text, start, end)]
        self.blanks.extend(found)
        return bool(found)

    def flush_before(self, start: int, end: int) -> None:
        """Store the pending text up to ``start``; the next begins at ``end``."""
        if self.run < start:
            self.flush(self.run, start)
        self.run = end

    # -- attributes

    def settle(self, attr: Attr) -> None:
        """Work out the value of an attribute that holds references, line ends, filler or odd characters."""
        raw = attr.raw = attr.raw.replace(TAG_MASK, OUTPUT_MASK)
        own = self.checks().attribute(raw, attr.value_start)
        self.settle_checks()
        attr.value = unescape_attribute(raw)
        attr.templated = own or OUTPUT_MASK in raw
        if attr.templated and attr.name.startswith("xmlns"):
            self.blank_fillers(*attr.value_span, "a")

    def duplicates(self, node: Node) -> None:
        """Note the attributes of a tag that are written twice, unless a template may choose between them."""
        first: dict[str, Attr] = {}
        for attr in node.attrs:
            earlier = first.setdefault(attr.name, attr)
            if earlier is attr:
                continue
            if self.suppress_mismatches or node.templated_attrs:
                self.blanks.append((attr.span, " "))
            else:
                self.error("duplicate-attribute", attr.name_span, earlier.name_span, attribute=attr.name)

"""What is known while a document is walked, and how its texts and attribute values are stored."""

from __future__ import annotations

import re

from twimllint.engine.basics import Span
from twimllint.source.kinds import HARMLESS_KINDS, Problem
from twimllint.source.references import Checker
from twimllint.source.scan import END_NAMES
from twimllint.source.tree import CONTROL, FILLER, Attr, Comment, Document, Node, Text
from twimllint.source.unescape import unescape, unescape_attribute

_FILLERS = re.compile(f"[{FILLER}{CONTROL}]+")
#: What may stand outside the root element without being content.
OUTSIDE = f" \t\r\n{FILLER}{CONTROL}"


class State:
    """The open element, the run of text not yet stored, and what was found so far.

    ``top`` is the innermost open element, ``run`` the offset where the pending text begins. ``text`` holds ``FILLER``
    for output tags and ``CONTROL`` for all other template tags. ``quiet`` says that control tags or names from a
    template make it unknowable which tags belong together. ``before`` and ``after`` are texts outside the root element.
    """

    __slots__ = (
        "_ends", "after", "before", "blanks", "checker", "comments", "document", "found", "quiet", "run", "text", "top",
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
        self.quiet = any(tag.kind == "control" and tag.closed for tag in document.tags)
        self.found = False
        self.before: list[Span] = []
        self.after: Span | None = None
        self._ends: frozenset[str] | None = None

    # -- what was found

    def problem(self, kind: str, span: Span, data: str = "", related: Span | None = None) -> None:
        """Note a problem, unless it is a likely consequence of an earlier one."""
        if kind not in HARMLESS_KINDS:
            if self.found:
                return
            self.found = self.document.broken = True
        self.document.problems.append(Problem(kind, span, data, related))

    def take(self, problems: list[Problem]) -> None:
        """Note several problems."""
        for problem in problems:
            self.problem(problem.kind, problem.span, problem.data, problem.related)

    def checks(self) -> Checker:
        """The collector of problems in characters and references, made when first needed."""
        if self.checker is None:
            self.checker = Checker(self.document.source.mismatch is not None)
        return self.checker

    def settle_checks(self) -> None:
        """Take over what ``checks`` has collected."""
        checker = self.checker
        if checker is not None:
            if checker.problems:
                self.take(checker.problems)
                checker.problems = []
            if checker.blanks:
                self.blanks.extend([(span, FILLER) for span in checker.blanks])
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
            top.dynamic = True
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
        control = CONTROL in raw
        if control:
            raw = raw.replace(CONTROL, " ")
        item = Text(unescape(raw), raw, start, top)
        if control or item.dynamic:
            top.dynamic = True
            item.dynamic = item.dynamic or not item.blank
        item.dynamic = item.dynamic or own
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
        raw = attr.raw = attr.raw.replace(CONTROL, FILLER)
        own = self.checks().attribute(raw, attr.value_start)
        self.settle_checks()
        attr.value = unescape_attribute(raw)
        attr.dynamic = own or FILLER in raw
        if attr.dynamic and attr.name.startswith("xmlns"):
            self.blank_fillers(*attr.value_span, "a")

    def duplicates(self, node: Node) -> None:
        """Note the attributes of a tag that are written twice, unless a template may choose between them."""
        first: dict[str, Attr] = {}
        for attr in node.attrs:
            earlier = first.setdefault(attr.name, attr)
            if earlier is attr:
                continue
            if self.quiet or node.dynamic_attrs:
                self.blanks.append((attr.span, " "))
            else:
                self.problem("duplicate-attribute", attr.name_span, attr.name, earlier.name_span)

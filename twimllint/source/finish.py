"""The end of a walk: what was left open, what stands outside the root, and the text for the XML processor."""

from __future__ import annotations

import re
from bisect import bisect_left

from twimllint.source.errors import TemplateTag
from twimllint.source.markup import QUOTES, Walk
from twimllint.source.span import Span
from twimllint.source.tree import TAG_MASK
from twimllint.source.walk import OUTSIDE

#: What may follow the root element; one that is never closed runs to the end.
_AFTER = re.compile(r"<!--(.*?)(?:-->|\Z)|<\?(?!xml[ \t\r\n?]).*?(?:\?>|\Z)", re.DOTALL)
#: A tag that begins another branch, in whatever language.
_ELSE = re.compile(r"\W*(?:php\b)?\W*(?:else|elseif|elsif|elif|otherwise|when|case|default)(?![\w-])", re.IGNORECASE)


def finish(walk: Walk) -> None:
    """Settle everything that only the end of the file decides."""
    document, text = walk.document, walk.text
    end = len(text)
    if document.root is None:
        walk.outside(walk.run, end)
    elif walk.top is not None:
        unfinished(walk, end)
    elif walk.run < end:
        rest = text[walk.run :]
        if rest.strip(" \t\r\n"):
            after_root(walk, walk.run)
    for tag in walk.comments:
        from twimllint.source.mask import comment_text

        walk.template_comment(comment_text(tag), tag.span, None)
    if document.root is None:
        without_root(walk)
    elif walk.before:
        before_root(walk)
    if document.tags:
        document.comments.sort(key=lambda comment: comment.span)
        if TAG_MASK in text and not document.malformed and _opened_twice(walk):
            document.malformed = True
    if len(document.errors) > 1:
        document.errors.sort(key=lambda error: error.span)
    if walk.blanks or document.tags:
        document.masked = masked(walk)


def unfinished(walk: Walk, end: int) -> None:
    """The file ends while elements are open: the innermost one is where its author stopped."""
    top = walk.top
    if walk.run < end:
        walk.flush(walk.run, end)
    if top is not None:
        if walk.suppress_mismatches:
            walk.document.malformed = True
        else:
            walk.error("unclosed-element", top.name_span, element=top.name)
    while top is not None:
        top.end = end
        top = top.parent


def after_root(walk: Walk, start: int) -> None:
    """What follows the root element: comments and instructions are fine, anything else is content too many."""
    text = walk.text
    first = last = -1
    place = start
    pieces = [*_AFTER.finditer(text, start), None]
    for match in pieces:
        piece = text[place : match.start() if match else len(text)]
        stripped = piece.strip(OUTSIDE)
        if stripped:
            begin = place + piece.index(stripped)
            first = begin if first < 0 else first
            last = begin + len(stripped)
        if match is None:
            break
        place = match.end()
        comment_after(walk, *match.span())
    walk.blank_fillers(start, len(text))
    if first < 0:
        return
    walk.after = Span(first, last)
    if walk.suppress_mismatches:  # each branch of a template may bring its own root
        walk.blanks.append((walk.after, " "))
    elif not walk.found:
        walk.error("content-after-root", walk.after)


def comment_after(walk: Walk, start: int, end: int) -> None:
    """Store a comment that follows the root element, or tell that it never ends."""
    text = walk.text
    if not text.startswith("<!--", start):
        if not text.startswith("?>", end - 2) or end - start < 4:
            walk.error("cut-off", Span(start, start + 2), construct="processing instruction")
        return
    if not text.startswith("-->", end - 3) or end - start < 7:
        walk.error("cut-off", Span(start, start + 4), construct="comment")
        return
    walk.comment(start, end)


def without_root(walk: Walk) -> None:
    """A file without an element is no XML at all: one breach that ends it early may be told, and nothing else."""
    document = walk.document
    document.errors = [] if walk.before else [p for p in document.errors if p.kind == "cut-off"]
    document.malformed = bool(document.errors)


def before_root(walk: Walk) -> None:
    """Text stands before the root element, with no XML declaration after it."""
    document, text = walk.document, walk.text
    first, last = walk.before[0].start, walk.before[-1].end
    said = text[first:last]
    if said in QUOTES and walk.after is not None and text.startswith(said, walk.after.start):
        # The whole document is a string of some program: all else follows from that.
        if any(error.kind != "content-after-root" for error in document.errors):
            document.malformed = True
        document.errors.clear()
    walk.error("text-before-root", Span(first, last))


def _opened_twice(walk: Walk) -> bool:
    """Whether each branch of a condition opens an element, so that one seems to stand inside the other."""
    tags = walk.document.tags
    for node in walk.document.nodes:
        if node.parent is None or node.index:
            continue
        start, end = node.parent.tag_span.end, node.span.start
        if walk.text.find(TAG_MASK, start, end) >= 0:
            inside = tags[bisect_left(tags, start, key=_start) : bisect_left(tags, end, key=_start)]
            first = next((tag for tag in inside if tag.kind == "control"), None)
            if first is not None and _ELSE.match(first.text):
                return True
    return False


def _start(tag: TemplateTag) -> int:
    return tag.span.start


def masked(walk: Walk) -> str:
    """The text as an XML processor is to see it: values from a template stand, everything else of it is white space."""
    from twimllint.source.mask import fill

    text = walk.text.replace(TAG_MASK, " ") if walk.document.tags else walk.text
    spans: list[tuple[Span, str]] = []
    done = 0
    for span, char in sorted(walk.blanks):
        if span.start >= done:
            spans.append((span, char))
            done = span.end
    return fill(text, spans)

"""TW002 content-before-prolog."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import (
    Context,
    Diagnostic,
    Edit,
    Fix,
    Message,
    ParseError,
    Rule,
    Span,
    edits,
    placement,
    strip_white_space,
)

#: The beginning of a document behind something else.
_BEGIN = re.compile(r"<\?xml(?=\s)|<Response(?=[\s/>])")


class ContentBeforeProlog(Rule):
    """Content before the XML declaration, or text before the root element.

    `<?xml ...?>` must be the very first thing in a file: after one blank line, Twilio rejects the whole document. Most
    often a program printed a line end or a warning first. A document without a declaration may begin with blank lines
    and comments, but not with text.

    Flagged:
        <!-- main menu -->
        ^^^^^^^^^^^^^^^^^^ content before the XML declaration: a comment
        <?xml version="1.0" encoding="UTF-8"?>
        <Response><Say>Hi</Say></Response>
    Fixed:
        <?xml version="1.0" encoding="UTF-8"?>
        <!-- main menu -->
        <Response><Say>Hi</Say></Response>
    Flagged:
        Notice: undefined index <Response><Say>Hi</Say></Response>
        ^^^^^^^^^^^^^^^^^^^^^^^ content before <Response>: text
    Flagged:
        \ufeff\ufeff<Response><Say>Hi</Say></Response>
        ^ content before <Response>: a second byte order mark
    Fixed:
        \ufeff<Response><Say>Hi</Say></Response>
    Flagged:
        <br /><b>Notice</b>: undefined index <?xml version="1.0" encoding="UTF-8"?>
        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ content before the XML declaration: HTML
        <Response><Say>Hi</Say></Response>
    Allowed:
        <!-- <?xml version="1.0"?> old version -->
        <Response><Say>Hi</Say></Response>
    """

    code, name, twilio_code = "TW002", "content-before-prolog", 12100
    source = "https://www.twilio.com/docs/api/errors/12100"
    fixable = "safe"
    on = ("#error:content-before-prolog", "#error:text-before-root", "#error:content-after-root")
    supersedes = ("root-not-response", "content-after-root")
    runs_on_malformed = True
    messages = {
        "declaration": Message(
            "content before the XML declaration",
            "{content}",
            "Move the declaration to the very start of the file. Twilio rejects the whole document ({code}).",
        ),
        "root": Message(
            "content before <{root}>",
            "{content}",
            "Remove it: no text is allowed before the root. Twilio rejects the whole document ({code}).",
        ),
    }

    def check(self, error: ParseError, ctx: Context) -> Iterator[Diagnostic]:
        begin = _document_after_html(ctx)
        if begin is not None or error.kind == "content-after-root":
            if begin is not None and error.kind == "content-after-root":
                yield self._html(error, begin, ctx)
            return
        text = edits.raw(ctx.source, error.span)
        if error.kind == "text-before-root":
            root = ctx.document.root
            if root is None or (not strip_white_space(text) and "\ufeff" not in text):
                return
            # text is never removed: the file may be a program whose string holds the document
            is_text = bool(text.strip("\ufeff \t\r\n"))
            removed = Edit(Span(error.span.start, root.span.start), "")
            fix = None if is_text else Fix("remove it", (removed,), safe=True)
            content = "text" if is_text else "a second byte order mark"
            yield self.report(error, "root", content=content, root=root.name, fix=fix)
            return
        content = error.parts["content"]
        with_article = "a " + content if content in ("comment", "byte order mark") else content
        yield self.report(error, "declaration", content=with_article, fix=_fix(error, ctx))

    def _html(self, error: ParseError, begin: re.Match[str], ctx: Context) -> Diagnostic:
        text = ctx.source.text[: begin.start()].rstrip()
        prolog = ctx.document.declaration
        first = 0 if prolog is None or prolog.start > error.span.start else prolog.end
        start = len(text) - len(text[first:].lstrip("\ufeff \t\r\n"))
        message = "declaration" if begin[0] == "<?xml" else "root"
        covers = (Span(start, error.span.end),)
        return self.report(Span(start, len(text)), message, content="HTML", root="Response", covers=covers)


def _document_after_html(ctx: Context) -> re.Match[str] | None:
    """Where the document begins, if a program printed a notice in HTML first, whose first element looks like the root."""
    root = ctx.document.root
    if root is None or placement.html_element(root.name) is None:
        return None
    after = next((error.span for error in ctx.document.errors if error.kind == "content-after-root"), None)
    return None if after is None else _BEGIN.search(ctx.source.text, *after)


def _fix(error: ParseError, ctx: Context) -> Fix | None:
    """White space and byte order marks are removed; before a comment the declaration moves. Text is never removed."""
    start = error.span.start
    declaration = ctx.document.declaration
    content = error.parts["content"]
    if content in ("white space", "byte order mark"):
        return Fix(f"remove the {content}", (Edit(error.span, ""),), safe=True)
    if content != "comment" or declaration is None:
        return None
    whole = edits.whole_lines(ctx.source, declaration)
    written = edits.raw(ctx.source, whole)
    # a declaration on the last line of the file brings no line end with it
    front = Edit(Span(start, start), written if whole == declaration or written[-1] in "\r\n" else written + "\n")
    return Fix("move the XML declaration to the front", (front, Edit(whole, "")), safe=True)

"""TW011 content-after-root."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import (
    Context,
    Diagnostic,
    Edit,
    Fix,
    Message,
    Node,
    ParseError,
    Rule,
    Span,
    placement,
    strip_white_space,
    wording,
)

#: A second document and nothing else, whose start tag holds nothing that joining would lose.
_RESPONSE = re.compile(r"<Response\s*>(.*</Response\s*>)\s*", re.DOTALL)
_AGAIN = re.compile(r"<Response[\s>/]")


class ContentAfterRoot(Rule):
    """Something other than comments after the end of `<Response>`.

    A document has one root. A second `<Response>`, or an "ok" that the program printed after the first, makes it
    unreadable to Twilio, and nothing of it runs.

    Flagged:
        <Response><Hangup/></Response>
        ok
        ^^ content after the root element: "ok" after </Response>
    Flagged:
        <Response><Say>One</Say></Response><Response><Say>Two</Say></Response>
                                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ content after the root element: second <Response>
    Fixed:
        <Response><Say>One</Say><Say>Two</Say></Response>
    Allowed:
        <Response><Hangup/></Response>
        <!-- end of the menu -->
    Allowed (_greeting.xml.erb):
        <Say>Hello <%= @name %></Say>
        <Pause length="1"/>
    """

    code, name, twilio_code = "TW011", "content-after-root", 12100
    source = "https://www.twilio.com/docs/api/errors/12100"
    fixable = "unsafe"
    on = ("#error:content-after-root",)
    messages = {
        "response": Message(
            "content after the root element",
            "second <Response>",
            "Write one <Response> with all verbs. Twilio rejects the whole document ({code}).",
        ),
        "text": Message(
            "content after the root element",
            '"{text}" after </{root}>',
            "Remove it: only comments are allowed after the root. Twilio rejects the whole document ({code}).",
        ),
    }

    def check(self, error: ParseError, ctx: Context) -> Iterator[Diagnostic]:
        text = ctx.source.text[error.span.start : error.span.end]
        if not strip_white_space(text):
            return
        root = ctx.document.root
        if root is not None and root.name.lower() != "response" and placement.is_partial_template(ctx):
            return  # a part of another template may hold several verbs
        yield self.report(
            error,
            "response" if _AGAIN.match(text) else "text",
            text=wording.shortened(text),
            root=root.name if root is not None else "Response",
            fix=_fix(error.span, text, _RESPONSE.fullmatch(text), root),
        )


def _fix(span: Span, text: str, second: re.Match[str] | None, root: Node | None) -> Fix | None:
    """Remove a byte order mark, or make one document of two; other text may be a program and is never removed."""
    if not text.strip("\ufeff \t\r\n"):
        return Fix("remove the byte order mark", (Edit(span, ""),), safe=True)
    if second is None or root is None or root.end_span is None or text.count("</Response") != 1:
        return None
    # the second one's own end tag closes the first
    return Fix(
        "make one <Response> of both",
        (Edit(root.end_span, ""), Edit(Span(span.start, span.start + second.start(1)), "")),
    )

"""TW005 unescaped-angle-bracket."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from twimllint import Context, Diagnostic, Edit, Fix, Message, ParseError, Rule, Severity, Span, templates

_SKIPPED = (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"))
#: What cannot start a name.
_NO_NAME = re.compile(r"[\s\d=]")


class UnescapedAngleBracket(Rule):
    """A bare `<` in a text or in an attribute.

    In XML an angle bracket starts a tag. A sign in a sum must be written as `&lt;`; otherwise Twilio cannot parse the
    document and runs nothing of it. A placeholder such as `<YOUR NUMBER>` was never replaced; in a file whose name says
    that it must be filled in (.template, .example, .sample, .dist) it is a hint.

    Flagged:
        <Response><Message>Score 3 < 5</Message></Response>
                                   ^ unescaped <: write &lt;
    Fixed:
        <Response><Message>Score 3 &lt; 5</Message></Response>
    Flagged:
        <Response><Dial callerId="<YOUR NUMBER>">+14155550100</Dial></Response>
                                  ^^^^^^^^^^^^^ placeholder was not replaced: found "<YOUR NUMBER>"
    Flagged:
        <Response><Message>1 < 2 and 2 < 3</Message></Response>
                             ^ unescaped <: write &lt;
    Fixed:
        <Response><Message>1 &lt; 2 and 2 &lt; 3</Message></Response>
    Flagged (streams.xml.template):
        <Response><Connect><Stream url="wss://<YOUR_HOST>/s"/></Connect></Response>
                                              ^^^^^^^^^^^ placeholder was not replaced: found "<YOUR_HOST>"
    Allowed:
        <Response><Message>3 &lt; 5, 5 > 3, <![CDATA[1 < 2]]></Message></Response>
    """

    code, name, twilio_code = "TW005", "unescaped-angle-bracket", 12100
    source = "https://www.twilio.com/docs/api/errors/12100"
    fixable = "unsafe"
    on = ("#error:unescaped-angle-bracket",)
    runs_on_malformed = True
    messages = {
        "bare": Message("unescaped <", "write &lt;", "Write &lt; instead. Twilio rejects the whole document ({code})."),
        "placeholder": Message(
            "placeholder was not replaced",
            'found "{text}"',
            "Write the value that belongs here. Twilio rejects the whole document ({code}).",
        ),
    }

    def check(self, error: ParseError, ctx: Context) -> Iterator[Diagnostic]:
        text = ctx.source.text[error.span.start : error.span.end]
        if text == "<":
            yield self.report(error, "bare", fix=_fix(error.span, ctx))
        else:
            yield self.report(
                error,
                "placeholder",
                text=text,
                severity=Severity.INFO if templates.is_sample_path(ctx.path) else None,
            )


def _fix(span: Span, ctx: Context) -> Fix:
    """The bracket escaped; the first of a document with all others, since a fix of one would leave the next."""
    later: list[Span] = ctx.shared("later brackets", lambda: list(_brackets(ctx, span.end)))
    changes = [Edit(span, "&lt;"), *[Edit(place, "&lt;") for place in later if place.start >= span.end]]
    ctx.shared("later brackets", list).clear()
    return Fix("write &lt;", tuple(changes))


def _brackets(ctx: Context, start: int) -> Iterator[Span]:
    """The brackets from a place on that cannot start a tag, outside of comments and the like and of template tags."""
    text, bracket = ctx.source.text, ctx.source.text.find("<", start)
    unclosed: set[str] = set()
    while bracket >= 0:
        following = bracket + 1
        for opener, closer in _SKIPPED:
            if text.startswith(opener, bracket) and opener not in unclosed:
                end = text.find(closer, bracket + len(opener))
                following = end + len(closer) if end >= 0 else following
                if end < 0:
                    unclosed.add(opener)
                break
        else:
            if _NO_NAME.match(text, bracket + 1) and not _in_tag(bracket, ctx):
                yield Span(bracket, bracket + 1)
        bracket = text.find("<", following)


def _in_tag(place: int, ctx: Context) -> bool:
    tags = ctx.document.tags
    index = bisect_right(tags, place, key=lambda tag: tag.span.start) - 1
    return index >= 0 and place < tags[index].span.end

"""TW005 unescaped-angle-bracket."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Context, Diagnostic, Edit, Fix, ParseError, Rule, Span, edits, wording

#: A bracket that can begin no tag, outside of comments and the like.
_BARE = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>|(<)(?=[\s\d=])", re.DOTALL)


class UnescapedAngleBracket(Rule):
    """A bare `<` in a text or in an attribute.

    In XML an angle bracket begins a tag. A sign in a sum, or a placeholder such as `<YOUR NUMBER>`, has to be written
    with `&lt;`; otherwise Twilio cannot parse the document and runs nothing of it.

    Flagged:
        <Response><Message>Score 3 < 5</Message></Response>
                                   ^ a bare < stands in the text of <Message>; XML writes < as &lt;, and Twilio rejects the whole document (12100)
    Fixed:
        <Response><Message>Score 3 &lt; 5</Message></Response>
    Flagged:
        <Response><Dial callerId="<YOUR NUMBER>">+14155550100</Dial></Response>
                                  ^^^^^^^^^^^^^ "<YOUR NUMBER>" stands in angle brackets in callerId; ...
    Fixed:
        <Response><Dial callerId="&lt;YOUR NUMBER&gt;">+14155550100</Dial></Response>
    Flagged:
        <Response><Message>1 < 2 and 2 < 3</Message></Response>
                             ^ a bare < stands in the text of <Message>; ...
    Fixed:
        <Response><Message>1 &lt; 2 and 2 &lt; 3</Message></Response>
    Allowed:
        <Response><Message>3 &lt; 5, 5 > 3, <![CDATA[1 < 2]]></Message></Response>
    """

    code, name, twilio_code = "TW005", "unescaped-angle-bracket", 12100
    source = "https://www.twilio.com/docs/api/errors/12100"
    fixable = "unsafe"
    on = ("#error:unescaped-angle-bracket",)
    runs_on_malformed = True

    def check(self, error: ParseError, ctx: Context) -> Iterator[Diagnostic]:
        text = ctx.source.text[error.span.start : error.span.end]
        where = wording.place_of(ctx.document, error.span)
        said = f"a bare < stands in {where}" if text == "<" else f'"{text}" stands in angle brackets in {where}'
        message = f"{said}; XML writes < as &lt;, and Twilio rejects the whole document (12100)"
        yield self.report(error, message, fix=_fix(error.span, ctx))


def _fix(span: Span, ctx: Context) -> Fix:
    """The bracket escaped, and all after it that can be none of a tag either: each alone would leave the next."""
    changes = [Edit(span, edits.escape(edits.raw(ctx.source, span)))]
    for match in _BARE.finditer(ctx.source.text, span.end):
        place = Span(*match.span(1))
        if match[1] and not any(tag.span.overlaps(place) for tag in ctx.document.tags):
            changes.append(Edit(place, "&lt;"))
    return Fix("write &lt;", tuple(changes))

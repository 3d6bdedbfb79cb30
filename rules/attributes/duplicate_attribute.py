"""TW216 duplicate-attribute."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from twimllint import Attr, Context, Diagnostic, Message, ParseError, Related, Rule, Span, edits, wording


class DuplicateAttribute(Rule):
    """An attribute is set twice on an element.

    XML forbids it, so Twilio rejects the whole document. Which of the two values was meant cannot be known.

    Flagged:
        <Response><Say voice="alice" voice="man">Hi</Say></Response>
                                     ^^^^^ voice is set twice: only one is allowed
    Fixed:
        <Response><Say voice="alice">Hi</Say></Response>
    Allowed:
        <Response><Say voice="alice">One</Say><Say voice="man">Two</Say></Response>
    """

    code, name, twilio_code = "TW216", "duplicate-attribute", 12100
    source = "https://www.twilio.com/docs/api/errors/12100"
    fixable = "unsafe"
    on = ("#error:duplicate-attribute",)
    runs_on_malformed = True
    messages = {
        "twice": Message(
            "{name} is set twice",
            "only one is allowed",
            "Remove one of them: XML allows an attribute once. Twilio rejects the whole document ({code}).",
        ),
    }

    def check(self, error: ParseError, ctx: Context) -> Iterator[Diagnostic]:
        node = wording.innermost(ctx.document, error.span)
        fix = None if node is None else edits.remove_attribute(ctx.source, _attribute_at(error.span, node.attrs))
        related = [Related(error.related, "set here first")] if error.related is not None else []
        yield self.report(error, "twice", name=error.parts["attribute"], fix=fix, related=related)


def _attribute_at(span: Span, attrs: Sequence[Attr]) -> Attr:
    return attrs[bisect_left(attrs, span.start, key=lambda attr: attr.name_span.start)]

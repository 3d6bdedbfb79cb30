"""TW901 unused-suppression."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from twimllint import Context, Diagnostic, Edit, Fix, Message, Rule, Severity, Span, directives, edits, events


class UnusedSuppression(Rule):
    """A suppression that suppresses nothing.

    The finding that it suppressed no longer exists, or never did. If it stays, it hides the next one that appears on
    its line. Only rules that take part in the run are considered.

    Config:
        select = ["content-after-root", "stray-text"]
    Flagged:
        <!-- twimllint: ignore-file[stray-text] -->
                        ^^^^^^^^^^^^^^^^^^^^^^^ suppression has no effect: no finding here
        <Response><Say>Hi</Say></Response>
    Fixed:
        <Response><Say>Hi</Say></Response>
    Flagged:
        <Response>
          <Say>Hi</Say> words <!-- twimllint: ignore[content-after-root, TW107] left for later -->
                                                     ^^^^^^^^^^^^^^^^^^ suppression has no effect: no finding of "content-after-root" here
        </Response>
    Fixed:
        <Response>
          <Say>Hi</Say> words <!-- twimllint: ignore[TW107] left for later -->
        </Response>
    Allowed:
        <Response>words <!-- twimllint: ignore[stray-text] --></Response>
    Allowed:
        <Response><Say>Hi</Say><!-- twimllint: ignore[say-too-long] not in this run --></Response>
    """

    code, name = "TW901", "unused-suppression"
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/voice/twiml"
    fixable = "safe"
    on = ("#unused-suppression",)
    messages = {
        "all": Message("suppression has no effect", "no finding here", "Remove the comment."),
        "selector": Message(
            "suppression has no effect", 'no finding of "{selector}" here', "Remove it from the comment."
        ),
    }

    def check(self, event: events.UnusedSuppression, ctx: Context) -> Iterator[Diagnostic]:
        suppression, unused = event.suppression, event.unused
        if len(unused) == len(suppression.selectors):
            yield self.report(suppression.span, "all", fix=_without_suppression(suppression, ctx))
            return
        for selector in unused:
            fix = Fix(f'remove "{selector.text}"', (Edit(_with_comma(selector.span, ctx), ""),), safe=True)
            yield self.report(selector.span, "selector", selector=selector.text, fix=fix)


def _with_comma(span: Span, ctx: Context) -> Span:
    """A selector with what separates it from the next one, or from the one before where it is the last."""
    text, (start, end) = ctx.source.text, span
    while text[end] in ", \t\r\n":
        end += 1
    if text[end] == "]":
        end = span.end
        while text[start - 1] in ", \t\r\n":
            start -= 1
    return Span(start, end)


def _without_suppression(suppression: directives.Suppression, ctx: Context) -> Fix | None:
    """The whole comment removed with its line, or only the suppression where the comment holds more."""
    comments = ctx.document.comments
    index = bisect_right(comments, suppression.span.start, key=lambda comment: comment.span.start) - 1
    if index < 0 or suppression.span.start >= comments[index].span.end:
        return None
    whole = comments[index].span
    places: list[int] = ctx.shared("directive-places", lambda: _directive_places(ctx))
    if bisect_left(places, whole.end) - bisect_left(places, whole.start) > 1:
        return Fix("remove the suppression", (Edit(suppression.span, ""),), safe=True)
    return Fix("remove the comment", (Edit(edits.whole_lines(ctx.source, whole), ""),), safe=True)


def _directive_places(ctx: Context) -> list[int]:
    """The places of the directives of a document."""
    all_directives = ctx.directives
    if all_directives is None:
        return []
    return sorted(
        [s.span.start for s in all_directives.suppressions] + [s.key_span.start for s in all_directives.settings]
    )

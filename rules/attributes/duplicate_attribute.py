"""TW216 duplicate-attribute."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Problem, Related, Rule, edits, wording


class DuplicateAttribute(Rule):
    """One attribute is given twice on an element.

    XML forbids it, so Twilio rejects the whole document; which of the two values was meant nobody can tell.

    Flagged:
        <Response><Say voice="alice" voice="man">Hi</Say></Response>
                                     ^^^^^ "voice" is given twice on <Say>; XML allows it once, and Twilio rejects the whole document (12100)
    Fixed:
        <Response><Say voice="alice">Hi</Say></Response>
    Allowed:
        <Response><Say voice="alice">One</Say><Say voice="man">Two</Say></Response>
    """

    code, name, twilio_code = "TW216", "duplicate-attribute", 12100
    source = "https://www.twilio.com/docs/api/errors/12100"
    fixable = "unsafe"
    on = ("#problem:duplicate-attribute",)
    broken = True

    def check(self, problem: Problem, ctx: Context) -> Iterator[Diagnostic]:
        node = wording.innermost(ctx.document, problem.span)
        attr = next((a for a in node.attrs if a.name_span == problem.span), None) if node is not None else None
        where = f" on <{node.name}>" if node is not None else ""
        message = (
            f'"{problem.data}" is given twice{where}; XML allows it once, and Twilio rejects the whole document (12100)'
        )
        related = [Related(problem.related, "the first one")] if problem.related is not None else []
        fix = edits.remove_attribute(ctx.source, attr) if attr is not None else None
        yield self.report(problem, message, fix=fix, related=related)

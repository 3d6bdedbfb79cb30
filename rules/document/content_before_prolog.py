"""TW002 content-before-prolog."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Edit, Fix, Problem, Rule, Span


class ContentBeforeProlog(Rule):
    """Something stands before the XML declaration.

    `<?xml ...?>` may only be the very first thing in a file: one blank line before it is enough for Twilio to reject
    the whole document. Most often a program printed a line end or a warning first. A document without a declaration
    may begin with blank lines and comments as it likes.

    Flagged:

        ^ a blank line stands before the XML declaration; nothing may, and Twilio rejects the document (12100)
        <?xml version="1.0" encoding="UTF-8"?>
        <Response><Say>Hi</Say></Response>
    """

    code, name, twilio_code = "TW002", "content-before-prolog", 12100
    source = "https://www.twilio.com/docs/api/errors/12100"
    fixable = "safe"
    on = ("#problem:content-before-prolog",)
    broken = True

    def check(self, problem: Problem, ctx: Context) -> Iterator[Diagnostic]:
        raise NotImplementedError

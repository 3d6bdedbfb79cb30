"""TW904 internal-error."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Rule, Span


class InternalError(Rule):
    """A rule, or the linter itself, failed on this file.

    The other rules and the other files are still checked, and the exit code is 2. It is never the document's fault:
    a report with the document helps to mend it. (This cannot be shown by a document alone; it takes a rule that
    crashes.)
    """

    code, name = "TW904", "internal-error"
    source = "https://www.twilio.com/docs/voice/twiml"
    on = ("#crash",)

    def check(self, crash: tuple[str, Exception], ctx: Context) -> Iterator[Diagnostic]:
        rule, error = crash
        reason = " ".join(f"{type(error).__name__}: {error}".split())
        message = f'rule "{rule}" failed on this file ({reason}); the other rules went on'
        yield self.report(Span(0, 0), message)

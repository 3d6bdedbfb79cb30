"""TW904 internal-error."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Rule, events


class InternalError(Rule):
    """A rule, or the linter itself, failed on this file.

    The other rules and the other files are still checked, and the exit code is 2. It is never the document's fault:
    a report with the document helps to mend it. (This cannot be shown by a document alone; it takes a rule that
    crashes.)
    """

    code, name = "TW904", "internal-error"
    source = "https://www.twilio.com/docs/voice/twiml"
    on = ("#rule-crashed",)

    def check(self, crash: events.RuleCrashed, ctx: Context) -> Iterator[Diagnostic]:
        message = f'rule "{crash.rule}" failed on this file ({crash.reason}); the other rules went on'
        yield self.report(crash.span, message)

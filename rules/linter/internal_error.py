"""TW904 internal-error."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Message, Rule, events


class InternalError(Rule):
    """A rule, or the linter itself, failed on this file.

    The other rules and the other files are still checked, and the exit code is 2. The document is never at fault:
    please report it. (A document cannot show this; it takes a rule that crashes.)
    """

    code, name = "TW904", "internal-error"
    source = "https://www.twilio.com/docs/voice/twiml"
    on = ("#rule-crashed",)
    messages = {
        "crashed": Message(
            "internal error in rule {rule}",
            "{reason}",
            "Report this with the document, to the plugin's authors where the rule is from a plugin. The other rules were "
            "checked.",
        ),
    }

    def check(self, crash: events.RuleCrashed, ctx: Context) -> Iterator[Diagnostic]:
        yield self.report(crash.span, "crashed", rule=crash.rule, reason=crash.reason)

"""TW903 fix-dropped."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Rule, Severity, events


class FixDropped(Rule):
    """A fix was not applied, because the document would not parse or the finding would remain.

    Every fix is tried before it is written: the document is linted again, and a fix that does harm or no good is
    given up. The finding stays, to be mended by hand. (This cannot be shown by a document alone; it takes a fix
    that goes wrong.)
    """

    code, name = "TW903", "fix-dropped"
    severity = Severity.INFO
    source = "https://www.twilio.com/docs/voice/twiml"
    on = ("#fix-dropped",)

    def check(self, event: events.FixDropped, ctx: Context) -> Iterator[Diagnostic]:
        dropped = event.diagnostic
        title = dropped.fix.title if dropped.fix is not None else "the fix"
        message = (
            f"the fix for {dropped.code} {dropped.name} was not applied ({title}): the document would no longer parse, "
            "or the finding would remain"
        )
        yield self.report(dropped.span, message)

"""TW903 fix-dropped."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Message, Rule, Severity, events


class FixDropped(Rule):
    """A fix was not applied, because the document would not parse or the finding would remain.

    Every fix is tried before it is written: the document is linted again, and a fix that breaks the parse or does not
    remove its finding is dropped. The finding remains, to be fixed by hand. (A document cannot show this; it takes a
    fix that goes wrong.)
    """

    code, name = "TW903", "fix-dropped"
    severity = Severity.INFO
    source = "https://www.twilio.com/docs/voice/twiml"
    on = ("#fix-dropped",)
    messages = {
        "dropped": Message(
            "fix of {rule} was not applied",
            "{title}",
            "Fix it by hand, and report the document: after this fix it would not parse, or the finding would remain.",
        ),
    }

    def check(self, event: events.FixDropped, ctx: Context) -> Iterator[Diagnostic]:
        dropped = event.diagnostic
        title = dropped.fix.title if dropped.fix is not None else dropped.title
        yield self.report(dropped.span, "dropped", rule=f"{dropped.code} {dropped.name}", title=title)

"""ACME002 goodbye-missing: an element and what is before it."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Node, Rule, Severity


class GoodbyeMissing(Rule):
    """Hangup without a word before it.

    Flagged:
        <Response><Hangup/></Response>
                   ^^^^^^ say goodbye before <Hangup>: a <Say> or <Play> is missing
    Allowed:
        <Response><Say>Goodbye.</Say><Hangup/></Response>
    """

    code, name = "ACME002", "goodbye-missing"
    severity = Severity.INFO
    source = "https://www.twilio.com/docs/voice/twiml/hangup"
    on = ("Hangup",)

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        if not any(sibling.name in ("Say", "Play") for sibling in node.before):
            yield self.report(node, "say goodbye before <Hangup>: a <Say> or <Play> is missing")

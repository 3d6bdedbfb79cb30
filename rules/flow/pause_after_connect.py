"""TW513 pause-after-connect."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from twimllint import Attr, Context, Diagnostic, Rule, Severity


@dataclass(frozen=True, slots=True)
class Longest:
    """``seconds``: the shortest pause that counts as long."""

    seconds: int = 10


class PauseAfterConnect(Rule):
    """Long Pause behind Connect Stream.

    Connect keeps the call while the WebSocket is open, so the Pause begins when your server has closed it: the caller
    then sits in silence, and pays for it, until it is over.

    Flagged:
        <Response><Connect><Stream url="wss://m.acme.test/s"/></Connect><Pause length="40"/></Response>
                                                                                       ^^ <Pause> begins when the session of <Connect> is over, and keeps the caller in silence for 40 seconds
    Allowed:
        <Response><Connect><Stream url="wss://m.acme.test/s"/></Connect><Hangup/></Response>
    Allowed:
        <Response><Connect><Stream url="wss://m.acme.test/s"/></Connect><Pause length="2"/><Say>Goodbye</Say></Response>
    Config:
        [rules.pause-after-connect]
        seconds = 60
    Allowed:
        <Response><Connect><Stream url="wss://m.acme.test/s"/></Connect><Pause length="40"/></Response>
    """

    code, name = "TW513", "pause-after-connect"
    severity = Severity.INFO
    default = False
    source = "https://www.twilio.com/docs/voice/twiml/connect"
    on = ("Pause@length",)
    known, templated = False, True
    Options = Longest
    options: Longest

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        pause, value = attr.parent, attr.value.strip()
        before = ctx.flow.verbs[pause.index - 1] if ctx.flow.is_verb(pause) and pause.index else None
        if before is None or before.name != "Connect" or not ctx.flow.runs(pause) or not value.isdecimal():
            return
        if int(value) >= self.options.seconds and any(
            c.name in ("Stream", "ConversationRelay") for c in before.children
        ):
            message = f"<Pause> begins when the session of <Connect> is over, and keeps the caller in silence for {int(value)} seconds"
            yield self.report(attr.value_span, message)

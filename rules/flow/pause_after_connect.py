"""TW513 pause-after-connect."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from twimllint import Attr, Context, Diagnostic, Flow, Message, Rule, Severity


@dataclass(frozen=True, slots=True)
class PauseOptions:
    """``seconds``: pauses of this length and longer are reported."""

    seconds: int = 10


class PauseAfterConnect(Rule):
    """A long Pause after Connect Stream.

    Connect keeps the call while the WebSocket is open, so the Pause starts when your server has closed it: the caller
    hears silence, and is billed for it, until it is over.

    Flagged:
        <Response><Connect><Stream url="wss://m.acme.test/s"/></Connect><Pause length="40"/></Response>
                                                                                       ^^ long <Pause> after <Connect>: 40 seconds of silence
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
    source = "https://www.twilio.com/docs/voice/twiml/connect"
    default = False
    on = ("Pause@length",)
    messages = {
        "pause": Message(
            "long <Pause> after <Connect>",
            "{seconds} seconds of silence",
            "Remove it. <Pause> starts when the session of <Connect> is over, and is not needed to keep it open.",
        ),
    }
    Options = PauseOptions
    options: PauseOptions

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        pause, value, flow = attr.parent, attr.value.strip(), Flow.of(ctx)
        before = flow.verbs[pause.index - 1] if flow.is_verb(pause) and pause.index else None
        if before is None or before.name != "Connect" or not flow.runs(pause) or not value.isdecimal():
            return
        seconds = int(value[:9])
        stream = any(child.name in ("Stream", "ConversationRelay") for child in before.children)
        if stream and seconds >= self.options.seconds:
            yield self.report(attr.value_span, "pause", seconds=seconds)

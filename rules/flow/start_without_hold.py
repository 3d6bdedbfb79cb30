"""TW512 start-without-hold."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Flow, Message, Node, Rule, Severity, wording

#: Pauses of so many seconds together keep the call open.
_MIN_PAUSE_SECONDS = 10
_HELP = (
    "Add a verb that keeps the call open, such as <Dial> or a <Pause> of ten seconds or more. <Start> does not wait, and "
    "the stream ends with the call."
)


class StartWithoutHold(Rule):
    """A Start Stream with nothing after it that keeps the call open.

    Start does not wait: Twilio goes on to the next verb, and when the last one is over the call ends, and the stream
    with it. A Dial, Gather, Record, Connect, Enqueue, Redirect or a Pause of at least ten seconds keeps it open.

    Flagged:
        <Response><Start><Stream url="wss://m.acme.test/s"/></Start></Response>
                   ^^^^^ nothing keeps the call open after <Start>: the stream ends at once
    Flagged:
        <Response><Start><Stream url="wss://m.acme.test/s"/></Start><Say>You are on air</Say></Response>
                   ^^^^^ nothing keeps the call open after <Start>: the stream ends after <Say>
    Allowed:
        <Response><Start><Stream url="wss://m.acme.test/s"/></Start><Dial>+14155550100</Dial></Response>
    Allowed:
        <Response><Start><Stream url="wss://m.acme.test/s"/></Start><Pause length="60"/></Response>
    Allowed:
        <Response><Start><Stream url="wss://m.acme.test/s"/></Start>{{ verbs }}</Response>
    """

    code, name = "TW512", "start-without-hold"
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/voice/twiml/stream"
    on = ("Start",)
    templated = True
    messages = {
        "at-once": Message("nothing keeps the call open after <Start>", "the stream ends at once", _HELP),
        "after": Message("nothing keeps the call open after <Start>", "the stream ends after {verbs}", _HELP),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        flow = Flow.of(ctx)
        if not flow.is_verb(node) or not flow.runs(node) or flow.open_after(node) or flow.kept_open_after(node):
            return
        if (
            not any(child.name == "Stream" for child in node.children)
            or flow.pause_seconds_after(node) >= _MIN_PAUSE_SECONDS
        ):
            return
        verbs = flow.timed_verbs_after(node)
        yield self.report(node, "after" if verbs else "at-once", verbs=wording.tags(verbs))

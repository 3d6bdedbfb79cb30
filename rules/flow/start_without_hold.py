"""TW512 start-without-hold."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Node, Rule, Severity, wording


class StartWithoutHold(Rule):
    """Start Stream with nothing after it that keeps the call open.

    Start does not wait: Twilio goes straight on to the next verb, and when the last one is over the call ends, and
    the stream with it. A Dial, Gather, Record, Connect, Enqueue, Redirect or a Pause of at least ten seconds keeps it
    open.

    Flagged:
        <Response><Start><Stream url="wss://m.acme.test/s"/></Start></Response>
                   ^^^^^ <Start> does not wait, and nothing after it keeps the call open: the call and the stream end at once
    Flagged:
        <Response><Start><Stream url="wss://m.acme.test/s"/></Start><Say>You are on air</Say></Response>
                   ^^^^^ <Start> does not wait, and <Say> after it does not keep the call open: the call and the stream end when it is over
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
    known, templated = False, True

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        flow = ctx.flow
        if not flow.is_verb(node) or not flow.runs(node) or flow.open_after(node):
            return
        if not any(child.name == "Stream" for child in node.children):
            return
        if flow.held_after(node):
            return
        after = [verb for verb in flow.after(node) if flow.runs(verb)]
        if _pauses(after) >= _LONG:
            return
        # what takes time of its own: Say, Play, a short Pause
        names = list(
            dict.fromkeys([verb.name for verb in after if flow.facts(verb).keys() & {"endless", "holds-from"}])
        )
        if not names:
            message = (
                "<Start> does not wait, and nothing after it keeps the call open: the call and the stream end at once"
            )
        else:
            many = len(names) > 1
            message = (
                f"<Start> does not wait, and {wording.tags(names)} after it {'do' if many else 'does'} not keep the "
                f"call open: the call and the stream end when {'they are' if many else 'it is'} over"
            )
        yield self.report(node, message)


_LONG = 10


def _pauses(verbs: list[Node]) -> int:
    """The seconds that all the pauses take together."""
    lengths = [verb.value("length", "1").strip() for verb in verbs if verb.name == "Pause"]
    return sum(int(length) for length in lengths if length.isdecimal())

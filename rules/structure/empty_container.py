"""TW110 empty-container."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Node, Rule, placement, wording


class EmptyContainer(Rule):
    """A verb stands without the noun it exists for.

    `<Connect>`, `<Start>` and `<Stop>` do nothing by themselves: the noun inside says what to connect, start or stop.
    Twilio logs an error or goes on as if the verb were not there.

    Flagged:
        <Response><Start/><Say>Recording</Say></Response>
                   ^^^^^ <Start> holds nothing; it takes <Stream>, <Siprec>, <Transcription> or <Recording> (14300)
    Flagged:
        <Response><Connect action="/next"><!-- soon --></Connect></Response>
                   ^^^^^^^ <Connect> holds nothing; it takes...
    Allowed:
        <Response><Start><Stream url="wss://media.acme.test/in"/></Start><Pause length="30"/></Response>
    Allowed (start.xml.j2):
        <Response><Start>{{ stream }}</Start><Pause length="30"/></Response>
    """

    code, name, twilio_code = "TW110", "empty-container", 14300
    source = "https://www.twilio.com/docs/api/errors/14300"
    on = ("*",)
    known, templated = False, True
    implied_by_schema = True

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        if node.children or node.templated:
            return
        kind = placement.type_of(node, ctx)
        if kind is None or kind.open or not kind.min_children or node.text.strip():
            return
        code = 14300 if node.name == "Start" else 12200
        message = f"<{node.name}> holds nothing; it takes {wording.tags(placement.children(node, ctx), 'or')} ({code})"
        yield self.report(node, message, twilio_code=code)

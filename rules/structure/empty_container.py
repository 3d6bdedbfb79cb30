"""TW110 empty-container."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Message, Node, Rule, conditions, placement, wording


class EmptyContainer(Rule):
    """A verb without the noun that it requires.

    `<Connect>`, `<Start>` and `<Stop>` do nothing by themselves: the noun inside says what to connect, start or stop.
    Twilio logs an error or goes on as if the verb were not there.

    Flagged:
        <Response><Start/><Say>Recording</Say></Response>
                   ^^^^^ <Start> is empty: expected <Stream>, <Siprec>, <Transcription> or <Recording>
    Flagged:
        <Response><Connect action="/next"><!-- soon --></Connect></Response>
                   ^^^^^^^ <Connect> is empty: expected...
    Allowed:
        <Response><Start><Stream url="wss://media.acme.test/in"/></Start><Pause length="30"/></Response>
    Allowed (start.xml.j2):
        <Response><Start>{{ stream }}</Start><Pause length="30"/></Response>
    """

    code, name, twilio_code = "TW110", "empty-container", 14300
    source = "https://www.twilio.com/docs/api/errors/14300"
    on = ("*",)
    local = True
    when = (conditions.lacks_children,)
    implied_by_schema = True
    messages = {
        "empty": Message(
            "<{element}> is empty",
            "expected {allowed}",
            "Write {allowed} inside it. Twilio logs an error or ignores the verb ({code}).",
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        kind = placement.type_of(node, ctx)
        if not node.is_empty or kind is None or kind.open or not kind.min_children:
            return
        allowed = wording.tags(placement.allowed_children(node, ctx), "or")
        error = kind.about.errors.get("empty", 12200)
        yield self.report(node, "empty", element=node.name, allowed=allowed, twilio_code=error)

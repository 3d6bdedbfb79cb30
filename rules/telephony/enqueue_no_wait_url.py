"""TW722 enqueue-no-wait-url."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Node, Rule, Severity, placement


class EnqueueNoWaitUrl(Rule):
    """Enqueue that leaves waiting callers with Twilio's stock music.

    Without `waitUrl` callers hear the same few classical pieces, and nothing about how long it will take.

    Flagged:
        <Response><Enqueue>support</Enqueue></Response>
                   ^^^^^^^ <Enqueue> has no waitUrl, so callers hear Twilio's stock music; waitUrl names an audio file or TwiML of your own, and waitUrl="" is silence
    Allowed:
        <Response><Enqueue waitUrl="/wait">support</Enqueue></Response>
    Allowed:
        <Response><Enqueue waitUrl="">support</Enqueue></Response>
    """

    code, name = "TW722", "enqueue-no-wait-url"
    severity = Severity.INFO
    default = False
    source = "https://www.twilio.com/docs/voice/twiml/enqueue"
    on = ("Enqueue",)
    known, templated = False, True

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        if node.attr("waitUrl") is not None or node.templated_attrs or placement.type_of(node, ctx) is None:
            return
        message = (
            "<Enqueue> has no waitUrl, so callers hear Twilio's stock music; waitUrl names an audio file or TwiML of your "
            'own, and waitUrl="" is silence'
        )
        yield self.report(node, message)

"""TW722 enqueue-no-wait-url."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Message, Node, Rule, Severity, conditions


class EnqueueNoWaitUrl(Rule):
    """Enqueue that leaves waiting callers with Twilio's default music.

    Without `waitUrl` callers hear the same few classical pieces, and nothing about how long it will take.

    Flagged:
        <Response><Enqueue>support</Enqueue></Response>
                   ^^^^^^^ <Enqueue> without waitUrl: callers hear Twilio's default music
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
    templated = True
    when = (conditions.without_attribute("waitUrl"),)
    messages = {
        "default-music": Message(
            "<Enqueue> without waitUrl",
            "callers hear Twilio's default music",
            'Set waitUrl to an audio file or TwiML of your own; waitUrl="" is silence.',
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        if node.attr("waitUrl") is None and not node.templated_attrs:
            yield self.report(node, "default-music")

"""TW109 channel-mismatch."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Context, Diagnostic, Node, Related, Rule, conditions, placement

#: Names of files and folders that leave no doubt what they answer.
_NAMES = {
    "messaging": frozenset(("sms", "mms", "messaging", "sms-reply", "sms_reply", "incoming-sms", "incoming_sms", "incoming-message", "incoming_message")),
    "voice": frozenset(("voice", "incoming-call", "incoming_call", "answer-call", "answer_call")),
}  # fmt: skip


class ChannelMismatch(Rule):
    """A document of one channel holds verbs of the other.

    The answer to a message may hold `<Message>` and `<Redirect>`, the answer to a call the voice verbs. Twilio passes
    over the others, so a caller hears nothing, or a message stays unanswered. What a document answers is told by a
    directive, by the settings, or by a name such as sms.xml.

    Flagged:
        <!-- twimllint: channel=messaging -->
        <Response><Say>Hi</Say></Response>
                   ^^^ <Say> is a voice verb, and this document answers messages (channel=messaging); Twilio passes over it (14110)
    Flagged:
        <!-- twimllint: channel=voice -->
        <Response><Message>Hi</Message></Response>
                   ^^^^^^^ <Message> sends a message, and this document answers calls (channel=voice); Twilio passes over it (12200)
    Flagged (webhooks/sms.xml):
        <Response><Say>Hi</Say></Response>
                   ^^^ <Say> is a voice verb, and this document answers messages (its name says so); Twilio passes over it (14110)
    Allowed:
        <!-- twimllint: channel=messaging -->
        <Response><Message>Hi</Message></Response>
    Allowed (sms/voice.xml):
        <Response><Say>Hi</Say></Response>
    """

    code, name, twilio_code = "TW109", "channel-mismatch", 14110
    source = "https://www.twilio.com/docs/api/errors/14110"
    on = ("Response",)
    known, templated = False, True
    when = (conditions.channel_declared,)
    supersedes = ("mixed-channels",)

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        if node.parent is not None or not node.children:
            return
        channel = placement.declared_channel(ctx)
        if channel is not None:
            misfits, why = placement.misfits(ctx), f"channel={channel}"
        else:
            channel, why = _named(ctx.path), "its name says so"
            # a document of both channels is mixed-channels
            if channel is None or ctx.channel in ("unknown", channel) or placement.misfits(ctx):
                return
            misfits = [child for child in node.children if placement.of_channel(child.name, ctx.channel)]
        if not misfits:
            return
        first = misfits[0]
        if channel == "messaging":
            message, code = f"<{first.name}> is a voice verb, and this document answers messages ({why})", 14110
        else:
            message, code = f"<{first.name}> sends a message, and this document answers calls ({why})", 12200
        related = [Related(misfit.name_span, f"<{misfit.name}> as well") for misfit in misfits[1:]]
        yield self.report(
            first, f"{message}; Twilio passes over it ({code})", related=related, covers=misfits, twilio_code=code
        )


def _named(path: str) -> str | None:
    """The channel that a file's name tells, or else its folder's."""
    parts = re.split(r"[/\\]", path.lower())
    for part in (parts[-1].partition(".")[0], parts[-2] if len(parts) > 1 else ""):
        for channel, names in _NAMES.items():
            if part in names:
                return channel
    return None

"""TW109 channel-mismatch."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Context, Diagnostic, Message, Node, Related, Rule, conditions, placement

#: Names of files and folders that say what the document responds to.
_NAMES = {
    "messaging": frozenset(("sms", "mms", "messaging", "sms-reply", "sms_reply", "incoming-sms", "incoming_sms", "incoming-message", "incoming_message")),
    "voice": frozenset(("voice", "incoming-call", "incoming_call", "answer-call", "answer_call")),
}  # fmt: skip


class ChannelMismatch(Rule):
    """A document of one channel holds verbs of the other.

    The response to a message may hold `<Message>` and `<Redirect>`, the response to a call the voice verbs. Twilio
    ignores the others, so the caller hears nothing, or the message is not answered. The channel of a document comes
    from a directive, the settings, or a file name such as sms.xml.

    Flagged:
        <!-- twimllint: channel=messaging -->
        <Response><Say>Hi</Say></Response>
                   ^^^ voice verb <Say> in a messaging document: channel=messaging
    Flagged:
        <!-- twimllint: channel=voice -->
        <Response><Message>Hi</Message></Response>
                   ^^^^^^^ messaging verb <Message> in a voice document: channel=voice
    Flagged (webhooks/sms.xml):
        <Response><Say>Hi</Say></Response>
                   ^^^ voice verb <Say> in a messaging document: the file name says so
    Flagged (webhooks/voice.xml):
        <Response><Message>Hi</Message></Response>
                   ^^^^^^^ messaging verb <Message> in a voice document: the file name says so
    Allowed:
        <!-- twimllint: channel=messaging -->
        <Response><Message>Hi</Message></Response>
    Allowed (sms/voice.xml):
        <Response><Say>Hi</Say></Response>
    """

    code, name, twilio_code = "TW109", "channel-mismatch", 14110
    source = "https://www.twilio.com/docs/api/errors/14110"
    on = ("Response",)
    templated = True
    when = (conditions.channel_declared,)
    messages = {
        "voice-verb": Message(
            "voice verb <{element}> in a messaging document",
            "{why}",
            "Respond to a message with <Message> or <Redirect>. Twilio ignores voice verbs here ({code}).",
        ),
        "messaging-verb": Message(
            "messaging verb <{element}> in a voice document",
            "{why}",
            "Send messages from a call through the REST API. Twilio ignores <{element}> in a call ({code}).",
            twilio_code=12200,
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        if node.parent is not None or not node.children:
            return
        channel = placement.declared_channel(ctx)
        if channel is not None:
            others, why = placement.elements_of_other_channel(ctx), f"channel={channel}"
        else:
            channel, why = _named(ctx.path), "the file name says so"
            # a document of both channels is mixed-channels
            if channel is None or ctx.channel in ("unknown", channel) or placement.elements_of_other_channel(ctx):
                return
            others = [child for child in node.children if placement.is_only_in_channel(child.name, ctx.channel)]
        if not others:
            return
        related = [Related(other.name_span, f"<{other.name}> too", again=True) for other in others[1:]]
        message = "voice-verb" if channel == "messaging" else "messaging-verb"
        yield self.report(others[0], message, element=others[0].name, why=why, related=related, covers=others)


def _named(path: str) -> str | None:
    """The channel that a file's name says, or else its folder's."""
    parts = re.split(r"[/\\]", path.lower())
    for part in (parts[-1].partition(".")[0], parts[-2] if len(parts) > 1 else ""):
        for channel, names in _NAMES.items():
            if part in names:
                return channel
    return None

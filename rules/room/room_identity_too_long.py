"""TW310 room-identity-too-long."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Rule, static_text


class RoomIdentityTooLong(Rule):
    """A participant identity over 128 characters; double-byte characters count as two.

    Twilio rejects the participant with error 53201, and the caller does not join the room.

    Flagged:
        <Response><Connect><Room participantIdentity="[[a*129]]">DailyStandup</Room></Connect></Response>
                                                      ^^^^^^^^^ participantIdentity is too long: 129 characters, at most 128
    Flagged:
        <Response><Connect><Room participantIdentity="[[電*65]]">DailyStandup</Room></Connect></Response>
                                                      ^^^^^^^^ participantIdentity is too long: counts as 130 characters, at most 128
    Flagged:
        <Response><Connect><Room participantIdentity="[[a*129]]{{ id }}">DailyStandup</Room></Connect></Response>
                                                      ^^^^^^^^^^^^^^^^^ participantIdentity is too long: at least 129 characters, at most 128
    Allowed:
        <Response><Connect><Room participantIdentity="[[電*64]]">DailyStandup</Room></Connect></Response>
    Allowed:
        <Response><Connect><Room participantIdentity="[[a*128]]">DailyStandup</Room></Connect></Response>
    """

    code, name, twilio_code = "TW310", "room-identity-too-long", 53201
    source = "https://www.twilio.com/docs/video/programmable-video-limits"
    on = ("~Room@participantIdentity",)
    known, templated = False, True
    supersedes = ("room-identity-fixed",)
    messages = {
        "long": Message(
            "participantIdentity is too long",
            "{count} characters, at most {most}",
            "Shorten it to {most} characters. Twilio rejects the participant ({code}).",
        ),
        "double-byte": Message(
            "participantIdentity is too long",
            "counts as {count} characters, at most {most}",
            "Shorten it: double-byte characters count as two. Twilio rejects the participant ({code}).",
        ),
        "templated": Message(
            "participantIdentity is too long",
            "at least {count} characters, at most {most}",
            "Shorten it to {most} characters. Twilio rejects the participant ({code}).",
        ),
    }

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        kind = ctx.grammar.named("Room")
        most = kind.attributes["participantIdentity"].type.max_length if kind is not None else None
        text = static_text(attr.value)
        count = sum(2 if ord(letter) > 127 else 1 for letter in text)
        if most is not None and count > most:
            message = "templated" if attr.templated else "double-byte" if count > len(text) else "long"
            yield self.report(attr.value_span, message, count=count, most=most, covers=(attr,))

"""TW310 room-identity-too-long."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Rule

_FILLER = "\ue000"


class RoomIdentityTooLong(Rule):
    """Participant identity over 128 characters, double-byte characters counting as two.

    Twilio refuses the participant with error 53201, and the caller does not get into the room.

    Flagged:
        <Response><Connect><Room participantIdentity="[[a*129]]">DailyStandup</Room></Connect></Response>
                                                      ^^^^^^^^^ participantIdentity has 129 characters; Twilio takes at most 128 (53201)
    Flagged:
        <Response><Connect><Room participantIdentity="[[電*65]]">DailyStandup</Room></Connect></Response>
                                                      ^^^^^^^^ participantIdentity has 65 characters, which count as 130 since double-byte ones count twice; Twilio takes at most 128 (53201)
    Allowed:
        <Response><Connect><Room participantIdentity="[[電*64]]">DailyStandup</Room></Connect></Response>
    Allowed:
        <Response><Connect><Room participantIdentity="[[a*128]]">DailyStandup</Room></Connect></Response>
    """

    code, name, twilio_code = "TW310", "room-identity-too-long", 53201
    source = "https://www.twilio.com/docs/video/programmable-video-limits"
    known, templated = False, True
    on = ("~Room@participantIdentity",)
    supersedes = ("room-identity-fixed",)

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        kind = ctx.grammar.named("Room")
        most = kind.attributes["participantIdentity"].type.max_length if kind is not None else None
        text = attr.value.replace(_FILLER, "")
        counted = sum(2 if ord(letter) > 127 else 1 for letter in text)
        if most is None or counted <= most:
            return
        least = "at least " if attr.templated else ""
        twice = f", which count as {counted} since double-byte ones count twice" if counted > len(text) else ""
        message = f"participantIdentity has {least}{len(text)} characters{twice}; Twilio takes at most {most} (53201)"
        yield self.report(attr.value_span, message, covers=(attr,))

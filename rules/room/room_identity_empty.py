"""TW309 room-identity-empty."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Rule, edits


class RoomIdentityEmpty(Rule):
    """Participant identity that is empty or white space.

    An identity has to say something: Twilio answers an empty one with error 53200. Without the attribute it makes an
    identity of its own.

    Flagged:
        <Response><Connect><Room participantIdentity="">DailyStandup</Room></Connect></Response>
                                 ^^^^^^^^^^^^^^^^^^^ participantIdentity is empty; Twilio refuses that (53200), and makes an identity of its own where the attribute is left out
    Fixed:
        <Response><Connect><Room>DailyStandup</Room></Connect></Response>
    Flagged:
        <Response><Connect><Room participantIdentity="  ">DailyStandup</Room></Connect></Response>
                                 ^^^^^^^^^^^^^^^^^^^ participantIdentity is white space alone; ...
    Fixed:
        <Response><Connect><Room>DailyStandup</Room></Connect></Response>
    Allowed:
        <Response><Connect><Room participantIdentity="{{ caller }}">DailyStandup</Room></Connect></Response>
    """

    code, name, twilio_code = "TW309", "room-identity-empty", 53200
    source = "https://www.twilio.com/docs/api/errors/53200"
    known, templated = False, True
    fixable = "safe"
    on = ("~Room@participantIdentity",)
    supersedes = ("empty-attribute",)
    implied_by_schema = True

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        if attr.value.strip(" \t\r\n"):
            return
        what = "white space alone" if attr.value else "empty"
        message = (
            f"participantIdentity is {what}; Twilio refuses that (53200), and makes an identity of its own where the "
            "attribute is left out"
        )
        yield self.report(attr, message, fix=edits.remove_attribute(ctx.source, attr, safe=True))

"""TW309 room-identity-empty."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Rule, edits, strip_white_space


class RoomIdentityEmpty(Rule):
    """A participant identity that is empty or white space only.

    Video rooms reject an empty identity. Without the attribute it makes an identity of its own.

    Flagged:
        <Response><Connect><Room participantIdentity="">DailyStandup</Room></Connect></Response>
                                 ^^^^^^^^^^^^^^^^^^^ participantIdentity is empty: expected an identity
    Fixed:
        <Response><Connect><Room>DailyStandup</Room></Connect></Response>
    Flagged:
        <Response><Connect><Room participantIdentity="  ">DailyStandup</Room></Connect></Response>
                                 ^^^^^^^^^^^^^^^^^^^ participantIdentity is empty: only white space
    Fixed:
        <Response><Connect><Room>DailyStandup</Room></Connect></Response>
    Allowed:
        <Response><Connect><Room participantIdentity="{{ caller }}">DailyStandup</Room></Connect></Response>
    """

    code, name = "TW309", "room-identity-empty"
    source = "https://www.twilio.com/docs/api/errors/53200"
    fixable = "safe"
    on = ("~Room@participantIdentity",)
    known = False
    supersedes = ("empty-attribute",)
    implied_by_schema = True
    messages = {
        "empty": Message(
            "participantIdentity is empty",
            "expected an identity",
            "Write an identity, or remove the attribute: Twilio then makes one. It rejects an empty one.",
        ),
        "blank": Message(
            "participantIdentity is empty",
            "only white space",
            "Write an identity, or remove the attribute: Twilio then makes one. It rejects an empty one.",
        ),
    }

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        if not strip_white_space(attr.value):
            fix = edits.remove_attribute(ctx.source, attr, safe=True)
            yield self.report(attr, "blank" if attr.value else "empty", fix=fix)

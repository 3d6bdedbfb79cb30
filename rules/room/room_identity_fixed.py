"""TW311 room-identity-fixed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Rule, Severity

#: Gaps that a program fills before Twilio sees the document.
_GAP = re.compile(r"[{}\[\]<>]|%[sd(]|\$\w|__\w+__|@@?\w+@")


class RoomIdentityFixed(Rule):
    """Participant identity written out, the same for every caller.

    An identity stands for one participant of a room at a time. The second caller who gets the same one pushes the
    first out, who sees error 53205. In a document that serves one call only, say so with `role=inline`.

    Flagged:
        <Response><Connect><Room participantIdentity="caller">DailyCare</Room></Connect><Say>Closed</Say></Response>
                                                      ^^^^^^ every caller gets the identity "caller"; the second one in the room pushes the first out (53205); use a value of the call, such as its CallSid, or leave it out
    Allowed:
        <Response><Connect><Room participantIdentity="caller-{{CallSid}}">DailyCare</Room></Connect><Say>Closed</Say></Response>
    Allowed:
        <!-- twimllint: role=inline -->
        <Response><Connect><Room participantIdentity="amy">DailyCare</Room></Connect><Say>Closed</Say></Response>
    """

    code, name, twilio_code = "TW311", "room-identity-fixed", 53205
    severity = Severity.INFO
    source = "https://www.twilio.com/docs/api/errors/53205"
    known, templated = False, True
    on = ("~Room@participantIdentity",)

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        value = attr.value.strip()
        if not value or attr.templated or ctx.role == "inline" or _GAP.search(value):
            return
        message = (
            f'every caller gets the identity "{value}"; the second one in the room pushes the first out (53205); use a '
            "value of the call, such as its CallSid, or leave it out"
        )
        yield self.report(attr.value_span, message)

"""TW311 room-identity-fixed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Rule, Severity

#: Gaps that a program fills before Twilio sees the document.
_GAP = re.compile(r"[{}\[\]<>]|%[sd(]|\$\w|__\w+__|@@?\w+@")


class RoomIdentityFixed(Rule):
    """A participant identity that is the same for every caller.

    An identity belongs to one participant of a room at a time. The second caller with the same one disconnects the
    first, who gets error 53205. For a document that serves one call only, say so with `role=inline`.

    Flagged:
        <Response><Connect><Room participantIdentity="caller">DailyCare</Room></Connect><Say>Closed</Say></Response>
                                                      ^^^^^^ same participantIdentity for every caller: always "caller"
    Allowed:
        <Response><Connect><Room participantIdentity="caller-{{CallSid}}">DailyCare</Room></Connect><Say>Closed</Say></Response>
    Allowed:
        <!-- twimllint: role=inline -->
        <Response><Connect><Room participantIdentity="amy">DailyCare</Room></Connect><Say>Closed</Say></Response>
    """

    code, name, twilio_code = "TW311", "room-identity-fixed", 53205
    severity = Severity.INFO
    source = "https://www.twilio.com/docs/api/errors/53205"
    on = ("~Room@participantIdentity",)
    known = False
    messages = {
        "fixed": Message(
            "same participantIdentity for every caller",
            'always "{value}"',
            "Use a value of the call, such as its CallSid, or remove the attribute. The second caller disconnects the "
            "first ({code}).",
        ),
    }

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        value = attr.value.strip()
        if value and ctx.role != "inline" and not _GAP.search(value):
            yield self.report(attr.value_span, "fixed", value=value)

"""TW503 unreachable-after-record."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Flow, Message, Related, Rule, Severity

_THANKS = re.compile(
    r"\b(thank(s| you)|your (message|recording|voicemail|answer)\b.{0,30}\b(saved|received|recorded|sent|stored|taken)|"
    r"(have|'ve|got|received|recorded|saved) (got |received |recorded |saved )?your (message|recording|voicemail|answer)|"
    r"(get|call|come) (right )?back to you|call you back|gracias|merci|danke|obrigad[oa]|grazie|bedankt|takk?)\b",
    re.IGNORECASE | re.DOTALL,
)
_NOTHING = re.compile(
    r"\b(not|no|nothing|never|\w+n[’']t|cannot|try|again|empty|silen\w+|sorry|fail\w*|"
    r"nada|nichts|kein\w*|rien|niente|geen|inget)\b",
    re.IGNORECASE,
)


class UnreachableAfterRecord(Rule):
    """Words of thanks after a Record, where they are heard only if nothing was recorded.

    Once there is a recording, Twilio requests `action` and drops the rest of this document; the next verb runs only
    when the caller said nothing. Thanks belong in the document at `action`.

    Flagged:
        <Response><Record action="/d"/><Say>Thank you for your message</Say></Response>
                                        ^^^ thanks after <Record>: heard only if nothing was recorded
    Allowed:
        <Response><Record action="/d"/><Say>We heard nothing</Say></Response>
    Allowed:
        <Response><Record action="/d"/><Say>Sorry, we did not get your message. Thank you, goodbye.</Say></Response>
    """

    code, name = "TW503", "unreachable-after-record"
    tag = "unnecessary"
    severity = Severity.INFO
    source = "https://www.twilio.com/docs/voice/twiml/record"
    on = ("Record@action",)
    known, templated = False, True
    messages = {
        "thanks": Message(
            "thanks after <Record>",
            "heard only if nothing was recorded",
            "Move it into the document that action returns. With a recording, Twilio goes on there.",
        ),
    }

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        record, flow = attr.parent, Flow.of(ctx)
        if flow.falls_through(record) != "empty-recording" or not flow.runs(record):
            return
        for verb in flow.after(record):
            if verb.name == "Say" and not flow.separated(record, verb):
                spoken = "".join([text.value for node in verb.walk() for text in node.texts])
                if _THANKS.search(spoken) and not _NOTHING.search(spoken):
                    yield self.report(verb, "thanks", related=(Related(attr.name_span, "a recording goes here"),))
                return
            if verb.name not in ("Pause", "Play"):
                return

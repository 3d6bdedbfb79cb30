"""TW716 participant-label-invalid."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Rule, limit

_CALL_SID = re.compile(r"CA[0-9a-fA-F]{32}")
_SLASH = re.compile(r"/|%2f", re.IGNORECASE)


class ParticipantLabelInvalid(Rule):
    """Participant label that is too long, contains a slash, or looks like a call SID.

    The label is used in addresses of the REST API in place of the call SID, which is why it may neither contain a slash
    nor look like a SID. Twilio does not let the caller into the conference with such a label.

    Flagged:
        <Response><Dial><Conference participantLabel="ops/amy">town</Conference></Dial></Response>
                                                         ^ participantLabel contains a slash: found "/"
    Flagged:
        <Response><Dial><Conference participantLabel="ops%2Famy">town</Conference></Dial></Response>
                                                         ^^^ participantLabel contains a slash: found "%2F"
    Flagged:
        <Response><Dial><Conference participantLabel="CA00000000000000000000000000000001">town</Conference></Dial></Response>
                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ participantLabel looks like a call SID: SIDs are not allowed
    Flagged:
        <Response><Dial><Conference participantLabel="[[x*129]]">town</Conference></Dial></Response>
                                                      ^^^^^^^^^ participantLabel is too long: 129 characters; at most 128
    Flagged:
        <Response><Dial><Conference participantLabel="{{ team }}/{{ name }}">town</Conference></Dial></Response>
                                                                ^ participantLabel contains a slash: found "/"
    Allowed:
        <!-- twimllint: role=inline -->
        <Response><Dial><Conference participantLabel="[[x*128]]">town</Conference></Dial></Response>
    Allowed:
        <Response><Dial><Conference participantLabel="{{ CallSid }}">town</Conference></Dial></Response>
    """

    code, name, twilio_code = "TW716", "participant-label-invalid", 16023
    source = "https://www.twilio.com/docs/api/errors/16023"
    on = ("Conference@participantLabel",)
    local = True
    templated = True
    supersedes = ("participant-label-fixed",)
    messages = {
        "slash": Message(
            "participantLabel contains a slash",
            'found "{slash}"',
            "Use another separator, such as a hyphen. Twilio rejects the caller ({code}).",
        ),
        "call-sid": Message(
            "participantLabel looks like a call SID",
            "SIDs are not allowed",
            "Add a letter before it. Twilio rejects the caller ({code}).",
        ),
        "too-long": Message(
            "participantLabel is too long",
            "{length} characters; at most {most}",
            "Use a shorter label. Twilio rejects the caller ({code}).",
        ),
    }

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        value, most = attr.value, limit("conference-label").maximum
        slash = _SLASH.search(value)
        if slash is not None:
            yield self.report(attr.part(*slash.span()), "slash", slash=slash[0], covers=[attr.value_span])
        elif _CALL_SID.fullmatch(value):
            yield self.report(attr.value_span, "call-sid")
        elif not attr.templated and len(value) > most:
            yield self.report(attr.value_span, "too-long", length=len(value), most=most)

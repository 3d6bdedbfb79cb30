"""TW716 participant-label-invalid."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Rule, limit, values

_CALL_SID = re.compile(r"CA[0-9a-fA-F]{32}")


class ParticipantLabelInvalid(Rule):
    """Participant label that is too long, holds a slash, or looks like a call SID.

    The label stands in addresses of the REST API in place of the call SID, which is why it may neither hold a slash nor
    look like a SID. Twilio does not let the caller into the conference with such a one.

    Flagged:
        <Response><Dial><Conference participantLabel="ops/amy">town</Conference></Dial></Response>
                                                         ^ participantLabel holds a slash; write it without, such as "ops-amy" (16023)
    Flagged:
        <Response><Dial><Conference participantLabel="CA00000000000000000000000000000001">town</Conference></Dial></Response>
                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ participantLabel looks like a call SID, which no label may (16023)
    Flagged:
        <Response><Dial><Conference participantLabel="[[amy*50]]">town</Conference></Dial></Response>
                                                      ^^^^^^^^^^ participantLabel has 150 characters; 128 is the most (16023)
    Flagged:
        <Response><Dial><Conference participantLabel="{{ team }}/{{ name }}">town</Conference></Dial></Response>
                                                                ^ participantLabel holds a slash; ...
    Allowed:
        <Response><Dial><Conference participantLabel="{{ CallSid }}">town</Conference></Dial></Response>
    """

    code, name, twilio_code = "TW716", "participant-label-invalid", 16023
    source = "https://www.twilio.com/docs/api/errors/16023"
    on = ("Conference@participantLabel",)
    known, templated = False, True
    supersedes = ("participant-label-fixed",)

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        if values.attribute_type(attr, ctx) is None:
            return
        value = attr.value
        slash = value.find("/")
        longest = limit("conference-label").maximum
        if slash >= 0:
            right = "" if attr.templated else f', such as "{value.replace("/", "-")}"'
            message = f"participantLabel holds a slash; write it without{right} (16023)"
            yield self.report(attr.part(slash, slash + 1), message, covers=[attr.value_span])
        elif not attr.templated and _CALL_SID.fullmatch(value):
            yield self.report(attr.value_span, "participantLabel looks like a call SID, which no label may (16023)")
        elif not attr.templated and len(value) > longest:
            message = f"participantLabel has {len(value)} characters; {longest} is the most (16023)"
            yield self.report(attr.value_span, message)

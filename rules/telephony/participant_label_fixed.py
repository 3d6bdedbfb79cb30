"""TW717 participant-label-fixed."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Rule, Severity, find


class ParticipantLabelFixed(Rule):
    """Participant label written out, the same for every caller.

    A label belongs to one participant of a conference at a time, so the second caller with it is refused. A conference
    whose name is a value of the call has one caller; of a document that serves one call only, say so with `role=inline`.

    Flagged:
        <Response><Dial><Conference participantLabel="agent">town</Conference></Dial></Response>
                                                      ^^^^^ same participantLabel for every caller: found "agent"
    Allowed:
        <Response><Dial><Conference participantLabel="{{CallSid}}x">town</Conference></Dial></Response>
    Allowed:
        <Response><Dial><Conference participantLabel="agent">{{ CallSid }}</Conference></Dial></Response>
    Allowed:
        <!-- twimllint: role=inline -->
        <Response><Dial><Conference participantLabel="agent">town</Conference></Dial></Response>
    """

    code, name, twilio_code = "TW717", "participant-label-fixed", 16025
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/api/errors/16025"
    on = ("Conference@participantLabel",)
    messages = {
        "fixed": Message(
            "same participantLabel for every caller",
            'found "{value}"',
            "Use a value of the call, such as a letter and its CallSid. Twilio rejects the second caller ({code}).",
        ),
    }

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        value = attr.value.strip()
        if (
            not value
            or ctx.role == "inline"
            or attr.parent.templated
            or find("unfilled", "name", value)
            or find("residue", "value", value)
        ):
            return
        yield self.report(attr.value_span, "fixed", value=value)

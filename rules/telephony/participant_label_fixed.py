"""TW717 participant-label-fixed."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Rule, Severity, find, values


class ParticipantLabelFixed(Rule):
    """Participant label written out, the same for every caller.

    A label belongs to one participant of a conference at a time, so the second caller with it is refused. In a document
    that serves one call only, say so with `role=inline`.

    Flagged:
        <Response><Dial><Conference participantLabel="agent">town</Conference></Dial></Response>
                                                      ^^^^^ every caller gets the label "agent", and the second one is refused (16025); use a value of the call, such as its CallSid with a letter before it, or leave it out
    Allowed:
        <Response><Dial><Conference participantLabel="{{CallSid}}x">town</Conference></Dial></Response>
    Allowed:
        <!-- twimllint: role=inline -->
        <Response><Dial><Conference participantLabel="agent">town</Conference></Dial></Response>
    """

    code, name, twilio_code = "TW717", "participant-label-fixed", 16025
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/api/errors/16025"
    on = ("Conference@participantLabel",)
    known, templated = False, True

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        value = attr.value.strip()
        if not value or attr.templated or ctx.role == "inline" or values.attribute_type(attr, ctx) is None:
            return
        if find("unfilled", "name", value) or find("residue", "value", value):
            return
        message = (
            f'every caller gets the label "{value}", and the second one is refused (16025); use a value of the call, such as '
            "its CallSid with a letter before it, or leave it out"
        )
        yield self.report(attr.value_span, message)

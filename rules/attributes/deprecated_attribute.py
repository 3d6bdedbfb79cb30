"""TW214 deprecated-attribute."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Rule, Severity, placement


class DeprecatedAttribute(Rule):
    """An attribute that Twilio no longer honours or has replaced.

    A deprecated one still works and has a successor; one that was removed or renamed is ignored with a warning.

    Flagged:
        <Response><Dial><Conference eventCallbackUrl="/e">town</Conference></Dial></Response>
                                    ^^^^^^^^^^^^^^^^ "eventCallbackUrl" is deprecated; "recordingStatusCallback" takes its place
    Flagged:
        <Response><Dial ifMachine="Hangup">+14155550100</Dial></Response>
                        ^^^^^^^^^ "ifMachine" was removed and is ignored; "machineDetection" takes its place
    Flagged:
        <Response><Gather input="speech" speechModel="phone_call" enhanced="true" action="/k"/><Hangup/></Response>
                                                                  ^^^^^^^^ "enhanced" is deprecated
    Allowed:
        <Response><Dial><Conference record="record-from-start" recordingStatusCallback="/e">town</Conference></Dial></Response>
    """

    code, name, twilio_code = "TW214", "deprecated-attribute", 13339
    tag = "deprecated"
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/api/errors/13339"
    on = (
        "Say@rate", "Gather@enhanced", "Gather@acknowledgeSoundUrl", "Dial@ifMachine", "Conference@eventCallbackUrl",
        "Conference@whisper", "ConversationRelay@elevenlabsLanguageTextNormalization", "Pay@credentialSid",
    )  # fmt: skip
    known, templated = False, True
    supersedes = ("unknown-attribute", "misplaced-attribute")

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        kind = placement.type_of(attr.parent, ctx)
        if kind is None:
            return
        known = kind.attributes.get(attr.name)
        about = kind.legacy.get(attr.name) if known is None else known.about
        if about is None or about.status not in ("deprecated", "removed", "renamed", "retired"):
            return
        message = (
            f'"{attr.name}" is deprecated'
            if about.status == "deprecated"
            else f'"{attr.name}" was {about.status} and is ignored'
        )
        if about.replacement is not None:
            message += f'; "{about.replacement}" takes its place'
        elif known is None and about.doc:
            message += f"; {about.doc[:1].lower()}{about.doc[1:].rstrip('.')}"
        yield self.report(attr, message, twilio_code=about.error)

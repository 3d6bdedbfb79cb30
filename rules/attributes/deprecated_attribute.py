"""TW214 deprecated-attribute."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Rule, Severity, placement, triggers

_STATUSES = ("deprecated", "removed", "renamed", "retired", "api-only")


class DeprecatedAttribute(Rule):
    """An attribute that Twilio has deprecated, replaced or removed.

    A deprecated attribute still works and has a successor; one that was removed or renamed is ignored with a warning.

    Flagged:
        <Response><Dial><Conference eventCallbackUrl="/e">town</Conference></Dial></Response>
                                    ^^^^^^^^^^^^^^^^ eventCallbackUrl is deprecated: use "recordingStatusCallback"
    Flagged:
        <Response><Gather input="speech" speechModel="phone_call" enhanced="true" action="/k"/><Hangup/></Response>
                                                                  ^^^^^^^^ enhanced is deprecated: a newer speechModel takes its place
    Flagged:
        <Response><Dial ifMachine="Hangup">+14155550100</Dial></Response>
                        ^^^^^^^^^ ifMachine was removed: use "machineDetection"
    Flagged:
        <Response><Say rate="fast">Hello</Say></Response>
                       ^^^^ rate was removed: <prosody rate> inside <Say> takes its place
    Flagged:
        <Response><Dial><Number machineDetection="Enable" asyncAmd="true" amdStatusCallback="/amd">+14155550100</Number></Dial></Response>
                                                          ^^^^^^^^ asyncAmd is a parameter of the REST API: not an attribute of TwiML
    Flagged:
        <Response><Dial><Number machineDetection="Enable" amdStatusCallback="/a" asyncAmdStatusCallback="/b">+14155550100</Number></Dial></Response>
                                                                                 ^^^^^^^^^^^^^^^^^^^^^^ asyncAmdStatusCallback is a parameter of the REST API: use "amdStatusCallback"
    Allowed:
        <Response><Dial><Conference record="record-from-start" recordingStatusCallback="/e">town</Conference></Dial></Response>
    """

    code, name, twilio_code = "TW214", "deprecated-attribute", 13339
    tag = "deprecated"
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/api/errors/13339"
    on = tuple(triggers.with_status(status) for status in _STATUSES)
    local = True
    templated = True
    known = False
    supersedes = ("unknown-attribute",)
    messages = {
        "deprecated": Message(
            "{name} is deprecated", 'use "{replacement}"', "{doc} Use {replacement} instead ({code})."
        ),
        "deprecated-without-replacement": Message(
            "{name} is deprecated", "{instead}", "{doc} Remove the attribute ({code})."
        ),
        "api-only": Message(
            "{name} is a parameter of the REST API", 'use "{replacement}"', "Use {replacement} instead ({code})."
        ),
        "api-only-without-replacement": Message(
            "{name} is a parameter of the REST API", "not an attribute of TwiML", "Remove the attribute ({code})."
        ),
        "removed": Message(
            "{name} was {status}",
            'use "{replacement}"',
            "{doc} Use {replacement} instead. Twilio ignores {name} ({code}).",
        ),
        "removed-without-replacement": Message(
            "{name} was {status}", "{instead}", "{doc} Remove the attribute. Twilio ignores it ({code})."
        ),
    }

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        kind = placement.type_of(attr.parent, ctx) if isinstance(attr, Attr) else None
        if kind is None:
            return
        attribute = kind.attributes.get(attr.name)
        about = kind.legacy.get(attr.name) if attribute is None else attribute.about
        if about is None or about.status not in _STATUSES:
            return
        id = about.status if about.status in ("deprecated", "api-only") else "removed"
        if about.replacement is None:
            id += "-without-replacement"
        yield self.report(
            attr,
            id,
            name=attr.name,
            status=about.status,
            replacement=about.replacement,
            instead=about.instead,
            doc=about.doc if attribute is None else "",
            twilio_code=about.error or 0,
        )

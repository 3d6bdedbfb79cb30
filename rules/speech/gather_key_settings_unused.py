"""TW619 gather-key-settings-unused."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import (
    Attr,
    Context,
    Diagnostic,
    Message,
    Related,
    Rule,
    Severity,
    conditions,
    edits,
    speech,
    triggers,
    wording,
)

_KEYS = ("numDigits", "finishOnKey")


class GatherKeySettingsUnused(Rule):
    """Settings for keys on a Gather that listens to speech only.

    With `input="speech"` keys are not heard, so neither numDigits nor finishOnKey changes anything.

    Flagged:
        <Response><Gather input="speech" numDigits="1" action="/k"/><Hangup/></Response>
                                         ^^^^^^^^^ key setting on a <Gather> that listens to speech only: input is "speech"
    Fixed:
        <Response><Gather input="dtmf speech" numDigits="1" action="/k"/><Hangup/></Response>
    Allowed:
        <Response><Gather input="dtmf speech" numDigits="1" action="/k"/><Hangup/></Response>
    Allowed:
        <Response><Gather numDigits="1" action="/k"/><Hangup/></Response>
    """

    code, name = "TW619", "gather-key-settings-unused"
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/voice/twiml/gather"
    fixable = "unsafe"
    on = tuple(triggers.attribute("Gather", name) for name in _KEYS)
    local = True
    templated = True
    when = (conditions.with_attribute("input"),)
    messages = {
        "speech": Message(
            "key setting on a <Gather> that listens to speech only",
            'input is "{found}"',
            'Write input="dtmf speech" to listen to keys too. Twilio ignores {names}.',
        ),
    }

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        given, unused = attr.parent.attr("input"), speech.first_of(attr, _KEYS)
        if not unused or given is None or given.templated or set(given.value.split()) != {"speech"}:
            return
        yield self.report(
            attr,
            "speech",
            found=given.value,
            names=wording.listed([other.name for other in unused]),
            fix=edits.set_value(given, "dtmf speech"),
            related=(Related(given.name_span, "the input is chosen here"),),
            covers=unused[1:],
        )

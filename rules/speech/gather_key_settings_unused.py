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
        input_attr, unused = attr.parent.attr("input"), speech.first_of(attr, _KEYS)
        if not unused or input_attr is None or input_attr.templated or set(input_attr.value.split()) != {"speech"}:
            return
        yield self.report(
            attr,
            "speech",
            found=input_attr.value,
            names=wording.listed([other.name for other in unused]),
            fix=edits.set_value(input_attr, "dtmf speech"),
            related=(Related(input_attr.name_span, "the input is chosen here"),),
            covers=unused[1:],
        )

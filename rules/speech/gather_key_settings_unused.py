"""TW619 gather-key-settings-unused."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Related, Rule, Severity, conditions, edits, wording

_KEYS = ("numDigits", "finishOnKey")


class GatherKeySettingsUnused(Rule):
    """Settings for keys on a Gather that listens to speech alone.

    With `input="speech"` keys are not heard, so neither numDigits nor finishOnKey changes anything.

    Flagged:
        <Response><Gather input="speech" numDigits="1" action="/k"/><Hangup/></Response>
                                         ^^^^^^^^^ numDigits has no effect, since <Gather> listens to speech alone (input="speech"); to take keys too, write input="dtmf speech"
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
    on = ("Gather@numDigits", "Gather@finishOnKey")
    known, templated = False, True
    when = (conditions.beside("input"),)

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        gather, given = attr.parent, attr.parent.attr("input")
        unused = [other for other in gather.attrs if other.name in _KEYS and other.value.strip()]
        if (
            given is None
            or given.templated
            or not unused
            or unused[0] is not attr
            or set(given.value.split()) != {"speech"}
        ):
            return
        names, have = wording.listed([other.name for other in unused]), "has" if len(unused) == 1 else "have"
        message = (
            f'{names} {have} no effect, since <Gather> listens to speech alone (input="{given.value}"); to take keys '
            'too, write input="dtmf speech"'
        )
        related = (Related(given.name_span, "the input is chosen here"),)
        yield self.report(attr, message, fix=edits.set_value(given, "dtmf speech"), related=related, covers=unused[1:])

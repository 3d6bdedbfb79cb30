"""TW615 gather-speech-settings-unused."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Rule, Severity, attributes, wording

_SPEECH = (
    "hints", "speechTimeout", "speechModel", "language", "enhanced", "profanityFilter", "maxSpeechTime",
    "partialResultCallback",
)  # fmt: skip


class GatherSpeechSettingsUnused(Rule):
    """Settings for speech on a Gather that listens to keys alone.

    Without `input` Gather takes keys only, so hints, language and the other settings of speech recognition change
    nothing, and nothing the caller says is heard.

    Flagged:
        <Response><Gather input="dtmf" hints="yes,no" action="/k"/><Hangup/></Response>
                                       ^^^^^ hints has no effect, since <Gather> listens to keys alone (input="dtmf"); to hear speech, write input="dtmf speech"
    Flagged:
        <Response><Gather language="en-GB" speechTimeout="auto" action="/k"/><Hangup/></Response>
                          ^^^^^^^^ language and speechTimeout have no effect, since <Gather> listens to keys alone without input; to hear speech, write input="dtmf speech"
    Allowed:
        <Response><Gather input="dtmf speech" hints="yes,no" action="/k"/><Hangup/></Response>
    Allowed:
        <Response><Gather input="{{ input }}" hints="yes,no" action="/k"/><Hangup/></Response>
    """

    code, name = "TW615", "gather-speech-settings-unused"
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/voice/twiml/gather"
    on = (
        "Gather@hints", "Gather@speechTimeout", "Gather@speechModel", "Gather@language", "Gather@enhanced",
        "Gather@profanityFilter", "Gather@maxSpeechTime", "Gather@partialResultCallback",
    )  # fmt: skip
    known, templated = False, True

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        gather = attr.parent
        unused = [other for other in gather.attrs if other.name in _SPEECH and other.value.strip()]
        given = gather.attr("input")
        if not unused or unused[0] is not attr or gather.templated_attrs or (given is not None and given.templated):
            return
        if given is None and attributes.misspelt(gather, "input", ctx):
            return
        if given is not None and {word.lower() for word in given.value.split()} not in (set(), {"dtmf"}):
            return
        names = wording.listed([other.name for other in unused])
        how = "without input" if given is None else f'(input="{given.value}")'
        message = (
            f"{names} {'has' if len(unused) == 1 else 'have'} no effect, since <Gather> listens to keys alone {how}; "
            'to hear speech, write input="dtmf speech"'
        )
        yield self.report(attr, message, covers=unused[1:])

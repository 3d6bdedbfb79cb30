"""TW615 gather-speech-settings-unused."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Message, Rule, Severity, attributes, speech, triggers, wording

_SPEECH = (
    "hints", "speechTimeout", "speechModel", "language", "enhanced", "profanityFilter", "maxSpeechTime",
    "partialResultCallback",
)  # fmt: skip
_TITLE, _HELP = (
    "speech setting on a <Gather> that listens to keys only",
    'Write input="dtmf speech" to listen to speech too. Twilio ignores {names}.',
)


class GatherSpeechSettingsUnused(Rule):
    """Settings for speech on a Gather that listens to keys only.

    Without `input` Gather listens to keys only, so hints, language and the other settings of speech recognition change
    nothing, and nothing the caller says is heard.

    Flagged:
        <Response><Gather input="dtmf" hints="yes,no" action="/k"/><Hangup/></Response>
                                       ^^^^^ speech setting on a <Gather> that listens to keys only: input is "dtmf"
    Flagged:
        <Response><Gather language="en-GB" speechTimeout="auto" action="/k"/><Hangup/></Response>
                          ^^^^^^^^ speech setting on a <Gather> that listens to keys only: the default of input is "dtmf"
    Allowed:
        <Response><Gather input="dtmf speech" hints="yes,no" action="/k"/><Hangup/></Response>
    Allowed:
        <Response><Gather input="{{ input }}" hints="yes,no" action="/k"/><Hangup/></Response>
    """

    code, name = "TW615", "gather-speech-settings-unused"
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/voice/twiml/gather"
    on = tuple(triggers.attribute("Gather", name) for name in _SPEECH)
    local = True
    templated = True
    messages = {
        "default": Message(_TITLE, 'the default of input is "dtmf"', _HELP),
        "dtmf": Message(_TITLE, 'input is "{found}"', _HELP),
    }

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        unused = speech.first_of(attr, _SPEECH)
        if unused and not _may_hear_speech(attr, ctx):
            input_attr, names = attr.parent.attr("input"), wording.listed([other.name for other in unused])
            id, value = ("default", "") if input_attr is None else ("dtmf", input_attr.value)
            yield self.report(attr, id, found=value, names=names, covers=unused[1:])


def _may_hear_speech(attr: Attr, ctx: Context) -> bool:
    gather, input_attr = attr.parent, attr.parent.attr("input")
    if gather.templated_attrs or (input_attr is not None and input_attr.templated):
        return True
    if input_attr is None:
        return attributes.has_misspelt(gather, "input", ctx)
    return {word.lower() for word in input_attr.value.split()} not in (set(), {"dtmf"})

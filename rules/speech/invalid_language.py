"""TW605 invalid-language."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Rule, Severity, edits, languages, speech, values


class InvalidLanguage(Rule):
    """Language tag that Twilio does not list.

    Twilio wants language and country, as in en-US. On Gather a bare language is refused (13512, 13331) and nothing is
    understood; on Say the old basic voices took some of them, so that is a warning, and so is a tag of the right form
    that is in no list, since Gather hands it on to the speech service as it is. One that is right but for its letter case
    is no more than a hint, since case says nothing in such a tag. Elsewhere the form alone counts.

    Flagged:
        <Response><Gather input="speech" language="en" action="/s"/><Hangup/></Response>
                                                   ^^ language "en" of <Gather> lacks the country (13512); did you mean "en-US"?
    Fixed:
        <Response><Gather input="speech" language="en-US" action="/s"/><Hangup/></Response>
    Flagged:
        <Response><Say language="en_US">This call is recorded</Say></Response>
                                 ^^^^^ language "en_US" of <Say> does not have the form en-US (13512); did you mean "en-US"?
    Fixed:
        <Response><Say language="en-US">This call is recorded</Say></Response>
    Flagged:
        <Response><Gather input="speech" language="en-UK" action="/s"/><Hangup/></Response>
                                                   ^^^^^ language "en-UK" is not among those Twilio lists for <Gather>; did you mean "en-GB"?
    Fixed:
        <Response><Gather input="speech" language="en-GB" action="/s"/><Hangup/></Response>
    Flagged:
        <Response><Say language="ja-jp">Konnichiwa</Say></Response>
                                 ^^^^^ language "ja-jp" of <Say> stands in Twilio's list in other letter case; did you mean "ja-JP"?
    Fixed:
        <Response><Say language="ja-JP">Konnichiwa</Say></Response>
    Flagged:
        <Response><Start><Transcription languageCode="en_US"/></Start><Dial>+14155550100</Dial></Response>
                                                      ^^^^^ languageCode "en_US" of <Transcription> does not have the form en-US; did you mean "en-US"?
    Fixed:
        <Response><Start><Transcription languageCode="en-US"/></Start><Dial>+14155550100</Dial></Response>
    Allowed:
        <Response><Connect><ConversationRelay url="wss://b.acme.test/r" language="multi"><Language code="en"/></ConversationRelay></Connect></Response>
    Allowed:
        <Response><Gather input="speech" language="multi" speechModel="deepgram_nova-3" action="/s"/><Hangup/></Response>
    Allowed:
        <Response><Say language="{{ language }}">Hello</Say><Say language="arb">Hello</Say></Response>
    """

    code, name, twilio_code = "TW605", "invalid-language", 13512
    source = "https://www.twilio.com/docs/api/errors/13512"
    fixable = "unsafe"
    on = (
        "Say@language", "Gather@language", "Language@code", "ConversationRelay@language",
        "ConversationRelay@ttsLanguage", "ConversationRelay@transcriptionLanguage", "Assistant@language",
        "Assistant@ttsLanguage", "Assistant@transcriptionLanguage", "Transcription@languageCode",
        "VirtualAgent@language",
    )  # fmt: skip
    known, templated = False, True

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        if attr.parent.name not in ("Say", "Gather"):
            yield from self._form(attr, ctx)
            return
        place, value = attr.parent.name.lower(), attr.value
        entry = languages(place).get(value)
        bare = speech.bare_language(value)
        if attr.templated or not value.strip() or (entry is not None and not (bare and entry["status"] == "legacy")):
            return
        if _not_twilios(attr):
            return
        severity = Severity.ERROR
        meant = speech.meant_language(place, value)
        if bare:
            severity = Severity.WARNING if place == "say" else Severity.ERROR
            message = f'language "{value}" of <{attr.parent.name}> lacks the country (13512)'
        elif speech.is_tag(value):
            severity = Severity.WARNING
            message = f'language "{value}" is not among those Twilio lists for <{attr.parent.name}>'
            if meant is not None and meant.lower() == value.lower():
                severity = Severity.INFO
                message = f'language "{value}" of <{attr.parent.name}> stands in Twilio\'s list in other letter case'
        else:
            message = f'language "{value}" of <{attr.parent.name}> does not have the form en-US (13512)'
        if meant is not None and meant != value:
            yield self.report(
                attr.value_span,
                f'{message}; did you mean "{meant}"?',
                fix=edits.set_value(attr, meant),
                severity=severity,
            )
        else:
            yield self.report(attr.value_span, message, severity=severity)

    def _form(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        """Services with lists of their own take any tag, as long as it is one."""
        kind, value = values.attribute_type(attr, ctx), attr.value.strip()
        if kind is None or attr.templated or not value or kind.type.accepts(attr.value):
            return
        meant = value.replace("_", "-")
        right = meant if kind.type.accepts(meant) else None
        hint = f'; did you mean "{right}"?' if right is not None else ""
        message = f'{attr.name} "{value}" of <{attr.parent.name}> does not have the form en-US{hint}'
        yield self.report(attr.value_span, message, fix=edits.set_value(attr, right) if right is not None else None)


def _not_twilios(attr: Attr) -> bool:
    """Whether the tag goes to a service with lists of its own: Deepgram's models, voices of other providers."""
    model, voice = attr.parent.attr("speechModel"), attr.parent.attr("voice")
    if attr.parent.name == "Gather":
        return model is not None and (model.templated or model.value.startswith("deepgram_"))
    return voice is not None and not voice.templated and speech.elsewhere(voice.value)

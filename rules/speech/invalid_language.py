"""TW605 invalid-language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from twimllint import (
    Attr,
    Context,
    Diagnostic,
    Message,
    Rule,
    Severity,
    edits,
    languages,
    speech,
    triggers,
    values,
    wording,
)

_NO_COUNTRY = "language of <{element}> needs a country"
_UNLISTED = "unknown language of <{element}>"
#: The attribute with the language of each kind of provider, used in place of ``language`` and ``code``.
_LANGUAGE_OF = {"ttsProvider": "ttsLanguage", "transcriptionProvider": "transcriptionLanguage"}
_FORM = "{name} of <{element}> must have the form en-US"


#: No language has a code of more than three letters; "multi" is a word of ConversationRelay.
_NAME = re.compile(r"(?!multi\Z)[A-Za-z]{4,}", re.IGNORECASE)


class InvalidLanguage(Rule):
    """Language tag that Twilio does not list.

    Twilio expects language and country, as in en-US. On Gather a bare language is refused (13331) and nothing is
    understood; on Say the old basic voices allow some of them, so with other voices that is a warning. So is a tag of
    the right form that is in no list, since Gather passes it on to the speech service, and one that the chosen
    speechModel does not have. A difference in letter case only is a hint. Elsewhere only the form counts.

    Flagged:
        <Response><Gather input="speech" language="en" action="/s"/><Hangup/></Response>
                                                   ^^ language of <Gather> needs a country: did you mean "en-US"?
    Fixed:
        <Response><Gather input="speech" language="en-US" action="/s"/><Hangup/></Response>
    Flagged:
        <Response><Say language="de">Guten Tag</Say></Response>
                                 ^^ language of <Say> needs a country: did you mean "de-DE"?
    Fixed:
        <Response><Say language="de-DE">Guten Tag</Say></Response>
    Flagged:
        <Response><Say language="az">Salam</Say></Response>
                                 ^^ language of <Say> needs a country: found "az"
    Flagged:
        <Response><Say language="en_US">This call is recorded</Say></Response>
                                 ^^^^^ language of <Say> must have the form en-US: did you mean "en-US"?
    Fixed:
        <Response><Say language="en-US">This call is recorded</Say></Response>
    Flagged:
        <Response><Say language="klingon">nuqneH</Say></Response>
                                 ^^^^^^^ language of <Say> must have the form en-US: found "klingon"
    Flagged:
        <Response><Gather input="speech" language="en-UK" action="/s"/><Hangup/></Response>
                                                   ^^^^^ unknown language of <Gather>: did you mean "en-GB"?
    Fixed:
        <Response><Gather input="speech" language="en-GB" action="/s"/><Hangup/></Response>
    Flagged:
        <Response><Gather input="speech" language="xx-YY" action="/s"/><Hangup/></Response>
                                                   ^^^^^ unknown language of <Gather>: found "xx-YY"
    Flagged:
        <Response><Say language="ja-jp">Konnichiwa</Say></Response>
                                 ^^^^^ language of <Say> in other letter case: did you mean "ja-JP"?
    Fixed:
        <Response><Say language="ja-JP">Konnichiwa</Say></Response>
    Flagged:
        <Response><Gather input="speech" language="de-DE" speechModel="phone_call" action="/s"/><Hangup/></Response>
                                                   ^^^^^ language that the speechModel does not have: not a language of "phone_call"
    Flagged:
        <Response><Gather input="speech" language="multi" speechModel="deepgram_nova-2" action="/s"/><Hangup/></Response>
                                                   ^^^^^ language that the speechModel does not have: not a language of "deepgram_nova-2"
    Flagged:
        <Response><Start><Transcription languageCode="en_US"/></Start><Dial>+14155550100</Dial></Response>
                                                      ^^^^^ languageCode of <Transcription> must have the form en-US: did you mean "en-US"?
    Fixed:
        <Response><Start><Transcription languageCode="en-US"/></Start><Dial>+14155550100</Dial></Response>
    Flagged:
        <Response><Start><Transcription languageCode="English (US)"/></Start><Dial>+14155550100</Dial></Response>
                                                      ^^^^^^^^^^^^ languageCode of <Transcription> must have the form en-US: found "English (US)"
    Flagged:
        <Response><Connect><ConversationRelay url="wss://b.acme.test/r" ttsProvider="Google" ttsLanguage="multi"/></Connect></Response>
                                                                                                          ^^^^^ language that the ttsProvider does not have: not a language of "Google"
    Flagged:
        <Response><Pay paymentMethod="ach-debit" language="fr-FR" action="/d"><Parameter name="AVSName" value="Jo"/></Pay></Response>
                                                           ^^^^^ language without prompts for ach-debit: found "fr-FR"
    Allowed:
        <Response><Connect><ConversationRelay url="wss://b.acme.test/r" language="multi"><Language code="en"/></ConversationRelay></Connect></Response>
    Allowed:
        <Response><Gather input="speech" language="multi" speechModel="deepgram_nova-3" action="/s"/><Hangup/></Response>
    Allowed:
        <Response><Say voice="woman" language="es">Hola</Say><Say voice="{{ voice }}" language="es">Hola</Say></Response>
    Allowed:
        <Response><Say language="{{ language }}">Hello</Say><Say language="arb">Hello</Say></Response>
    """

    code, name, twilio_code = "TW605", "invalid-language", 13512
    source = "https://www.twilio.com/docs/api/errors/13512"
    fixable = "unsafe"
    on = (triggers.of_type("language"), "Pay@language")
    local = True
    messages = {
        "no-country-near": Message(_NO_COUNTRY, 'did you mean "{meant}"?', "Write language and country ({code})."),
        "no-country": Message(_NO_COUNTRY, 'found "{value}"', "Write language and country, as in en-US ({code})."),
        "form-near": Message(_FORM, 'did you mean "{meant}"?', "Write language and country ({code})."),
        "form": Message(_FORM, 'found "{value}"', "Write language and country, as in en-US ({code})."),
        "service-near": Message(_FORM, 'did you mean "{meant}"?', "Write language and country.", twilio_code=0),
        "service": Message(_FORM, 'found "{value}"', "Write language and country, as in en-US.", twilio_code=0),
        "unlisted-near": Message(
            _UNLISTED,
            'did you mean "{meant}"?',
            "Use a language that Twilio lists ({code}).",
            severity=Severity.WARNING,
        ),
        "unlisted": Message(
            _UNLISTED, 'found "{value}"', "Use a language that Twilio lists ({code}).", severity=Severity.WARNING
        ),
        "case": Message(
            "language of <{element}> in other letter case",
            'did you mean "{meant}"?',
            "Write it as Twilio lists it.",
            severity=Severity.INFO,
            twilio_code=0,
        ),
        "model": Message(
            "language that the speechModel does not have",
            'not a language of "{model}"',
            "Choose another speechModel, or none. Twilio hears nothing ({code}).",
            severity=Severity.WARNING,
            twilio_code=13331,
        ),
        "provider": Message(
            "language that the {of} does not have",
            'not a language of "{provider}"',
            "Name one language, or use {having}.",
            severity=Severity.WARNING,
            twilio_code=0,
        ),
        "ach": Message(
            "language without prompts for ach-debit",
            'found "{value}"',
            "Use an English language, such as en-US, or write the prompts in <Prompt>.",
            severity=Severity.WARNING,
            twilio_code=0,
        ),
    }

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        mistake = _find_mistake(attr, ctx) if attr.value.strip() else None
        if mistake is None:
            return
        element = attr.parent.name
        yield self.report(
            attr.value_span,
            mistake.id,
            element=element,
            name=attr.name,
            value=attr.value,
            meant=mistake.meant,
            model=attr.parent.value("speechModel"),
            of=mistake.of,
            provider=attr.parent.value(mistake.of).strip() if mistake.of else "",
            having=wording.listed(mistake.having),
            severity=Severity.WARNING if element == "Say" and mistake.id.startswith("no-country") else None,
            twilio_code=values.error_of(attr, ctx) if self.messages[mistake.id].twilio_code is None else None,
            fix=edits.set_value(attr, mistake.meant) if mistake.meant is not None else None,
        )


class _Mistake(NamedTuple):
    """The id of the message about a tag, and the tag that was meant, if it is known.

    Of a tag that a provider does not have, ``of`` is the attribute with the provider, and ``having`` lists those that do.
    """

    id: str
    meant: str | None = None
    of: str = ""
    having: tuple[str, ...] = ()


def _find_mistake(attr: Attr, ctx: Context) -> _Mistake | None:
    element = attr.parent.name
    if element == "Say":
        return _in_say(attr)
    if element == "Gather":
        return _in_gather(attr)
    if element == "Pay":
        return _in_pay(attr)
    # the language of an SSML tag is an attribute of SSML like any other
    return _name_of_language(attr) if element in ctx.grammar.ssml else _in_service(attr, ctx)


def _in_say(attr: Attr) -> _Mistake | None:
    voice = attr.parent.attr("voice")
    name = "" if voice is None or voice.templated else voice.value.strip()
    # basic voices have the tags of their time, and a variable may hold one; other services have lists of their own
    may_be_basic = name in ("man", "woman") or (voice is not None and voice.templated)
    if speech.is_foreign_voice(name) or (may_be_basic and attr.value in languages("say")):
        return None
    return _by_list("say", attr.value)


def _in_gather(attr: Attr) -> _Mistake | None:
    model = attr.parent.attr("speechModel")
    alone = languages("gather").get(attr.value, {}).get("models", ())
    if model is not None and not model.templated and alone and not model.value.strip().startswith(tuple(alone)):
        return _Mistake("model")
    if model is not None and (model.templated or model.value.startswith(("deepgram_", "numbers_and_commands"))):
        return None  # Deepgram, which recognizes numbers and commands too, has lists of its own
    mistake = _by_list("gather", attr.value)
    model_languages = () if model is None else speech.languages_of_model(model.value.strip())
    if mistake is None and model_languages and not speech.has_language(model_languages, attr.value):
        return _Mistake("model")
    return mistake


def _in_pay(attr: Attr) -> _Mistake | None:
    method, entry = attr.parent.attr("paymentMethod"), languages("pay").get(attr.value)
    by_bank = method is not None and method.value.strip() == "ach-debit"
    return _Mistake("ach") if by_bank and entry is not None and entry["credit_card"] and not entry["ach"] else None


def _in_service(attr: Attr, ctx: Context) -> _Mistake | None:
    """Services with lists of their own allow any tag, as long as it is one."""
    kind = values.value_type(attr, ctx)
    if kind is None:
        return None
    if kind.accepts(attr.value):
        return _name_of_language(attr) or _in_relay(attr, ctx)
    intended = attr.value.strip().replace("_", "-")
    return _Mistake("service-near", intended) if kind.accepts(intended) else _Mistake("service")


def _name_of_language(attr: Attr) -> _Mistake | None:
    """The name of a language in place of its tag: it has the form of a tag, and no tag begins like that."""
    value = attr.value.strip()
    intended = speech.nearest_language("say", value)
    return None if intended is None or not _NAME.fullmatch(value) else _Mistake("service-near", intended)


def _in_relay(attr: Attr, ctx: Context) -> _Mistake | None:
    """A tag that only some providers of speech and recognition have: ``multi``."""
    for of, having in speech.relay_providers(attr.value).items():
        provider, other = attr.parent.attr(of), _LANGUAGE_OF[of]
        if attr.name != other and (attr.name in _LANGUAGE_OF.values() or attr.parent.attr(other) is not None):
            continue
        kind = None if provider is None or provider.templated else values.value_type(provider, ctx)
        named = "" if provider is None else provider.value.strip().lower()
        if kind is not None and kind.accepts(named) and named not in [name.lower() for name in having]:
            return _Mistake("provider", None, of, having)
    return None


def _by_list(place: str, value: str) -> _Mistake | None:
    """A tag against Twilio's list for ``say`` or ``gather``."""
    entry, bare = languages(place).get(value), speech.is_bare_language(value)
    if entry is not None and not (bare and entry["status"] == "legacy"):
        return None
    intended = speech.nearest_language(place, value)
    if intended == value:
        intended = None
    if not bare and intended is not None and intended.lower() == value.lower():
        return _Mistake("case", intended)
    kind = "no-country" if bare else "unlisted" if speech.is_tag(value) else "form"
    return _Mistake(kind if intended is None else kind + "-near", intended)

"""TW606 voice-language-mismatch."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from twimllint import Attr, Context, Diagnostic, Message, Node, Related, Rule, Severity, data, speech, wording

#: A voice with more languages is one of the basic voices; its languages are not listed.
_MAX_LISTED = 2
#: What the names of voices begin with in <Say>, by the provider of a session.
_PREFIXES = {"google": "Google.", "amazon": "Polly."}
_GOOGLE = re.compile(r"([a-z]{2,3}-[A-Z]{2})-[A-Z]")
_TITLE, _LABEL = 'voice is not for language "{tag}"', "{voice} is a voice for {spoken}"


class VoiceLanguageMismatch(Rule):
    """Voice of another language than the language attribute names.

    Each voice of Polly and Google is made for one language; in another it reads the text with the wrong sounds, or the
    text is not spoken at all. Countries of one language are not distinguished, and each pair is reported once in a
    file.

    Flagged:
        <Response>
          <Say voice="Polly.Marlene" language="fr-FR">Bonjour</Say>
                      ^^^^^^^^^^^^^ voice is not for language "fr-FR": Polly.Marlene is a voice for de-DE
          <Say voice="Polly.Marlene" language="fr-FR">Au revoir</Say>
        </Response>
    Flagged:
        <Response><Say voice="alice" language="hi-IN">Namaste</Say></Response>
                              ^^^^^ voice is not for language "hi-IN": alice has 26 other languages
    Flagged:
        <Response><Say voice="man" language="hi-IN">Namaste</Say></Response>
                              ^^^ voice is not for language "hi-IN": man has 8 other languages
    Flagged:
        <Response><Say voice="Polly.Marlene" language="eo-XX">Saluton</Say></Response>
                              ^^^^^^^^^^^^^ voice is not for language "eo-XX": Twilio has no voice for it
    Flagged:
        <Response><Connect><ConversationRelay url="wss://b.acme.test/r" ttsProvider="Google" voice="de-DE-Neural2-F" language="en-US"/></Connect></Response>
                                                                                                    ^^^^^^^^^^^^^^^ voice is not for language "en-US": de-DE-Neural2-F is a voice for de-DE
    Allowed:
        <Response><Say voice="Polly.Celine" language="fr-FR">Bonjour</Say></Response>
    Allowed:
        <Response><Say voice="man" language="en-IN">Hello</Say><Say voice="Polly.Aditi" language="hi-IN">Namaste</Say></Response>
    """

    code, name = "TW606", "voice-language-mismatch"
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/api/errors/64106"
    on = ("Say@language", "ConversationRelay@voice", "Language@voice")
    messages = {
        "other": Message(_TITLE, _LABEL, "Voices for {tag} are {voices}."),
        "relay": Message(
            _TITLE,
            _LABEL,
            "Name a voice for {tag}, or another language. Twilio ends the session ({code}).",
            twilio_code=64106,
        ),
        "none": Message(_TITLE, "Twilio has no voice for it", "Leave language out, or use another language."),
        "basic": Message(_TITLE, "{voice} has {count} other languages", "Voices for {tag} are {voices}."),
        "historic": Message(
            _TITLE,
            "{voice} has {count} other languages",
            "Voices for {tag} are {voices}. The languages of {voice} are those of its old page.",
            severity=Severity.INFO,
        ),
    }

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        if attr.name == "voice":
            yield from self._in_relay(attr)
            return
        voice = attr.parent.attr("voice")
        if voice is None or voice.templated or attr.parent.attr("language") is not attr:
            return
        name, tag = voice.value.strip(), attr.value.strip()
        entry = speech.voice(name)
        if entry is None or not (speech.is_tag(tag) or speech.is_bare_language(tag)):
            return
        spoken = entry["languages"] or data("voices")["alice"]["languages"]
        if speech.base_language(tag) in {speech.base_language(other) for other in spoken}:
            return
        same = ctx.shared("voices by voice and language", lambda: _pairs(ctx))[name, tag]
        if same[0] is not voice:
            return
        others = speech.voices_of(speech.nearest_language("say", tag) or tag, entry["gender"])
        yield self.report(
            voice.value_span,
            _id(entry["languages"], others),
            voice=name,
            tag=tag,
            spoken=wording.listed(spoken),
            count=len(spoken),
            voices=wording.quoted(others),
            related=[Related(other.value_span, "here too", again=True) for other in same[1:]],
        )

    def _in_relay(self, attr: Attr) -> Iterator[Diagnostic]:
        tag, spoken = _language(attr.parent), _spoken(attr)
        if not spoken or not speech.is_tag(tag):
            return
        if speech.base_language(tag) not in {speech.base_language(other) for other in spoken}:
            yield self.report(
                attr.value_span, "relay", voice=attr.value.strip(), tag=tag, spoken=wording.listed(spoken)
            )


def _spoken(attr: Attr) -> list[str]:
    """The languages of a voice of a session; a voice of Google begins with its own."""
    provider, name = _provider(attr.parent), attr.value.strip()
    if attr.templated or provider not in _PREFIXES:
        return []
    entry = speech.voice(_PREFIXES[provider] + name)
    if entry is not None:
        return list(entry["languages"])
    match = _GOOGLE.match(name) if provider == "google" else None
    return [] if match is None else [match[1]]


def _provider(node: Node) -> str:
    """The provider of a voice in lower letters, as it is written on its element or the session's; empty if nowhere."""
    for holder in (node, node.parent):
        attr = None if holder is None else holder.attr("ttsProvider")
        if attr is not None:
            return "" if attr.templated else attr.value.strip().lower()
    return ""


def _language(node: Node) -> str:
    """The language that a voice of a session is for; empty where none is written, or a template writes it."""
    for name in ("code",) if node.name == "Language" else ("ttsLanguage", "language"):
        attr = node.attr(name)
        if attr is not None:
            return "" if attr.templated else attr.value.strip()
    return ""


def _id(spoken: list[str], others: Sequence[str]) -> str:
    """The id of the message about a voice with these languages; ``others`` are voices for the one that is asked for."""
    if not spoken:
        return "historic"
    if not others:
        return "none"
    return "other" if len(spoken) <= _MAX_LISTED else "basic"


def _pairs(ctx: Context) -> dict[tuple[str, str], list[Attr]]:
    """The voices of each pair of voice and language, in document order."""
    pairs: dict[tuple[str, str], list[Attr]] = {}
    for node in ctx.document.nodes:
        voice, language = node.attr("voice"), node.attr("language")
        if node.name == "Say" and voice is not None and language is not None:
            pairs.setdefault((voice.value.strip(), language.value.strip()), []).append(voice)
    return pairs

"""TW731 relay-voice-invalid."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from twimllint import Attr, Context, Diagnostic, Message, Node, Rule, Severity, data, speech

#: The numbers at the end of a voice of ElevenLabs.
_TUNING = re.compile(r"-(\d+(?:\.\d+)?)_(\d+(?:\.\d+)?)_(\d+(?:\.\d+)?)$")
_ENDS = "Twilio ends the session ({code})."


class RelayVoiceInvalid(Rule):
    """Voice of ConversationRelay that is empty, or that its provider does not have.

    Each provider has names of its own form: Google en-US-Journey-O, Amazon Joanna-Neural, ElevenLabs an id of 20
    letters and digits. With a voice of another provider Twilio ends the session; without `ttsProvider` the provider is
    ElevenLabs.

    Flagged:
        <Response><Connect><ConversationRelay url="wss://b.acme.test/r" ttsProvider="Google" voice=""/></Connect></Response>
                                                                                             ^^^^^ voice is empty: expected a voice of Google
    Flagged:
        <Response><Connect><ConversationRelay url="wss://b.acme.test/r" voice=""/></Connect></Response>
                                                                        ^^^^^ voice is empty: expected a voice
    Flagged:
        <Response><Connect><ConversationRelay url="wss://b.acme.test/r" ttsProvider="Amazon" voice="en-US-Journey-O"/></Connect></Response>
                                                                                                    ^^^^^^^^^^^^^^^ voice of another provider: ttsProvider is Amazon, the voice is of Google
    Flagged:
        <Response><Connect><ConversationRelay url="wss://b.acme.test/r" ttsProvider="Amazon" voice="Polly.Joanna-Neural"/></Connect></Response>
                                                                                                    ^^^^^^^^^^^^^^^^^^^ voice with the prefix Polly.: write "Joanna-Neural"
    Flagged:
        <Response><Connect><ConversationRelay url="wss://b.acme.test/r" voice="Google.en-US-Journey-O"/></Connect></Response>
                                                                               ^^^^^^^^^^^^^^^^^^^^^^ voice with the prefix Google.: write "en-US-Journey-O" and ttsProvider="Google"
    Flagged:
        <Response><Connect><ConversationRelay url="wss://b.acme.test/r" voice="en-US-Journey-O"/></Connect></Response>
                                                                               ^^^^^^^^^^^^^^^ voice of another provider: add ttsProvider="Google"
    Flagged:
        <Response><Connect><ConversationRelay url="wss://b.acme.test/r" ttsProvider="google"><Language code="es-ES" voice="Lucia-Neural"/></ConversationRelay></Connect></Response>
                                                                                                                           ^^^^^^^^^^^^ voice of another provider: ttsProvider is Google, the voice is of Amazon
    Flagged:
        <Response><Connect><ConversationRelay url="wss://b.acme.test/r" voice="UgBBYS2sOqTuMpoF3BR0-flash_v2_5-1.3_0.8_0.6"/></Connect></Response>
                                                                                                               ^^^ speed of the voice is out of range: found 1.3; 0.7 to 1.2
    Flagged:
        <Response><Connect><ConversationRelay url="wss://b.acme.test/r" ttsProvider="ElevenLabs" voice="Rachel"/></Connect></Response>
                                                                                                        ^^^^^^ voice has not the form of a voice of ElevenLabs: expected a name such as UgBBYS2sOqTuMpoF3BR0
    Allowed:
        <Response><Connect><ConversationRelay url="wss://b.acme.test/r"/></Connect></Response>
    Allowed:
        <Response><Connect><ConversationRelay url="wss://b.acme.test/r" voice="UgBBYS2sOqTuMpoF3BR0-flash_v2_5"/></Connect></Response>
    Allowed:
        <Response><Connect><ConversationRelay url="wss://b.acme.test/r" voice="UgBBYS2sOqTuMpoF3BR0-flash_v2_5-1.2_1.0_0.0"/></Connect></Response>
    Allowed:
        <Response><Connect><ConversationRelay url="wss://b.acme.test/r" voice="UgBBYS2sOqTuMpoF3BR0-flash_v2_5-0.7_0.0_1.0"/></Connect></Response>
    Allowed:
        <Response><Connect><ConversationRelay url="wss://b.acme.test/r" voice="Telnyx.Natural.abbie"/></Connect></Response>
    Allowed:
        <Response><Connect><ConversationRelay url="wss://b.acme.test/r" ttsProvider="{{ provider }}" voice="Joanna-Neural"/></Connect></Response>
    """

    code, name, twilio_code = "TW731", "relay-voice-invalid", 64106
    source = "https://www.twilio.com/docs/api/errors/64106"
    on = ("ConversationRelay@voice", "Language@voice")
    supersedes = ("empty-attribute",)
    messages = {
        "empty": Message(
            "voice is empty", "expected a voice", "Remove it for the provider's default voice, or name one. " + _ENDS
        ),
        "empty-of-provider": Message(
            "voice is empty",
            "expected a voice of {provider}",
            "Remove it for the default voice of {provider}, or name one such as {example}. " + _ENDS,
        ),
        "prefix": Message(
            "voice with the prefix {prefix}",
            'write "{bare}"',
            "Names of voices have no prefix in <{element}>. " + _ENDS,
        ),
        "prefix-and-provider": Message(
            "voice with the prefix {prefix}",
            'write "{bare}" and ttsProvider="{theirs}"',
            "Names of voices have no prefix in <{element}>, and without ttsProvider the provider is {provider}. "
            + _ENDS,
        ),
        "other-provider": Message(
            "voice of another provider",
            "ttsProvider is {provider}, the voice is of {theirs}",
            "Name a voice of {provider} such as {example}, or change ttsProvider. " + _ENDS,
        ),
        "no-provider": Message(
            "voice of another provider",
            'add ttsProvider="{theirs}"',
            "Without ttsProvider the provider is {provider}. " + _ENDS,
            severity=Severity.WARNING,
        ),
        "form": Message(
            "voice has not the form of a voice of {provider}",
            "expected a name such as {example}",
            "Name a voice of {provider}, or change ttsProvider. " + _ENDS,
        ),
        "tuning": Message(
            "{what} of the voice is out of range",
            "found {found}; {least} to {most}",
            "Use a number in the range. " + _ENDS,
        ),
    }

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        value, element = attr.value.strip(), attr.parent.name
        table = {row["provider"]: row for row in data("voices")["relay_naming"]}
        provider, declared = _provider(attr.parent, table, ctx)
        if not value:
            names_provider = declared and provider is not None
            example = table[provider]["match"][0] if provider is not None else ""
            yield self.report(
                attr, "empty-of-provider" if names_provider else "empty", provider=provider, example=example
            )
            return
        theirs = next((name for name, row in table.items() if row["prefix"] and value.startswith(row["prefix"])), None)
        if theirs is not None:
            prefix = table[theirs]["prefix"]
            id = "prefix" if declared or provider in (None, theirs) else "prefix-and-provider"
            yield self.report(
                attr.value_span, id, prefix=prefix, bare=value.removeprefix(prefix), element=element, theirs=theirs,
                provider=provider,
            )  # fmt: skip
        elif provider is not None:
            yield from self._check_form(attr, value, table, provider, declared)

    def _check_form(
        self, attr: Attr, value: str, table: Mapping[str, Any], provider: str, declared: bool
    ) -> Iterator[Diagnostic]:
        """A voice against the forms of all providers; one of no known form may be new."""
        forms = [name for name, row in table.items() if re.fullmatch(row["regex"], value)]
        if provider in forms:
            yield from self._check_tuning(attr)
        elif forms:
            example = table[provider]["match"][0]
            id = "other-provider" if declared else "no-provider"
            # many a word has the form of a voice of Amazon
            if forms == ["Amazon"] and not speech.voice(f"Polly.{value}"):
                id = "form"
            yield self.report(
                attr.value_span,
                id,
                provider=provider,
                theirs=forms[0],
                example=example,
                severity=Severity.WARNING if id == "form" and not declared else None,
            )

    def _check_tuning(self, attr: Attr) -> Iterator[Diagnostic]:
        tuning = _TUNING.search(attr.value.rstrip())
        if tuning is None:
            return
        for group, row in enumerate(data("voices")["relay_tuning"], 1):
            least, most = row["minimum"], row["maximum"]
            if not least <= float(tuning[group]) <= most:
                place = attr.part(*tuning.span(group))
                yield self.report(place, "tuning", what=row["what"], found=tuning[group], least=least, most=most)


def _provider(node: Node, table: Mapping[str, Any], ctx: Context) -> tuple[str | None, bool]:
    """The provider of the voice, and whether the document declares it; ``None`` for a template or an unknown name."""
    element: Node | None = node
    while element is not None and element.name in ("Language", "ConversationRelay", "Assistant"):
        attr = element.attr("ttsProvider")
        if attr is not None:
            provider = next((name for name in table if name.lower() == attr.value.strip().lower()), None)
            return (None, True) if attr.templated else (provider, True)
        if element.templated_attrs:
            return None, False
        element = element.parent
    relay = ctx.grammar.named("ConversationRelay")
    return (None if relay is None else relay.attributes["ttsProvider"].default), False

"""TW731 relay-voice-invalid."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from twimllint import Attr, Context, Diagnostic, Node, Rule, Severity, data, values

_DEFAULT = "ElevenLabs"


class RelayVoiceInvalid(Rule):
    """Voice of ConversationRelay that is empty, or that its provider does not have.

    Each provider has names of its own form: Google en-US-Journey-O, Amazon Joanna-Neural, ElevenLabs an id of 20
    letters and digits. With a voice of another provider Twilio ends the session; without `ttsProvider` ElevenLabs is
    meant.

    Flagged:
        <Response><Connect><ConversationRelay url="wss://b.acme.test/r" ttsProvider="Google" voice=""/></Connect></Response>
                                                                                             ^^^^^ voice is empty; leave it out and Google speaks with a voice of its own, or name one such as en-US-Journey-O (64106)
    Flagged:
        <Response><Connect><ConversationRelay url="wss://b.acme.test/r" ttsProvider="Amazon" voice="en-US-Journey-O"/></Connect></Response>
                                                                                                    ^^^^^^^^^^^^^^^ voice is "en-US-Journey-O", which has not the form of a voice of Amazon, such as Joanna-Neural, but of one of Google (64106)
    Flagged:
        <Response><Connect><ConversationRelay url="wss://b.acme.test/r" ttsProvider="Amazon" voice="Polly.Joanna-Neural"/></Connect></Response>
                                                                                                    ^^^^^^^^^^^^^^^^^^^ voice is "Polly.Joanna-Neural"; <ConversationRelay> takes the name without Polly., Joanna-Neural (64106)
    Flagged:
        <Response><Connect><ConversationRelay url="wss://b.acme.test/r" voice="en-US-Journey-O"/></Connect></Response>
                                                                               ^^^^^^^^^^^^^^^ voice is "en-US-Journey-O", which has the form of a voice of Google; without ttsProvider ElevenLabs is meant, so add ttsProvider="Google" (64106)
    Flagged:
        <Response><Connect><ConversationRelay url="wss://b.acme.test/r" ttsProvider="google"><Language code="es-ES" voice="Lucia-Neural"/></ConversationRelay></Connect></Response>
                                                                                                                           ^^^^^^^^^^^^ voice is "Lucia-Neural", which has not the form of a voice of Google, such as en-US-Journey-O, but of one of Amazon (64106)
    Allowed:
        <Response><Connect><ConversationRelay url="wss://b.acme.test/r"/></Connect></Response>
    Allowed:
        <Response><Connect><ConversationRelay url="wss://b.acme.test/r" voice="UgBBYS2sOqTuMpoF3BR0-flash_v2_5"/></Connect></Response>
    Allowed:
        <Response><Connect><ConversationRelay url="wss://b.acme.test/r" voice="Telnyx.Natural.abbie"/></Connect></Response>
    Allowed:
        <Response><Connect><ConversationRelay url="wss://b.acme.test/r" ttsProvider="{{ provider }}" voice="Joanna-Neural"/></Connect></Response>
    """

    code, name, twilio_code = "TW731", "relay-voice-invalid", 64106
    source = "https://www.twilio.com/docs/api/errors/64106"
    on = ("ConversationRelay@voice", "Language@voice")
    known, templated = False, True
    supersedes = ("empty-attribute", "unknown-voice")

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        if attr.templated or values.attribute_type(attr, ctx) is None:
            return
        value = attr.value.strip()
        table = {row["provider"]: row for row in data("voices")["relay_naming"]}
        provider, told = _provider(attr.parent, table)
        if not value:
            named = provider if told and provider is not None else "the provider"
            example = f" such as {table[provider]['match'][0]}" if told and provider in table else ""
            message = (
                f"voice is empty; leave it out and {named} speaks with a voice of its own, or name one{example} (64106)"
            )
            yield self.report(attr, message)
            return
        prefixed = next((row for row in table.values() if row["prefix"] and value.startswith(row["prefix"])), None)
        if prefixed is not None:
            bare = value.removeprefix(prefixed["prefix"])
            message = (
                f'voice is "{value}"; <{attr.parent.name}> takes the name without {prefixed["prefix"]}, {bare} (64106)'
            )
            yield self.report(attr.value_span, message)
        elif provider is not None:
            yield from self._judge(attr, value, table, provider, told)

    def _judge(self, attr: Attr, value: str, table: dict[str, Any], provider: str, told: bool) -> Iterator[Diagnostic]:
        """A voice against the forms of all providers; one of no known form may be new."""
        forms = [name for name, row in table.items() if re.fullmatch(row["regex"], value)]
        if not forms or provider in forms:
            return
        if told:
            message = (
                f'voice is "{value}", which has not the form of a voice of {provider}, such as '
                f"{table[provider]['match'][0]}, but of one of {forms[0]} (64106)"
            )
            yield self.report(attr.value_span, message)
        else:
            message = (
                f'voice is "{value}", which has the form of a voice of {forms[0]}; without ttsProvider {provider} is meant, '
                f'so add ttsProvider="{forms[0]}" (64106)'
            )
            yield self.report(attr.value_span, message, severity=Severity.WARNING)


def _provider(node: Node, table: dict[str, Any]) -> tuple[str | None, bool]:
    """The provider that speaks, and whether the document says so; ``None`` where a template or an unknown name does."""
    at: Node | None = node
    while at is not None and at.name in ("Language", "ConversationRelay", "Assistant"):
        attr = at.attr("ttsProvider")
        if attr is not None:
            found = next((name for name in table if name.lower() == attr.value.strip().lower()), None)
            return (None, True) if attr.templated else (found, True)
        if at.templated_attrs:
            return None, False
        at = at.parent
    return _DEFAULT, False

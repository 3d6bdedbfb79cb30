"""TW606 voice-language-mismatch."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Node, Related, Rule, Severity, data, speech, wording


class VoiceLanguageMismatch(Rule):
    """Voice that speaks another language than the language attribute says.

    Each voice of Polly and Google speaks one language; told another, it reads the words with the wrong sounds, or the
    text is not spoken at all (64106). Countries of one language are not held against each other, and each pair is
    reported once in a file.

    Flagged:
        <Response>
          <Say voice="Polly.Marlene" language="fr-FR">Bonjour</Say>
                      ^^^^^^^^^^^^^ voice "Polly.Marlene" speaks de-DE, and language says "fr-FR"; voices for fr-FR are "Polly.Lea", "Polly.Celine" or "Polly.Lea-Generative"
          <Say voice="Polly.Marlene" language="fr-FR">Au revoir</Say>
        </Response>
    Allowed:
        <Response><Say voice="Polly.Celine" language="fr-FR">Bonjour</Say></Response>
    Allowed:
        <Response><Say voice="man" language="en-IN">Hello</Say><Say voice="Polly.Aditi" language="hi-IN">Namaste</Say></Response>
    """

    code, name, twilio_code = "TW606", "voice-language-mismatch", 64106
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/api/errors/64106"
    on = ("Say@language",)
    known, templated = False, True

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        voice = attr.parent.attr("voice")
        if voice is None or attr.templated or voice.templated:
            return
        name, tag = voice.value.strip(), attr.value.strip()
        entry = speech.voice(name)
        if entry is None or not (speech.is_tag(tag) or speech.bare_language(tag)):
            return
        spoken = entry["languages"] or data("voices")["alice"]["languages"]
        if speech.base(tag) in {speech.base(other) for other in spoken}:
            return
        same = ctx.shared("voice-language-pairs", lambda: _pairs(ctx))[name, tag]
        if same[0] is not attr.parent:
            return
        message = f'voice "{name}" does not speak {tag}, which language asks for'
        if len(spoken) <= 2:
            message = f'voice "{name}" speaks {wording.listed(spoken)}, and language says "{attr.value}"'
        others = speech.voices_of(speech.meant_language("say", tag) or tag, entry["gender"])
        if others:
            message += f"; voices for {tag} are {wording.quoted(others)}"
        related = [Related(_voice(node).value_span, "here too") for node in same[1:]]
        severity = None if entry["languages"] else Severity.INFO
        yield self.report(voice.value_span, message, related=related, severity=severity)


def _voice(node: Node) -> Attr:
    attr = node.attr("voice")
    assert attr is not None
    return attr


def _pairs(ctx: Context) -> dict[tuple[str, str], list[Node]]:
    """The elements of each pair of voice and language, in document order."""
    found: dict[tuple[str, str], list[Node]] = {}
    for node in ctx.document.nodes:
        if node.name == "Say" and node.attr("voice") is not None and node.attr("language") is not None:
            found.setdefault((node.value("voice").strip(), node.value("language").strip()), []).append(node)
    return found

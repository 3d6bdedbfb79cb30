"""TW817 code-residue."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import (
    Attr,
    Context,
    Diagnostic,
    Document,
    Rule,
    Severity,
    TemplateTag,
    Text,
    Tier,
    find,
    templates,
    urls,
    wording,
)

_FORMS = {"dollar": "a placeholder of a JavaScript template string", "hash": "a placeholder of a Ruby string"}
#: Phrases to listen for have words of their own with a dollar sign; sessions and tasks hold JSON.
_NOT = frozenset({"hints", "aiSessionConfiguration", "sessionConfiguration", "conversationConfiguration"})


class CodeResidue(Rule):
    """Program text that was left in a file served as it stands.

    Twilio fills in nothing: the caller hears "quote plus patient dot name plus quote", a message shows `${name}`, and
    a URL with `%s` in it leads nowhere.

    Flagged:
        <Response><Say>Report for " + Patient.Name + " is ready</Say></Response>
                                  ^^^^^^^^^^^^^^^^^^^^ the text of <Say> holds a string joined with +, program text that nothing fills in here; Twilio speaks it as it stands
    Flagged (voice.xml):
        <Response><Say>Hello ${name}</Say><Redirect>/next/%s</Redirect></Response>
                             ^^^^^^^ the text of <Say> holds a placeholder of a JavaScript template string, program text that nothing fills in here; Twilio speaks it as it stands
                                                          ^^ the text of <Redirect> holds a placeholder of a format string, program text that nothing fills in here; Twilio takes it as it stands
    Flagged:
        <Response><Message>{"message":"Thank you for taking part"}</Message></Response>
                           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the text of <Message> holds JSON in place of words, program text that nothing fills in here; Twilio sends it as it stands
    Flagged:
        <Response><Gather action="/k/{call_id}" hints="$OOV_CLASS_DIGIT_SEQUENCE"/></Response>
                                     ^^^^^^^^^ action holds a placeholder of a format string, ...
    Flagged:
        <Response><Pause length="%d"/><Say voice="{voice}" language="%(lang)s">Hi</Say><Dial callerId="$from">+14155550100</Dial></Response>
                                 ^^ length holds a placeholder of a format string, ...
                                                  ^^^^^^^ voice holds a placeholder of a format string, ...
                                                                     ^^^^^^^^ language holds a placeholder of a format string, ...
                                                                                                       ^^^^^ callerId holds a variable of PHP, Perl or a shell, ...
    Allowed (voice.xml.ftl):
        <Response><Say>Hello ${name}</Say></Response>
    Allowed:
        <Response><Say>Hello {{ name }}, you save 50% with { this } or "one" + 1</Say><Enqueue workflowSid="WW00000000000000000000000000000001"><Task>{"skill":"{sales}"}</Task></Enqueue></Response>
    """

    code, name, twilio_code = "TW817", "code-residue", 13520
    tier = Tier.CONTENT
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/api/errors/13520"
    on = ("#tag", "*/text", "@*")
    known, templated = False, True
    needs = (
        '" +', '"+', "' +", "'+", '+ "', '+"', "+ '", "+'", "; +", ";+", "+ &quot;", "+&quot;", "+ &apos;", "+&apos;",
        "{", "%s", "%d", "%i", "%f", "%@", "%(", "%.", "%1$", "%2$", "$", '" &amp;', '"&amp;', "' &amp;", "'&amp;",
        "; &amp;", ";&amp;", "\\",
    )  # fmt: skip
    supersedes = (
        "url-bad-escape", "url-whitespace", "malformed-url", "websocket-url-scheme", "media-invalid", "play-not-audio",
        "insecure-callback", "number-invalid", "number-not-e164", "caller-id-invalid", "message-address-invalid",
        "sip-uri-invalid", "wrong-sid", "conference-name-invalid", "participant-label-invalid", "send-digits-invalid",
        "play-digits-invalid", "finish-key-invalid", "pay-amount-invalid", "relay-voice-invalid", "not-an-integer",
        "integer-out-of-range", "invalid-boolean", "invalid-enum-value", "enum-wrong-case", "unknown-voice",
        "invalid-language", "voice-language-mismatch", "unknown-callback-event", "room-identity-fixed",
        "participant-label-fixed", "schema-violation",
    )  # fmt: skip

    def check(self, item: TemplateTag | Attr | Text, ctx: Context) -> Iterator[Diagnostic]:
        if not templates.static(ctx):
            return
        if isinstance(item, TemplateTag):
            yield from self._tag(item, ctx)
            return
        kind = urls.value_kind(item, ctx)
        if isinstance(item, Attr):
            kind = kind or "value"
        if kind is None or kind == "sid" or (isinstance(item, Attr) and item.name in _NOT):
            return
        found = find("residue", kind, item.value)
        if found is not None:
            place = item.part(found.start, found.end)
            fate = _fate(item.parent.name if isinstance(item, Text) and item.parent else "", kind)
            covers = (item.part(0, len(item.value)),)
            yield self.report(place, _message(urls.where(item), found.what, fate), covers=covers)

    def _tag(self, tag: TemplateTag, ctx: Context) -> Iterator[Diagnostic]:
        form, document = _FORMS.get(tag.language), ctx.document
        if form is None or not tag.closed or _again(tag, document):
            return
        if any(comment.span.start <= tag.span.start < comment.span.end for comment in document.comments):
            return
        node = wording.innermost(document, tag.span)
        if node is None or node.name == "Task":
            return
        spoken = tag.span.start >= node.tag_span.end
        fate = _fate(node.name if spoken else "", "text")
        yield self.report(tag, _message(wording.place_of(document, tag.span), form, fate))


def _again(tag: TemplateTag, document: Document) -> bool:
    """Whether the same text or value holds another such tag before this one: one word about it is enough."""
    for other in document.tags:
        if other.span.end <= tag.span.start and other.language in _FORMS and other.closed:
            between = document.source.text[other.span.end : tag.span.start]
            if not any(char in between for char in "<>\"'"):
                return True
    return False


def _fate(element: str, kind: str) -> str:
    if kind != "text" or element in ("", "Dial", "Number", "Redirect", "Play", "Client", "Sip", "Media"):
        return "Twilio takes it as it stands"
    return "Twilio sends it as it stands" if element in ("Message", "Body", "Sms") else "Twilio speaks it as it stands"


def _message(holder: str, what: str, fate: str) -> str:
    return f"{holder} holds {what}, program text that nothing fills in here; {fate}"

"""TW738 client-identity-invalid."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from twimllint import Context, Diagnostic, Flow, Message, Node, Related, Rule, Severity, Span, Text, edits, values

_PREFIX = re.compile(r"client:\s*", re.IGNORECASE)
#: Control characters, spaces, and what RFC 2396 calls delimiters and unwise characters.
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\xa0<>#%\"{}|\\^\[\]`]")
#: What every SDK accepts.
_UNUSUAL = re.compile(r"[^A-Za-z0-9_]")

#: Elements before an <Identity> that are looked at.
_MAX_BEFORE = 20


class ClientIdentityInvalid(Rule):
    """Identity of a Client that no client can have.

    The text of `<Client>` or `<Identity>` is the identity that a Voice SDK registered with. Twilio adds the prefix
    `client:` itself, so a written one drops the call. Control characters, spaces, delimiters and identities of more
    than 256 characters are not allowed; the mobile SDKs allow letters, digits and underscores only.

    Flagged:
        <Response><Dial><Client>client:amy</Client></Dial></Response>
                                ^^^^^^^ client identity with the prefix "client:": added by Twilio itself
    Fixed:
        <Response><Dial><Client>amy</Client></Dial></Response>
    Flagged:
        <Response><Dial><Client><Identity>amy smith</Identity></Client></Dial></Response>
                                             ^ client identity has a character that is not allowed: found white space
    Flagged:
        <Response><Dial><Client>[[x*257]]</Client></Dial></Response>
                                ^^^^^^^^^ client identity is too long: 257 characters; at most 256
    Flagged:
        <Response><Dial><Client>amy.smith@acme.test</Client></Dial></Response>
                                   ^ client identity has a character that mobile SDKs do not allow: found "."
    Flagged:
        <Response><Dial><Client><Parameter name="id" value="7"/><Identity>amy</Identity></Client></Dial></Response>
                                                                 ^^^^^^^^ <Identity> after <Parameter> in <Client>: must be the first element
    Flagged:
        <Response><Dial><Client><Identity>amy</Identity><Identity>tom</Identity></Client></Dial></Response>
                                                         ^^^^^^^^ <Client> has more than one identity: only one is documented
    Flagged:
        <Response><Dial><Client>amy<Identity>tom</Identity></Client></Dial></Response>
                                    ^^^^^^^^ <Client> has more than one identity: only one is documented
    Allowed (call.xml.j2):
        <Response><Dial><Client>{% if a %}<Identity>amy</Identity>{% else %}<Identity>tom</Identity>{% endif %}</Client></Dial></Response>
    Allowed (call.xml.j2):
        <Response><Dial><Client>{% if id %}<Parameter name="id" value="7"/>{% else %}<Identity>amy</Identity>{% endif %}</Client></Dial></Response>
    Allowed:
        <Response><Dial><Client>
          amy_smith
        </Client></Dial></Response>
    Allowed:
        <Response><Dial><Client>[[x*256]]</Client></Dial></Response>
    Allowed:
        <Response><Dial><Client>{{ agent }}</Client></Dial></Response>
    Allowed:
        <Response><Dial callerId="client:tom"><Client>amy</Client></Dial></Response>
    """

    code, name, twilio_code = "TW738", "client-identity-invalid", 31105
    source = "https://www.twilio.com/docs/api/errors/31105"
    since = "0.2"
    fixable = "safe"
    on = ("Client", "Identity")
    templated = True
    messages = {
        "prefix": Message(
            'client identity with the prefix "client:"',
            "added by Twilio itself",
            "Remove the prefix. With it Twilio drops the call.",
            twilio_code=0,
        ),
        "character": Message(
            "client identity has a character that is not allowed",
            "found {character}",
            "Use letters, digits and underscores. Twilio finds no client of this name ({code}).",
            severity=Severity.WARNING,
        ),
        "too-long": Message(
            "client identity is too long",
            "{length} characters; at most {most}",
            "Use a shorter one. Twilio finds no client of this name ({code}).",
            severity=Severity.WARNING,
        ),
        "unusual": Message(
            "client identity has a character that mobile SDKs do not allow",
            'found "{character}"',
            "Use letters, digits and underscores if clients register with a mobile SDK.",
            severity=Severity.INFO,
            twilio_code=0,
        ),
        "order": Message(
            "<Identity> after <Parameter> in <Client>",
            "must be the first element",
            "Move <Identity> to the front ({code}).",
            severity=Severity.WARNING,
            twilio_code=12200,
        ),
        "several": Message(
            "<Client> has more than one identity",
            "only one is documented",
            "Write a <Client> for each identity. No page says which of them Twilio calls.",
            severity=Severity.WARNING,
            twilio_code=0,
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        first = _parameter_before(node, ctx)
        if first is not None:
            yield self.report(node, "order", related=[Related(first.name_span, f"<{first.name}> precedes it")])
        other = _other_identity(node, ctx)
        if other is not None:
            yield self.report(node, "several", related=[Related(other, "the first one")])
        texts = [text for text in node.texts if not text.blank]
        if len(texts) == 1:
            yield from self._check_text(texts[0], node.templated, ctx)

    def _check_text(self, text: Text, templated: bool, ctx: Context) -> Iterator[Diagnostic]:
        identity = text.value.strip()
        start = text.value.index(identity)

        def part(match: re.Match[str]) -> Span:
            return text.part(start + match.start(), start + match.end())

        prefix, wrong, unusual = _PREFIX.match(identity), _FORBIDDEN.search(identity), _UNUSUAL.search(identity)
        kind = values.value_type(text, ctx)
        most = kind.max_length if kind is not None else None
        if prefix is not None:
            yield self.report(
                part(prefix), "prefix", fix=edits.replace(part(prefix), "", "remove the prefix", safe=True)
            )
        elif templated:
            return
        elif wrong is not None:
            character = "white space" if wrong[0].isspace() else f'"{wrong[0]}"'
            yield self.report(part(wrong), "character", character=character)
        elif most is not None and len(identity) > most:
            yield self.report(text.trimmed, "too-long", length=len(identity), most=most)
        elif unusual is not None:
            yield self.report(part(unusual), "unusual", character=unusual[0])


def _parameter_before(node: Node, ctx: Context) -> Node | None:
    """The first <Parameter> that is surely written before an <Identity>, in its <Client>."""
    return next((n for n in _surely_before(node, ctx) if n.name == "Parameter"), None)


def _other_identity(node: Node, ctx: Context) -> Span | None:
    """The place of another identity that an <Identity> is surely beside, in its <Client>."""
    for other in _surely_before(node, ctx):
        if other.name == "Identity":
            return other.name_span
    if node.name != "Identity" or node.parent is None or node.parent.name != "Client" or node.parent.templated:
        return None
    return next((text.trimmed for text in node.parent.texts if not text.blank), None)


def _surely_before(node: Node, ctx: Context) -> Iterator[Node]:
    """The elements that are surely written before an <Identity>, in its <Client>."""
    if node.name != "Identity" or node.parent is None or node.parent.name != "Client":
        return
    flow = Flow.of(ctx)
    for other in islice(flow.before(node), _MAX_BEFORE):
        if not flow.separated(other, node):
            yield other

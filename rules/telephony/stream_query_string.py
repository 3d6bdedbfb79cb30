"""TW728 stream-query-string."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote_plus

from twimllint import Attr, Context, Diagnostic, Edit, Fix, Message, Rule, Span, edits, has_template

_TITLE, _LABEL = "query string on the url of a <Stream>", 'found "{query}"'


class StreamQueryString(Rule):
    """Query string on the address of a Stream.

    Twilio drops it: the server sees only the path, and a token that should have let the stream in never arrives.
    Values belong in Parameter elements, which the server gets with the first message.

    Flagged:
        <Response><Connect><Stream url="wss://m.acme.test/s?token=t1"/></Connect></Response>
                                                           ^^^^^^^^^ query string on the url of a <Stream>: found "?token=t1"
    Fixed:
        <Response><Connect><Stream url="wss://m.acme.test/s"><Parameter name="token" value="t1"/></Stream></Connect></Response>
    Flagged:
        <Response><Start><Stream url="wss://m.acme.test/s?id={{ CallSid }}&amp;who=Amy%20%26%20Jo"><Parameter name="a" value="1"/></Stream></Start><Pause length="60"/></Response>
                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ query string on the url of a <Stream>: found "?id=…&who=Amy%20%26%20Jo"
    Fixed:
        <Response><Start><Stream url="wss://m.acme.test/s"><Parameter name="id" value="{{ CallSid }}"/><Parameter name="who" value="Amy &amp; Jo"/><Parameter name="a" value="1"/></Stream></Start><Pause length="60"/></Response>
    Flagged:
        <Response><Connect><Stream url="wss://m.acme.test/s?"/></Connect></Response>
                                                           ^ query string on the url of a <Stream>: found "?"
    Fixed:
        <Response><Connect><Stream url="wss://m.acme.test/s"/></Connect></Response>
    Allowed:
        <Response><Connect><Stream url="wss://m.acme.test/s"><Parameter name="token" value="{{token}}"/></Stream></Connect></Response>
    Allowed:
        <Response><Connect><ConversationRelay url="wss://b.acme.test/r?tenant=7"/></Connect></Response>
    """

    code, name, twilio_code = "TW728", "stream-query-string", 31922
    source = "https://www.twilio.com/docs/voice/twiml/stream"
    fixable = "unsafe"
    on = ("Stream@url",)
    local = True
    templated = True
    messages = {
        "empty": Message(_TITLE, _LABEL, "Remove it. Twilio drops it."),
        "value": Message(
            _TITLE,
            _LABEL,
            'Write <Parameter name="{key}" value="{value}"/> inside <Stream>. Twilio drops the query string.',
        ),
        "values": Message(
            _TITLE, _LABEL, "Write each value as a <Parameter> inside <Stream>. Twilio drops the query string."
        ),
    }

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        start, end = attr.value.find("?"), attr.value.find("#")
        end = len(attr.value.rstrip()) if end < 0 else end
        stops = attr.parent.parent is not None and attr.parent.parent.name == "Stop"
        if not 0 <= start < end or stops:
            return
        query = attr.value[start:end]
        pairs = [pair for pair in query[1:].split("&") if pair]
        id = "empty" if not pairs else "value" if len(pairs) == 1 and not attr.templated else "values"
        key, value = _decoded(pairs[0]) if pairs else ("", "")
        fix = _fix(attr, start, end, ctx)
        yield self.report(attr.part(start, end), id, query=query, key=key, value=value, fix=fix)


def _decoded(pair: str) -> tuple[str, str]:
    name, _, value = pair.partition("=")
    return edits.escape(unquote_plus(name), '"'), edits.escape(unquote_plus(value), '"')


def _fix(attr: Attr, start: int, end: int, ctx: Context) -> Fix | None:
    """Move the values of the query string into Parameter elements."""
    written: list[str] = []
    position = start + 1
    for pair in attr.value[start + 1 : end].split("&"):
        element = _parameter(attr, position, pair, ctx) if pair else ""
        if element is None:
            return None
        written.append(element)
        position += len(pair) + 1
    node, parameters = attr.parent, "".join(written)
    changes = [Edit(attr.part(start, end), "")]
    if parameters and node.self_closed:
        changes.append(edits.opening(ctx.source, node, parameters))
    elif parameters:
        changes.append(Edit(Span(node.tag_span.end, node.tag_span.end), parameters))
    return Fix("move the query string into <Parameter>", tuple(changes))


def _parameter(attr: Attr, start: int, pair: str, ctx: Context) -> str | None:
    """One pair as a Parameter; what a template writes is copied from the file. ``None`` where that would not work."""
    name, _, value = pair.partition("=")
    if not name:
        return None
    parts = []
    for text, offset in ((name, start), (value, start + len(name) + 1)):
        if not has_template(text):
            parts.append(edits.escape(unquote_plus(text), '"'))
            continue
        raw = edits.raw(ctx.source, attr.part(offset, offset + len(text)))
        if '"' in raw or "%" in raw.replace("{%", "").replace("%}", ""):
            return None
        parts.append(raw)
    return f'<Parameter name="{parts[0]}" value="{parts[1]}"/>'

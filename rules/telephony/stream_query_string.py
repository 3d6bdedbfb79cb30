"""TW728 stream-query-string."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote_plus

from twimllint import Attr, Context, Diagnostic, Edit, Fix, Rule, edits, values, wording


class StreamQueryString(Rule):
    """Query string on the address of a Stream.

    Twilio drops it: the server sees the path alone, and a token that should have let the stream in never arrives.
    Values go into Parameter elements, which the server gets with the first message.

    Flagged:
        <Response><Connect><Stream url="wss://m.acme.test/s?token=t1"/></Connect></Response>
                                                           ^^^^^^^^^ the query string "?token=t1" is dropped by Twilio; put the value into <Parameter name="token" value="t1"/> inside <Stream>
    Fixed:
        <Response><Connect><Stream url="wss://m.acme.test/s"><Parameter name="token" value="t1"/></Stream></Connect></Response>
    Flagged:
        <Response><Start><Stream url="wss://m.acme.test/s?id={{ CallSid }}&amp;who=Amy%20%26%20Jo"><Parameter name="a" value="1"/></Stream></Start><Pause length="60"/></Response>
                                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the query string "?id=…&who=Amy%20%26%20Jo" is dropped by Twilio; put each value into a <Parameter> inside <Stream>
    Fixed:
        <Response><Start><Stream url="wss://m.acme.test/s"><Parameter name="id" value="{{ CallSid }}"/><Parameter name="who" value="Amy &amp; Jo"/><Parameter name="a" value="1"/></Stream></Start><Pause length="60"/></Response>
    Allowed:
        <Response><Connect><Stream url="wss://m.acme.test/s"><Parameter name="token" value="{{token}}"/></Stream></Connect></Response>
    Allowed:
        <Response><Connect><ConversationRelay url="wss://b.acme.test/r?tenant=7"/></Connect></Response>
    """

    code, name, twilio_code = "TW728", "stream-query-string", 31922
    source = "https://www.twilio.com/docs/voice/twiml/stream"
    fixable = "unsafe"
    on = ("Stream@url",)
    known, templated = False, True
    needs = ("?",)

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        start = attr.value.find("?")
        end = attr.value.find("#")
        end = len(attr.value.rstrip()) if end < 0 else end
        stops = attr.parent.parent is not None and attr.parent.parent.name == "Stop"
        if not 0 <= start < end or stops or values.attribute_type(attr, ctx) is None:
            return
        query = attr.value[start:end]
        pairs = [pair for pair in query[1:].split("&") if pair]
        if len(pairs) == 1 and not attr.templated:
            name, value = (edits.escape(part, '"') for part in _decoded(pairs[0]))
            advice = f'put the value into <Parameter name="{name}" value="{value}"/> inside <Stream>'
        else:
            advice = "put each value into a <Parameter> inside <Stream>" if pairs else "leave it out"
        message = f'the query string "{wording.shortened(query, 60)}" is dropped by Twilio; {advice}'
        yield self.report(attr.part(start, end), message, fix=_fix(attr, start, end, ctx))


def _decoded(pair: str) -> tuple[str, str]:
    name, _, value = pair.partition("=")
    return unquote_plus(name), unquote_plus(value)


def _fix(attr: Attr, start: int, end: int, ctx: Context) -> Fix | None:
    """Takes the query string away and puts its values into Parameter elements."""
    written: list[str] = []
    at = start + 1
    for pair in attr.value[start + 1 : end].split("&"):
        if pair:
            element = _parameter(attr, at, pair, ctx)
            if element is None:
                return None
            written.append(element)
        at += len(pair) + 1
    node = attr.parent
    changes = [Edit(attr.part(start, end), "")]
    if written and node.self_closed:
        changes.append(edits.opening(ctx.source, node, "".join(written)))
    elif written:
        place = attr.part(0, 0)._replace(start=node.tag_span.end, end=node.tag_span.end)
        changes.append(Edit(place, "".join(written)))
    return Fix("move the query string into <Parameter>", tuple(changes))


def _parameter(attr: Attr, start: int, pair: str, ctx: Context) -> str | None:
    """One pair as a Parameter; what a template writes is taken as it stands."""
    name, _, value = pair.partition("=")
    if not name:
        return None
    parts = []
    for text, offset in ((name, start), (value, start + len(name) + 1)):
        raw = edits.raw(ctx.source, attr.part(offset, offset + len(text))) if text else ""
        template = any(attr.part(offset, offset).start <= tag.span.start < attr.part(offset, offset + len(text)).end for tag in ctx.document.tags)  # fmt: skip
        if template and ('"' in raw or "%" in raw.replace("{%", "").replace("%}", "")):
            return None
        parts.append(raw if template else edits.escape(unquote_plus(text), '"'))
    return f'<Parameter name="{parts[0]}" value="{parts[1]}"/>'

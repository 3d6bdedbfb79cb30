"""TW727 websocket-url-scheme."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from twimllint import Attr, Context, Diagnostic, Message, Rule, edits, urls, values

_SCHEME = re.compile(r"(?!wss:)([a-z][a-z0-9+.-]*):/*+", re.IGNORECASE)
#: Schemes that mean a WebSocket server nevertheless.
_NEAR = frozenset(("http", "https", "ws"))
#: A host in front, with a port or a path behind it: hardly anybody names a folder so.
_HOST = re.compile(
    r"\s*(?:(?:[A-Za-z0-9-]+\.)*[A-Za-z0-9-]+:[0-9]+(?=[/?#\s]|$)|(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,6}(?=/))"
)
_RELATIVE = re.compile(r"\s*(?:[/.?#]|[A-Za-z0-9._-]+(?:[/?#]|\s*$))")


class WebsocketUrlScheme(Rule):
    """Address of a Stream or ConversationRelay that is not wss.

    Both talk to a WebSocket server, and Twilio connects by `wss` only: encrypted, and not the page that answers at
    `https`. With another scheme nothing is streamed, or the call ends.

    Flagged:
        <Response><Connect><Stream url="https://m.acme.test/s"/></Connect></Response>
                                        ^^^^^ url of <Stream> must begin with wss://: found "https://"
    Fixed:
        <Response><Connect><Stream url="wss://m.acme.test/s"/></Connect></Response>
    Flagged:
        <Response><Connect><ConversationRelay url="ws://{{ host }}/relay"/></Connect></Response>
                                                   ^^ url of <ConversationRelay> must begin with wss://: found "ws://"
    Fixed:
        <Response><Connect><ConversationRelay url="wss://{{ host }}/relay"/></Connect></Response>
    Flagged:
        <Response><Start><Stream url="m.acme.test:8080/s"/></Start><Pause length="60"/></Response>
                                      ^^^^^^^^^^^^^^^^^^ url of <Stream> must begin with wss://: scheme missing
    Fixed:
        <Response><Start><Stream url="wss://m.acme.test:8080/s"/></Start><Pause length="60"/></Response>
    Flagged:
        <Response><Connect><ConversationRelay url="wss//m.acme.test/relay"/></Connect></Response>
                                                   ^^^^^ url of <ConversationRelay> must begin with wss://: found "wss//"
    Fixed:
        <Response><Connect><ConversationRelay url="wss://m.acme.test/relay"/></Connect></Response>
    Flagged:
        <Response><Connect><Stream url="//{{ host }}/s"/></Connect></Response>
                                        ^^^^^^^^^^^^^^ url of <Stream> must begin with wss://: scheme missing
    Fixed:
        <Response><Connect><Stream url="wss://{{ host }}/s"/></Connect></Response>
    Allowed:
        <Response><Connect><Stream url="wss://m.acme.test:5001/twilio"/></Connect></Response>
    Allowed:
        <Response><Connect><Stream url="/stream"/></Connect></Response>
    Allowed:
        <Response><Connect><Stream url="{{ url }}"/></Connect></Response>
    """

    code, name, twilio_code = "TW727", "websocket-url-scheme", 31922
    source = "https://www.twilio.com/docs/api/errors/31922"
    fixable = "unsafe"
    on = ("Stream@url", "ConversationRelay@url")
    local = True
    templated = True
    supersedes = ("malformed-url",)
    messages = {
        "scheme": Message(
            "url of <{element}> must begin with wss://", 'found "{scheme}"', "Twilio does not connect ({code})."
        ),
        "no-scheme": Message(
            "url of <{element}> must begin with wss://", "scheme missing", "Twilio does not connect ({code})."
        ),
    }

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        node = attr.parent
        if node.parent is None or node.parent.name == "Stop":
            return
        element, error = node.name, values.error_of(attr, ctx, "scheme")
        start = len(attr.value) - len(attr.value.lstrip())
        if urls.end_of_schemes(attr.value[start:]):
            return  # malformed-url
        scheme = _find_scheme(attr.value, start)
        if scheme is not None:
            place = attr.part(start, scheme.end)
            fix = edits.replace(place, "wss://", "write wss://") if scheme.is_near else None
            span, written = attr.part(start, scheme.name_end), attr.value[start : scheme.end]
            yield self.report(
                span, "scheme", element=element, scheme=written, fix=fix, twilio_code=error, covers=[attr.value_span]
            )
        elif attr.value.startswith("//", start) and attr.value[start + 2 : start + 3] not in ("", "/"):
            fix = edits.replace(attr.part(start, start), "wss:", "write wss://")
            yield self.report(attr.value_span, "no-scheme", element=element, fix=fix, twilio_code=error)
        elif _HOST.match(attr.value) or (element == "ConversationRelay" and _is_relative(attr)):
            relative = attr.value[start : start + 1] in ("/", ".", "?", "#")
            fix = None if relative else edits.replace(attr.part(start, start), "wss://", "write wss://")
            yield self.report(attr.value_span, "no-scheme", element=element, fix=fix, twilio_code=error)


class _Scheme(NamedTuple):
    """Where the name of a scheme ends and the host begins; whether it means a WebSocket server nevertheless."""

    name_end: int
    end: int
    is_near: bool


def _find_scheme(value: str, start: int) -> _Scheme | None:
    """The scheme of an address, where it is not ``wss://``; not a host with its port."""
    joined = urls.misjoined(value[start:])
    if joined is not None:
        end = start + joined.end
        return _Scheme(end, end, True) if value[end:].strip() else None
    scheme = _SCHEME.match(value, start)
    if scheme is None or (scheme[1].lower() not in _NEAR and _HOST.match(value)):
        return None
    return _Scheme(scheme.end(1), scheme.end(), scheme[1].lower() in _NEAR)


def _is_relative(attr: Attr) -> bool:
    """Whether an address surely has no scheme: that of ConversationRelay must have one."""
    return not attr.templated and _RELATIVE.match(attr.value) is not None

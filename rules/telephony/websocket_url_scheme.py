"""TW727 websocket-url-scheme."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Fix, Rule, edits, values, wording

_SCHEME = re.compile(r"\s*(https?|ws)(:/*+)(?!\w+:/)", re.IGNORECASE)
_OTHER = re.compile(r"\s*(?!wss:)([a-z][a-z0-9+.-]*)(:/*+)(?!\w+:/)", re.IGNORECASE)
#: A host in front, with a port or a path behind it: hardly anybody names a folder so.
_HOST = re.compile(
    r"\s*(?:(?:[A-Za-z0-9-]+\.)*[A-Za-z0-9-]+:[0-9]+(?=[/?#\s]|$)|(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,6}(?=/))"
)


class WebsocketUrlScheme(Rule):
    """Address of a Stream or ConversationRelay that is not wss.

    Both talk to a WebSocket server, and Twilio connects by `wss` alone: encrypted, and not the page that answers at
    `https`. With another scheme the call goes on in silence, or ends.

    Flagged:
        <Response><Connect><Stream url="https://m.acme.test/s"/></Connect></Response>
                                        ^^^^^ url of <Stream> begins with https://; Twilio connects to wss:// alone (31922)
    Fixed:
        <Response><Connect><Stream url="wss://m.acme.test/s"/></Connect></Response>
    Flagged:
        <Response><Connect><ConversationRelay url="ws://{{ host }}/relay"/></Connect></Response>
                                                   ^^ url of <ConversationRelay> begins with ws://; Twilio connects to wss:// alone (64102)
    Fixed:
        <Response><Connect><ConversationRelay url="wss://{{ host }}/relay"/></Connect></Response>
    Flagged:
        <Response><Start><Stream url="m.acme.test:8080/s"/></Start><Pause length="60"/></Response>
                                      ^^^^^^^^^^^^^^^^^^ url of <Stream> has no scheme; Twilio connects to wss:// alone (31922)
    Fixed:
        <Response><Start><Stream url="wss://m.acme.test:8080/s"/></Start><Pause length="60"/></Response>
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
    known, templated = False, True
    supersedes = ("malformed-url", "insecure-callback")

    def check(self, attr: Attr, ctx: Context) -> Iterator[Diagnostic]:
        node = attr.parent
        if node.parent is None or node.parent.name == "Stop" or values.attribute_type(attr, ctx) is None:
            return
        code = 31922 if node.name == "Stream" else 64102
        legal = f"Twilio connects to wss:// alone ({code})"
        scheme = _SCHEME.match(attr.value)
        if scheme is None and not _HOST.match(attr.value):
            scheme = _OTHER.match(attr.value)
        if scheme is not None:
            known = _SCHEME.match(attr.value) is not None
            fix: Fix | None = (
                edits.replace(attr.part(scheme.start(1), scheme.end(2)), "wss://", "write wss://") if known else None
            )
            shown = wording.shortened(scheme[1] + scheme[2])
            message = f"url of <{node.name}> begins with {shown}; {legal}"
            yield self.report(attr.part(*scheme.span(1)), message, fix=fix, twilio_code=code, covers=[attr.value_span])
        elif _HOST.match(attr.value) or (node.name == "ConversationRelay" and _relative(attr)):
            start = len(attr.value) - len(attr.value.lstrip())
            relative = attr.value[start : start + 1] in ("/", ".", "?", "#")
            fix = None if relative else edits.replace(attr.part(start, start), "wss://", "write wss://")
            message = f"url of <{node.name}> has no scheme; {legal}"
            yield self.report(attr.value_span, message, fix=fix, twilio_code=code)


def _relative(attr: Attr) -> bool:
    """Whether an address surely has no scheme: ConversationRelay takes no relative one."""
    return bool(re.match(r"\s*(?:[/.?#]|[A-Za-z0-9._-]+(?:[/?#]|\s*$))", attr.value)) and not attr.templated

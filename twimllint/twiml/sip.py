"""SIP URIs taken apart: scheme, user, host, port, parameters after ``;``, headers after ``?``, each with its place.

The reader never fails: what no grammar allows is kept as it stands, so that a rule can point at it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from twimllint.schema.limits import limit
from twimllint.twiml.placement import type_of
from twimllint.twiml.urls import Part, unreachable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from twimllint.engine.context import Context
    from twimllint.engine.diagnostic import Span
    from twimllint.source.tree import Node, Text

#: Schemes that people write before an address; anything else before a colon is a host with its port.
_SCHEME = re.compile(r"(sips?|https?|wss?|tel|callto|mailto|client|whatsapp|ftp|h323|skype)\s*:", re.IGNORECASE)
_USER = re.compile(r"(?:[A-Za-z0-9_.!~*'()&=+$,;?/:-]|%[0-9A-Fa-f]{2})*")
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?\.?|\[[0-9A-Fa-f:.]+\]")
_TWILIO = re.compile(r"(?P<domain>[a-z0-9-]+)\.sip(?:\.(?P<where>[a-z0-9-]+))?\.twilio\.com\.?", re.IGNORECASE)

#: Parameters that stand after a semicolon: those of RFC 3261, and Twilio's own.
PARAMETERS = frozenset({"transport", "secure", "edge", "region", "tnx", "ttl", "maddr", "lr"})
#: What two of them take.
VALUES: Mapping[str, tuple[str, ...]] = {"transport": ("udp", "tcp", "tls"), "secure": ("true", "false")}
#: Headers that Twilio passes on besides those whose name begins with X-.
HEADERS = ("User-to-User", "Remote-Party-ID", "P-Preferred-Identity", "P-Called-Party-ID")


class Pair(NamedTuple):
    """``name=value`` with the sign before it (``;``, ``?`` or ``&``); ``value`` is ``None`` without an equals sign.

    ``header`` says that it stands behind the question mark.
    """

    sign: str
    name: Part
    value: Part | None
    header: bool

    @property
    def start(self) -> int:
        """The offset of the sign."""
        return self.name.start - 1

    @property
    def end(self) -> int:
        """The offset after the value."""
        return (self.value or self.name).end

    @property
    def text(self) -> str:
        """The pair without the sign."""
        return self.name.text if self.value is None else f"{self.name.text}={self.value.text}"

    @property
    def misplaced(self) -> bool:
        """Whether it is a parameter joined like a header."""
        return self.sign != ";" and self.name.text.lower() in PARAMETERS


class SipUri(NamedTuple):
    """A SIP URI in its parts. ``whole`` is all of it, without the white space around it; ``head`` ends at the ``?``."""

    whole: Part
    head: Part
    scheme: Part | None
    user: Part | None
    host: Part
    port: Part | None
    pairs: tuple[Pair, ...]

    @property
    def parameters(self) -> tuple[Pair, ...]:
        """The pairs before the question mark."""
        return tuple([pair for pair in self.pairs if not pair.header])

    @property
    def headers(self) -> tuple[Pair, ...]:
        """The pairs behind the question mark."""
        return tuple([pair for pair in self.pairs if pair.header])

    @property
    def domain(self) -> re.Match[str] | None:
        """The host as a SIP domain of Twilio's: groups ``domain`` and ``where`` (an edge, us1, or nothing)."""
        return _TWILIO.fullmatch(self.host.text)


def read(text: str) -> SipUri:
    """Take a text apart as a SIP URI."""
    start = len(text) - len(text.lstrip())
    whole = _part(text, start, len(text.rstrip()))
    found = _SCHEME.match(text, start)
    scheme = None if found is None else _part(text, start, found.end())
    at = start if found is None else found.end()
    mark = text.find("?", at, whole.end)
    end = whole.end if mark < 0 else mark
    sign = text.rfind("@", at, end)
    user = None if sign < 0 else _part(text, at, sign)
    tail = at if sign < 0 else sign + 1
    stop = next((i for i in range(tail, end) if text[i] in ";&"), end)
    host, port = _host(text, tail, stop)
    pairs = (*_pairs(text, stop, end, ";&", False), *_pairs(text, end, whole.end, "?&", True))
    return SipUri(whole, _part(text, start, end), scheme, user, host, port, pairs)


def _part(text: str, start: int, end: int) -> Part:
    return Part(text[start:end], start, end)


def _host(text: str, start: int, end: int) -> tuple[Part, Part | None]:
    colon = text.find(":", text.find("]", start, end) if text.startswith("[", start) else start, end)
    if colon < 0:
        return _part(text, start, end), None
    return _part(text, start, colon), _part(text, colon + 1, end)


def _pairs(text: str, start: int, end: int, signs: str, header: bool) -> Iterable[Pair]:
    while start < end:
        stop = next((i for i in range(start + 1, end) if text[i] in signs), end)
        equals = text.find("=", start + 1, stop)
        name = _part(text, start + 1, stop if equals < 0 else equals)
        yield Pair(text[start], name, None if equals < 0 else _part(text, equals + 1, stop), header)
        start = stop


class Flaw(NamedTuple):
    """What is wrong with a URI: the place in it, the rest of a sentence about the URI, and what Twilio logs."""

    part: Part
    words: str
    code: int


def flaw(uri: SipUri) -> Flaw | None:
    """The first thing that keeps a text from being a SIP URI; its headers are not looked at."""
    scheme = "" if uri.scheme is None else uri.scheme.text.rstrip(": \t\r\n").lower()
    if uri.scheme is not None and scheme not in ("sip", "sips"):
        return Flaw(uri.scheme, f"begins with {scheme}:, which is no SIP", 13243)
    if uri.scheme is not None and uri.whole.text[len(uri.scheme.text) :].startswith("//"):
        start = uri.scheme.end
        return Flaw(Part("//", start, start + 2), f"has // after {scheme}:, which belongs to web addresses", 13243)
    blank = re.search(r"\s+", uri.head.text)
    if blank is not None:
        start = uri.head.start + blank.start()
        return Flaw(Part(blank[0], start, start + len(blank[0])), "has white space in it", 13243)
    if any(char in uri.head.text for char in '<>"'):
        return Flaw(uri.whole, "stands between angle brackets or quotes", 13243)
    return _address_flaw(uri) or _parameter_flaw(uri)


def _address_flaw(uri: SipUri) -> Flaw | None:
    if not uri.host.text:
        return Flaw(uri.whole, "names no host", 13243)
    if uri.user is None or not uri.user.text:
        if uri.domain is not None:
            return None  # a rule of its own
        if re.fullmatch(r"\+?[0-9][0-9 ().-]*", uri.host.text) and uri.host.text.count(".") != 3:
            return Flaw(uri.whole, "has a number and no host", 13243)
        if uri.user is None and uri.port is None and "." not in uri.host.text:
            return Flaw(uri.host, "names no host after the user", 13243)
        return Flaw(uri.host, "names no user before the host", 13243)
    wrong = _USER.match(uri.user.text)
    if wrong is None or wrong.end() < len(uri.user.text):
        at = 0 if wrong is None else wrong.end()
        char = uri.user.text[at]
        from urllib.parse import quote

        words = f'has "{char}" in the user, where it is written {quote(char)}'
        return Flaw(Part(char, uri.user.start + at, uri.user.start + at + 1), words, 32110)
    if _HOST.fullmatch(uri.host.text) is None:
        return Flaw(uri.host, f'has the host "{uri.host.text}", which is no host name or address', 13243)
    port = None if uri.port is None else uri.port.text
    if port is not None and not (port.isascii() and port.isdigit() and 0 < int(port) < 65536):
        return Flaw(uri.port or uri.host, f'has the port "{port}", where a number from 1 to 65535 belongs', 13243)
    verdict = unreachable(uri.host.text)
    if verdict is None:
        return None
    return Flaw(uri.host, f"has the host {uri.host.text} ({verdict.what}), which Twilio cannot reach", 13254)


def _parameter_flaw(uri: SipUri) -> Flaw | None:
    for pair in uri.parameters:
        legal = VALUES.get(pair.name.text.lower())
        if pair.sign == ";" and legal is not None and pair.value is not None and pair.value.text.lower() not in legal:
            code = 32114 if pair.name.text.lower() == "secure" else 32110
            listed = f"{', '.join(legal[:-1])} or {legal[-1]}"
            words = f'has {pair.name.text}="{pair.value.text}", where {listed} belongs'
            return Flaw(pair.value if pair.value.text else pair.name, words, code)
    longest = limit("sip-uri").maximum
    if len(uri.head.text) > longest:
        return Flaw(uri.head, f"has {len(uri.head.text)} characters, and {longest} is the most", 13243)
    return None


class Target(NamedTuple):
    """The SIP URI that stands as text in a ``Sip`` or ``Uri``."""

    uri: SipUri
    text: Text

    def span(self, start: int, end: int) -> Span:
        """The place in the file of a stretch of the text."""
        return self.text.part(start, end)


def target(node: Node, ctx: Context) -> Target | None:
    """The SIP URI in an element, or ``None`` where there is none, or more text than one."""
    texts = [text for text in node.texts if not text.blank]
    if len(texts) != 1 or type_of(node, ctx) is None:
        return None
    return Target(read(texts[0].value), texts[0])

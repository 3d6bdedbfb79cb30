"""SIP URIs taken apart: scheme, user, host, port, parameters after ``;``, headers after ``?``, each with its place.

The reader never fails: what no grammar allows is kept as it is written, so that a rule can point at it.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from twimllint.renamed import renamed_names
from twimllint.schema.limits import limit
from twimllint.twiml.urls import Part, unreachable

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from twimllint.engine.diagnostic import Span
    from twimllint.source.tree import Node, Text

#: Schemes that people write before an address; anything else before a colon is a host with its port.
_SIP = re.compile(r"sips?\s*:", re.IGNORECASE)
_SCHEME = re.compile(r"(sips?|https?|wss?|tel|callto|mailto|client|whatsapp|ftp|h323|skype)\s*:", re.IGNORECASE)
#: Those of them that nobody means as the name of a user.
_SECOND_SCHEME = re.compile(r"(?:tel|callto|mailto|whatsapp|https?|wss?|ftp)\s*:", re.IGNORECASE)
_USER = re.compile(r"(?:[A-Za-z0-9_.!~*'()&=+$,;?/:-]|%[0-9A-Fa-f]{2})*")
_HOST = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?\.?|\[[0-9A-Fa-f:.]+\]")
_TWILIO = re.compile(r"(?P<domain>[a-z0-9-]+)\.sip(?:\.(?P<where>[a-z0-9-]+))?\.twilio\.com\.?", re.IGNORECASE)

_CONNECTION = re.compile(r"[A-Z]{2}[0-9a-fA-F]{32}")

#: Parameters that follow a semicolon: those of RFC 3261, and Twilio's own.
PARAMETERS = frozenset({"transport", "secure", "edge", "region", "tnx", "ttl", "maddr", "lr"})
#: The values of two of them.
VALUES: Mapping[str, tuple[str, ...]] = {"transport": ("udp", "tcp", "tls"), "secure": ("true", "false")}
#: Headers that Twilio passes on besides those whose name begins with X-.
HEADERS = ("User-to-User", "Remote-Party-ID", "P-Preferred-Identity", "P-Called-Party-ID")


class Pair(NamedTuple):
    """``name=value`` with the sign before it (``;``, ``?`` or ``&``); ``value`` is ``None`` without an equals sign.

    ``header`` says that it follows the question mark.
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
    def is_connection(self) -> bool:
        """Whether it names an Interconnect connection by a SID."""
        value = "" if self.value is None else self.value.text
        return self.name.text.lower() == "tnx" and _CONNECTION.fullmatch(value) is not None

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
        """The pairs after the question mark."""
        return tuple([pair for pair in self.pairs if pair.header])

    @property
    def domain(self) -> re.Match[str] | None:
        """The host as a SIP domain of Twilio's: groups ``domain`` and ``where`` (an edge, us1, or nothing)."""
        return _TWILIO.fullmatch(self.host.text)


def parse_uri(text: str) -> SipUri:
    """Take a text apart as a SIP URI."""
    return _remembered(text) if len(text) <= _MAX_REMEMBERED_CHARACTERS else _parse_uri(text)


def _parse_uri(text: str) -> SipUri:
    start = len(text) - len(text.lstrip())
    whole = _part(text, start, len(text.rstrip()))
    scheme_match = _SCHEME.match(text, start)
    scheme = None if scheme_match is None else _part(text, start, scheme_match.end())
    after_scheme = start if scheme_match is None else scheme_match.end()
    mark = text.find("?", after_scheme, whole.end)
    end = whole.end if mark < 0 else mark
    sign = text.rfind("@", after_scheme, end)
    user = None if sign < 0 else _part(text, after_scheme, sign)
    tail = after_scheme if sign < 0 else sign + 1
    stop = next((i for i in range(tail, end) if text[i] in ";&"), end)
    host, port = _host(text, tail, stop)
    pairs = (*_pairs(text, stop, end, ";&", False), *_pairs(text, end, whole.end, "?&", True))
    return SipUri(whole, _part(text, start, end), scheme, user, host, port, pairs)


#: Several rules read each URI, and the documents of one application repeat them.
_MAX_REMEMBERED_CHARACTERS = 200
_remembered = lru_cache(1000)(_parse_uri)


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


#: What is wrong with a URI, with its parts in braces. ``other-scheme`` {scheme}; ``repeated-scheme`` {scheme};
#: ``second-scheme`` {scheme}: another one after ``sip:``, ``scheme-as-user`` {scheme}: the same before an ``@``;
#: ``slashes``: ``//`` after the scheme; ``whitespace``; ``delimiters``: angle brackets or quotes; ``no-host``;
#: ``no-user``; ``percent-encoded``: as a whole; ``unescaped`` {character, escaped} in the user;
#: ``invalid-host`` {host}; ``invalid-port`` {port}; ``unreachable`` {host, what}; ``invalid-parameter``,
#: ``invalid-secure`` {name, value, values}; ``invalid-connection`` {value}: the SID in ``tnx``; ``too-long``
#: {count, most}.
ErrorKind = Literal[
    "other-scheme", "repeated-scheme", "second-scheme", "scheme-as-user", "slashes", "whitespace", "delimiters",
    "no-host", "no-user", "percent-encoded", "unescaped", "invalid-host", "invalid-port", "unreachable",
    "invalid-parameter", "invalid-secure", "invalid-connection", "too-long",
]  # fmt: skip


class UriError(NamedTuple):
    """What keeps a text from being a SIP URI: the kind, the place in the text, and the particulars of the kind."""

    kind: ErrorKind
    place: Part
    parts: Mapping[str, Any] = {}


def find_error(uri: SipUri) -> UriError | None:
    """The first thing that keeps a text from being a SIP URI; its headers are not looked at."""
    return _scheme_error(uri) or _text_error(uri) or _address_error(uri) or _parameter_error(uri)


def _scheme_error(uri: SipUri) -> UriError | None:
    if uri.scheme is None:
        return None
    scheme = _name(uri.scheme.text)
    if scheme not in ("sip", "sips"):
        return UriError("other-scheme", uri.scheme, {"scheme": scheme})
    rest = uri.whole.text[len(uri.scheme.text) :]
    again = _SIP.match(rest)
    if again is not None:
        place = Part(again[0], uri.scheme.end, uri.scheme.end + again.end())
        return UriError("repeated-scheme", place, {"scheme": _name(again[0])})
    second = second_scheme(uri)
    if second is not None:
        kind: ErrorKind = "second-scheme" if uri.user is None else "scheme-as-user"
        return UriError(kind, second, {"scheme": _name(second.text)})
    if rest.startswith("//"):
        return UriError("slashes", Part("//", uri.scheme.end, uri.scheme.end + 2))
    return None


def second_scheme(uri: SipUri) -> Part | None:
    """Another scheme after the one of SIP: ``sip:tel:+14155550100``."""
    if uri.scheme is None or _SIP.match(uri.scheme.text) is None:
        return None
    match = _SECOND_SCHEME.match(uri.whole.text, len(uri.scheme.text))
    return None if match is None else Part(match[0], uri.scheme.end, uri.scheme.end + len(match[0]))


def _name(scheme: str) -> str:
    return scheme.rstrip(": \t\r\n").lower()


def _text_error(uri: SipUri) -> UriError | None:
    white_space = re.search(r"\s+", uri.head.text)
    if white_space is not None:
        start = uri.head.start + white_space.start()
        return UriError("whitespace", Part(white_space[0], start, start + len(white_space[0])))
    if any(char in uri.head.text for char in '<>"'):
        return UriError("delimiters", uri.whole)
    return None


def _address_error(uri: SipUri) -> UriError | None:
    host = uri.host.text
    if not host:
        return UriError("no-host", uri.whole)
    if uri.user is None or not uri.user.text:
        return _user_error(uri)
    user = _USER.match(uri.user.text)
    valid_end = 0 if user is None else user.end()
    if valid_end < len(uri.user.text):
        char, start = uri.user.text[valid_end], uri.user.start + valid_end
        return UriError(
            "unescaped", Part(char, start, start + 1), {"character": char, "escaped": percent_encoded(char)}
        )
    if _HOST.fullmatch(host) is None:
        return UriError("invalid-host", uri.host, {"host": host})
    port = None if uri.port is None else uri.port.text
    if port is not None and not is_port(port):
        return UriError("invalid-port", uri.port or uri.host, {"port": port})
    verdict = unreachable(host)
    return None if verdict is None else UriError("unreachable", uri.host, {"host": host, "what": verdict.what})


def _user_error(uri: SipUri) -> UriError | None:
    host = uri.host.text
    if uri.domain is not None:
        return None  # a SIP domain of Twilio's: a rule of its own
    if uri.user is None and re.search("(?i)%40", host):
        return UriError("percent-encoded", uri.whole)
    if re.fullmatch(r"\+?[0-9][0-9 ().-]*", host) and host.count(".") != 3:
        return UriError("no-host", uri.whole)
    if uri.user is None and uri.port is None and "." not in host:
        return UriError("no-host", uri.host)
    return UriError("no-user", uri.host)


def is_port(text: str) -> bool:
    """Whether a text is the number of a port."""
    return text.isascii() and text.isdigit() and len(text) <= 5 and 0 < int(text) < 65536


def percent_encoded(char: str) -> str:
    """A character as it is written in a URI; a byte of an unknown encoding (a surrogate escape) as that byte."""
    from urllib.parse import quote

    errors = "surrogateescape" if "\udc80" <= char <= "\udcff" else "surrogatepass"
    return quote(char.encode("utf-8", errors), safe="")


def _parameter_error(uri: SipUri) -> UriError | None:
    for pair in uri.parameters:
        name = pair.name.text.lower()
        values = VALUES.get(name)
        if pair.sign == ";" and values is not None and pair.value is not None and pair.value.text.lower() not in values:
            kind: ErrorKind = "invalid-secure" if name == "secure" else "invalid-parameter"
            parts = {"name": pair.name.text, "value": pair.value.text, "values": values}
            return UriError(kind, pair.value if pair.value.text else pair.name, parts)
        if name == "tnx" and not pair.is_connection:
            value = pair.value or pair.name
            return UriError("invalid-connection", value, {"value": value.text})
    max_characters = limit("sip-uri").maximum
    count = len(uri.head.text)
    return UriError("too-long", uri.head, {"count": count, "most": max_characters}) if count > max_characters else None


class Target(NamedTuple):
    """The SIP URI that is the text of a ``Sip`` or ``Uri``."""

    uri: SipUri
    text: Text

    def span(self, start: int, end: int) -> Span:
        """The place in the file of a stretch of the text."""
        return self.text.part(start, end)


def target(node: Node) -> Target | None:
    """The SIP URI in an element, or ``None`` where there is none, more text than one, or branches of a template in it.

    Tags of branches are white space in a text.
    """
    texts = [text for text in node.texts if not text.blank]
    if len(texts) != 1 or (texts[0].templated and len(texts[0].value.split()) > 1):
        return None
    return Target(parse_uri(texts[0].value), texts[0])


if not TYPE_CHECKING:
    __getattr__ = renamed_names(
        __name__,
        {
            "read": "parse_uri",
        },
    )

"""URLs inside attributes and texts: their parts with exact places, and what can be said of their hosts.

A URL is taken apart as RFC 3986 says, template tags kept: a part that holds the mask of a tag is unknown,
and whatever is asked about it is answered for its static rest or not at all.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from twimllint.engine.diagnostic import Span
from twimllint.renamed import renamed_names
from twimllint.schema.data import data, host_entry
from twimllint.source.tree import OUTPUT_MASK, Attr, Text, strip_white_space

if TYPE_CHECKING:
    from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network

    from twimllint.engine.context import Context

_URL = re.compile(
    r"(?:([A-Za-z][A-Za-z0-9+.\-]*):)?(?://([^/?#]*))?([^?#]*)(?:\?([^#]*))?(?:#(.*))?", re.DOTALL
)  # fmt: skip
#: A host in the place of the scheme: with a port, or as an address, or as the machine's own name.
_NO_SCHEME = re.compile(
    r"(?!(?i:https?|wss?):)(?P<host>[A-Za-z0-9_][A-Za-z0-9_.\-]*|\[[0-9A-Fa-f:.]+\])(?::(?P<port>\d{1,5}))(?=[/?#]|\Z)"
    r"|(?P<alone>(?i:localhost)|\d{1,3}(?:\.\d{1,3}){3})(?=[/?#]|\Z)"
)
#: Two schemes or more, however each is joined to the next: ``http://https://``, ``https//https:``, ``httphttps://``.
_DOUBLED = re.compile(
    r"(?:[a-z][a-z0-9+.\-]*+:/*+|(?:https?|wss?)(?:[;,.]?//++:?+|(?=(?:https?|wss?):))|//)"
    r"(?:(?:https?|wss?)(?:[;,.]?//++|:/*+))*"
    r"(?:(?:https?|wss?)(?::/++|[;,.]?//++)|https?:(?=[a-z][^@/]*+(?:/|\Z)))",
    re.IGNORECASE,
)
#: A scheme, and what can only be meant as ``://``.
_MISJOINED = re.compile(
    r"(https?|wss?)(?:[;,.=\-]//++|//++:?+/*+|/:/*+|:{2,}+/*+)|://++",
    re.IGNORECASE,
)
#: What may be meant as a scheme and ``://``, and is where a host follows.
_LOOSELY_JOINED = re.compile(r"(?:(https?|wss?):(?:/{3,}+|/?(?!/))|:/(?!/)|([a-z]{3,7})[;,.=\-]?//)", re.IGNORECASE)
_HOST = re.compile(
    r"(?:[a-z0-9-]+\.)+(?:[a-z]{2,}(?=/|:\d)|(?:com|net|org|io|dev|app|co|ai|edu|gov|test|example)(?=[?#]|\Z))"
    r"|(?:localhost|\d+(?:\.\d+){3})(?=[:/?#]|\Z)",
    re.IGNORECASE,
)
#: Ends of names under which nothing private lives, so that most hosts are answered for without opening hosts.json.
PUBLIC_ENDINGS = frozenset({"com", "org", "net", "edu", "gov", "io", "app", "dev", "test", "de", "fr", "uk"})
_NUMBER = re.compile(r"0x[0-9a-f]*|\d+")


class Part(NamedTuple):
    """A part of a URL: its text and its offsets in the ``value`` of the attribute or text."""

    text: str
    start: int
    end: int

    @property
    def templated(self) -> bool:
        """Whether a template tag is in it."""
        return OUTPUT_MASK in self.text


class Url:
    """A URL in an attribute or a text, taken apart; each part is ``None`` where it is missing.

    ``whole`` is the value without the white space around it. ``host`` is as written, with the brackets of an IPv6
    address; ``port`` may be empty. Nothing is decoded.
    """

    __slots__ = ("fragment", "host", "item", "path", "port", "query", "scheme", "userinfo", "whole")

    def __init__(self, item: Attr | Text) -> None:
        value = item.value
        text = strip_white_space(value)
        start = value.find(text)
        match = _URL.match(text)
        assert match is not None  # every part may be missing, so it matches anything

        def part(group: int) -> Part | None:
            content = match[group]
            return None if content is None else Part(content, start + match.start(group), start + match.end(group))

        self.item = item
        self.whole = Part(text, start, start + len(text))
        self.scheme = part(1)
        self.path = part(3) or Part("", start, start)
        self.query = part(4)
        self.fragment = part(5)
        self.userinfo, self.host, self.port = _authority(part(2))

    def span(self, part: Part) -> Span:
        """The place of a part in the file."""
        return self.item.part(part.start, part.end)

    @property
    def protocol(self) -> str:
        """The scheme in lower letters; empty where there is none."""
        return "" if self.scheme is None else self.scheme.text.lower()

    @property
    def templated(self) -> bool:
        """Whether a template tag is in it."""
        return self.item.templated


def parse_url(item: Attr | Text) -> Url:
    """The URL that an attribute or text holds. Never fails: what is no URL has no scheme and no host."""
    return Url(item)


def _authority(whole: Part | None) -> tuple[Part | None, Part | None, Part | None]:
    """User, host and port of what is between ``//`` and the path."""
    if whole is None:
        return None, None, None
    text, start, end = whole
    at_sign = text.rfind("@")
    userinfo = None if at_sign < 0 else Part(text[:at_sign], start, start + at_sign)
    text, start = text[at_sign + 1 :], start + at_sign + 1
    closing = text.find("]") if text.startswith("[") else 0
    colon = -1 if closing < 0 else text.find(":", closing)
    if colon < 0:
        return userinfo, Part(text, start, end), None
    return userinfo, Part(text[:colon], start, start + colon), Part(text[colon + 1 :], start + colon + 1, end)


def schemeless(url: Url) -> Part | None:
    """The host of ``localhost:5000/x`` or ``10.0.0.1/x``, written without the scheme that belongs before it."""
    if url.host is not None or url.templated:
        return None
    match = _NO_SCHEME.match(url.whole.text)
    if match is None:
        return None
    group = "host" if match["host"] is not None else "alone"
    return Part(match[group], url.whole.start + match.start(group), url.whole.start + match.end(group))


def end_of_schemes(text: str) -> int:
    """Where the schemes end that a URL begins with, if they are two or more; else 0."""
    match = _DOUBLED.match(text)
    return 0 if match is None else match.end()


class Misjoined(NamedTuple):
    """The beginning of a URL that is not written as ``scheme://``: the scheme that was meant, and where it ends."""

    scheme: str
    end: int


def misjoined(text: str) -> Misjoined | None:
    """The beginning of ``http//host``, ``https;//host``, ``http:/host.test/`` or ``://host``; else ``None``."""
    match = _MISJOINED.match(text)
    if match is not None:
        return Misjoined((match[1] or "https").lower(), match.end())
    match = _LOOSELY_JOINED.match(text)
    if match is None or _HOST.match(text, match.end()) is None:
        return None
    from twimllint.schema.names import nearest

    scheme = nearest(match[2], ("https", "http"), 1) if match[2] else match[1] or "https"
    return None if scheme is None else Misjoined(scheme.lower(), match.end())


def declared_kind(item: Attr | Text, ctx: Context) -> str | None:
    """The kind of value an attribute or text is declared to hold, such as ``url``, ``ws-url`` or ``phone-number``."""
    element = ctx.grammar.element(item.parent) if item.parent is not None else None
    if element is None:
        return None
    if isinstance(item, Text):
        return None if element.text_type is None else element.text_type.kind
    attribute = element.attributes.get(item.name)
    return None if attribute is None else attribute.type.kind


#: Kinds of the grammar as the kinds of value that the patterns of placeholders.json are sorted by.
_VALUE_KINDS = {
    "url": "url", "absolute-url": "url", "ws-url": "url", "sip-uri": "url", "phone-number": "number",
    "caller-id": "number", "message-address": "number", "sid": "sid", "client-identity": "name",
    "conference-name": "name", "queue-name": "name", "room-name": "name", "participant-identity": "name",
    "participant-label": "name", "spoken-text": "text", "message-text": "text",
}  # fmt: skip


def value_kind(item: Attr | Text, ctx: Context) -> str | None:
    """The kind of value as ``find`` sorts its patterns: url, number, name, sid, text; ``None`` for others."""
    return _VALUE_KINDS.get(declared_kind(item, ctx) or "")


def error_of(item: Attr | Text, ctx: Context) -> int | None:
    """The number that Twilio logs where a value is not a valid URL, if its attribute has a number of its own."""
    if isinstance(item, Text):
        return None
    element = ctx.grammar.element(item.parent)
    attribute = None if element is None else element.attributes.get(item.name)
    if attribute is None:
        return None
    socket = attribute.type.kind == "ws-url"
    return attribute.about.errors.get("scheme", attribute.about.error) if socket else attribute.about.error


def describe_place(item: Attr | Text) -> str:
    """How a message names the holder of a value: ``action``, or ``the text of <Play>``."""
    if isinstance(item, Attr):
        return item.name
    return "the text" if item.parent is None else f"the text of <{item.parent.name}>"


def narrow_to_word(value: str, start: int, end: int) -> tuple[int, int]:
    """A stretch of a URL without the scheme and user before it, and with the rest of the word it ends in."""
    for mark in ("//", "@"):
        after = value.rfind(mark, start, end) + len(mark)
        if len(mark) <= after < end:
            start = max(start, after)
    if value[end - 1] == "@":
        return start, end - (value[start] != "@")
    while value[start] in "/.:" and start + 1 < end and value[start + 1] != value[start]:
        start += 1
    while end < len(value) and (value[end].isalnum() or value[end] in "_-"):
        end += 1
    return start, end


class Verdict(NamedTuple):
    """Why Twilio cannot reach a host: ``kind`` as in hosts.json, or ``bare``; ``what`` in words."""

    kind: str
    what: str


def unreachable(host: str) -> Verdict | None:
    """Why Twilio cannot reach a host, or ``None`` where it may; names kept for documents count as reachable."""
    name = _static_suffix(host)
    if not name or ("." in name and name.rpartition(".")[2] in PUBLIC_ENDINGS):
        return None
    whole = OUTPUT_MASK not in host
    if whole:
        ip = address(name)
        if ip is not None:
            return _range(ip)
        exact = data("hosts")["names"].get(name)
        if exact is not None:
            return Verdict(exact["kind"], exact["what"])
    suffix = host_entry("suffixes", name)
    if suffix is not None and (not whole or "." in name):
        return Verdict(suffix["kind"], suffix["what"])
    if whole and re.fullmatch(r"[a-z0-9_-]+", name):
        return Verdict("bare", "a name without a domain, known only in its own network")
    return None


def host_facts(section: str, host: str) -> Any:
    """The entry of a section of hosts.json (``throw_away``, ``twilio``, ``documentation``) for a host, or ``None``."""
    name = _static_suffix(host)
    return host_entry(section, name) if name else None


def _static_suffix(host: str) -> str:
    """A host in lower letters; of one that begins with a template tag, the labels surely behind it."""
    name = host.lower().rstrip(".")
    if OUTPUT_MASK not in name:
        return name
    rest = name[name.rfind(OUTPUT_MASK) + 1 :]
    return rest[1:] if rest.startswith(".") else ""


def address(host: str) -> IPv4Address | IPv6Address | None:
    """The IP address that a host is, in any form a resolver takes (``127.1``, ``0x7f000001``), or ``None``."""
    from ipaddress import AddressValueError, IPv4Address, IPv6Address

    if host.startswith("["):
        try:
            six = IPv6Address(host[1:].removesuffix("]").partition("%")[0])
        except AddressValueError:
            return None
        return six.ipv4_mapped or six
    parts = host.split(".")
    if len(parts) > 4 or not all(_NUMBER.fullmatch(part) for part in parts):
        return None
    numbers = [_number(part) for part in parts]
    last = numbers.pop()
    if any(number is None or number > 255 for number in numbers) or last is None or last >= 256 ** (4 - len(numbers)):
        return None
    return IPv4Address(sum((n or 0) << (24 - 8 * i) for i, n in enumerate(numbers)) + last)


def _number(text: str) -> int | None:
    try:
        if text.startswith("0x"):
            return int(text[2:] or "0", 16)
        return int(text, 8) if text.startswith("0") and len(text) > 1 else int(text)
    except ValueError:
        return None


@cache
def _ranges() -> tuple[tuple[IPv4Network | IPv6Network, Verdict], ...]:
    from ipaddress import ip_network

    rows = data("hosts")["ranges"].items()
    return tuple((ip_network(text), Verdict(row["kind"], row["what"])) for text, row in rows)


def _range(address: IPv4Address | IPv6Address) -> Verdict | None:
    for network, verdict in _ranges():
        if address.version == network.version and address in network:
            return None if verdict.kind == "documentation" else verdict
    return None


if not TYPE_CHECKING:
    __getattr__ = renamed_names(
        __name__,
        {
            "read": "parse_url",
            "kind": "declared_kind",
            "where": "describe_place",
            "narrowed": "narrow_to_word",
            "entry": "host_facts",
        },
    )

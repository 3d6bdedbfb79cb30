"""TW801 malformed-url."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from twimllint import Attr, Context, Diagnostic, Rule, Text, nearest, urls, wording

_FILLER = "\ue000"
_DOUBLED = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:/*(?:https?|wss?)(?::/+|//+)", re.IGNORECASE)
_JOINED = re.compile(r"(?:https?|wss?)\Z", re.IGNORECASE)
_NO_COLON = re.compile(r"(https?|wss?)[;,.]?//|:/+(?=\w)", re.IGNORECASE)
_QUOTED = re.compile(r"[\"'`\u201c\u201d\u2018\u2019]")
_GAP = re.compile(r"\w\s+\w")
_NO_WORDS = re.compile(r"[/?=:&\ue000]|\.\w{2,4}\Z")
#: A first path part, with more behind it, that can only be meant as a host; alone it might be a file.
_HOST_FIRST = re.compile(
    r"(?:www\.[a-z0-9-]+(?:\.[a-z0-9-]+)+|(?:[a-z0-9-]+\.)+(?:com|net|org)"
    r"|(?:[a-z0-9-]+\.){2,}(?:io|dev|app|co|ai|edu|gov|test|example))(?=[/?#])",
    re.IGNORECASE,
)
_BAD_IN_HOST = re.compile(r"[^A-Za-z0-9.\-\s\u0080-\U0010ffff]")
_DOTTED = re.compile(r"\d+(?:\.\d+){3}")


class MalformedUrl(Rule):
    r"""A value that is no URL where a URL is asked for.

    Twilio logs error 11100 and makes no request: the caller hears "an application error has occurred", and a callback
    is lost. A host without its scheme is a case of its own: Twilio takes it for a path of the present server.

    Flagged:
        <Response><Play>http://https://cdn.acme.test/a.mp3</Play></Response>
                        ^^^^^^^^^^^^^^^ the URL begins with two schemes, "http://https://"; Twilio takes one, http:// or https:// (11100)
    Flagged:
        <Response><Redirect>https:///next</Redirect></Response>
                            ^^^^^^^^^^^^^ "https:///next" names no host; a whole URL is https://HOST/PATH (11100)
    Flagged:
        <Response><Gather action="https:\\ivr.acme.test\k"/><Redirect>htps://ivr.acme.test/n</Redirect></Response>
                                        ^^ a backslash stands in action; the parts of a URL are divided by "/", and Twilio refuses it (11100)
                                                                      ^^^^ "htps" is no scheme that Twilio can request; the nearest is "https" (11100)
    Flagged:
        <Response><Dial action="ivr.acme.com/done">+14155550100</Dial></Response>
                                ^^^^^^^^^^^^ "ivr.acme.com" has no scheme before it, so Twilio takes it for a path of the present server; write https://ivr.acme.com
    Flagged:
        <Response><Play>Welcome to Acme, press one for sales</Play></Response>
                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ the text of <Play> is words, "Welcome to Acme, press one for sales"; the URL of a file belongs there (11100)
    Allowed:
        <Response><Gather action="/k?next=https://ivr.acme.test/a"/><Redirect>../menu.xml</Redirect></Response>
    Allowed:
        <Response><Dial><Conference waitUrl="">town</Conference></Dial></Response>
    Allowed:
        <Response><Play>https://proxy.acme.test:8443/https://cdn.acme.test/a.mp3#t=1</Play><Redirect>//ivr.acme.test/n</Redirect></Response>
    Allowed:
        <Response><Gather action="{{ base }}/k"/><Redirect>{{ scheme }}://{{ host }}/n</Redirect></Response>
    """

    code, name, twilio_code = "TW801", "malformed-url", 11100
    source = "https://www.twilio.com/docs/api/errors/11100"
    on = ("#url",)
    known, templated = False, True
    needs = (":", "\\", "//", " ", '"', "'", "`", "&quot;", "\u201c", "\u2018", "www.", ".com", ".net", ".org",
             ".io", ".dev", ".app", ".co", ".ai", ".edu", ".gov", ".test", ".example")  # fmt: skip
    supersedes = ("url-whitespace", "insecure-callback", "url-tunnel-host")

    def check(self, item: Attr | Text, ctx: Context) -> Iterator[Diagnostic]:
        url = urls.read(item)
        fault = _fault(url, socket=urls.kind(item, ctx) == "ws-url") if url.whole.text else None
        if fault is not None:
            start, end, message = fault
            yield self.report(item.part(start, end), message, covers=(url.span(url.whole),))


class _Fault(NamedTuple):
    start: int
    end: int
    message: str


def _at(part: urls.Part, message: str) -> _Fault:
    return _Fault(part.start, part.end, message)


def _fault(url: urls.Url, socket: bool) -> _Fault | None:
    """The first thing that makes the value no URL. ``socket``: the scheme is judged by websocket-url-scheme."""
    text, start, _ = url.whole
    shown = wording.shortened(text)
    quote, slash, doubled = _QUOTED.match(text), text.find("\\"), _DOUBLED.match(text)
    if quote and text.rstrip("/")[-1] in "\"'`\u201c\u201d\u2018\u2019" and len(text) > 1:
        return _at(
            url.whole, f"{urls.where(url.item)} has quotation marks inside its value; a URL is written without (11100)"
        )
    if slash >= 0:
        last = slash + len(text[slash:]) - len(text[slash:].lstrip("\\"))
        message = f'a backslash stands in {urls.where(url.item)}; the parts of a URL are divided by "/", and Twilio refuses it (11100)'
        return _Fault(start + slash, start + last, message)
    if doubled:
        two = f'"{doubled[0]}"'
        legal = "one, wss://" if socket else "one, http:// or https://"
        return _Fault(
            start, start + doubled.end(), f"the URL begins with two schemes, {two}; Twilio takes {legal} (11100)"
        )
    if url.host and url.port and not url.port.text and _JOINED.search(url.host.text) and url.path.text[:2] == "//":
        return _at(url.whole, f'"{shown}" is two URLs written as one; Twilio can request one (11100)')
    named = urls.schemeless(url)
    if named is not None or (url.scheme is None and url.host is None):
        return None if socket else _without_scheme(url, named, shown)
    return _bad_scheme(url, socket, shown) or _bad_host(url)


def _without_scheme(url: urls.Url, named: urls.Part | None, shown: str) -> _Fault | None:
    text, start, _ = url.whole
    colon, host = _NO_COLON.match(text), _HOST_FIRST.match(text)
    if colon:
        rest = text[colon.end() :]
        right = f"{(colon[1] or 'https').lower()}://{wording.shortened(rest)}"
        return _Fault(start, start + colon.end(), f'"{colon[0]}" is no beginning of a URL; write {right} (11100)')
    if named is None and host:
        named = urls.Part(host[0], start, start + host.end())
    if named is not None:
        message = f'"{named.text}" has no scheme before it, so Twilio takes it for a path of the present server; write https://{named.text}'
        return _at(named, message)
    if _GAP.search(text) and not _NO_WORDS.search(text):
        what = "a file" if url.item.parent is not None and url.item.parent.name == "Play" else "a document"
        return _at(url.whole, f'{urls.where(url.item)} is words, "{shown}"; the URL of {what} belongs there (11100)')
    return None


def _bad_scheme(url: urls.Url, socket: bool, shown: str) -> _Fault | None:
    scheme = url.scheme
    if scheme is not None and not socket and url.protocol not in ("http", "https"):
        near = nearest(url.protocol, ("http", "https"))
        legal = f'the nearest is "{near}"' if near else "it requests http and https"
        return _at(scheme, f'"{scheme.text}" is no scheme that Twilio can request; {legal} (11100)')
    if (url.host is None or not url.host.text) and url.protocol in ("", "http", "https", "ws", "wss"):
        whole = f"{url.protocol or 'https'}://HOST/PATH"
        return _at(url.whole, f'"{shown}" names no host; a whole URL is {whole} (11100)')
    return None


def _bad_host(url: urls.Url) -> _Fault | None:
    host, port = url.host, url.port
    if port and port.text and not port.templated and not (port.text.isdecimal() and 0 < int(port.text[:9]) < 65536):
        return _at(port, f'"{port.text}" is no port; ports are the numbers from 1 to 65535 (11100)')
    if host is None or host.templated:
        return None
    bad = None if host.text.startswith("[") else _BAD_IN_HOST.search(host.text)
    if bad:
        hint = "underscores are for paths" if bad[0] == "_" else "a host is letters, digits, hyphens and dots"
        return _at(host, f'the host "{host.text}" holds "{bad[0]}"; {hint}, and Twilio refuses it (11100)')
    if ".." in host.text or host.text.startswith("."):
        return _at(host, f'the host "{host.text}" has an empty part before a dot, so no server has that name (11100)')
    if (host.text.startswith("[") or _DOTTED.fullmatch(host.text)) and urls.address(host.text.lower()) is None:
        return _at(host, f'the host "{host.text}" is no IP address (11100)')
    return None

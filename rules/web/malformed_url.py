"""TW801 malformed-url."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from twimllint import Attr, Context, Diagnostic, Message, Rule, Text, has_template, nearest, urls, values

_JOINED = re.compile(r"(?:https?|wss?)\Z", re.IGNORECASE)
_HOST_START = re.compile(r"[\w\[]")
_QUOTED = re.compile(r"[\"'`\u201c\u201d\u2018\u2019]")
_GAP = re.compile(r"\w\s+\w")
_NO_WORDS = re.compile(r"[/?=:&\ue000]|\.\w{2,4}\Z")
#: A first path part, with more behind it, that can only be meant as a host; by itself it might be a file.
_HOST_FIRST = re.compile(
    r"(?:www\.[a-z0-9-]+(?:\.[a-z0-9-]+)+|(?:[a-z0-9-]+\.)+(?:com|net|org)"
    r"|(?:[a-z0-9-]+\.){2,}(?:io|dev|app|co|ai|edu|gov|test|example))(?=[/?#])",
    re.IGNORECASE,
)
_BAD_IN_HOST = re.compile(r"[^A-Za-z0-9.\-\s\u0080-\U0010ffff]")
#: Characters that RFC 3986 excludes everywhere; backslashes and quotation marks have messages of their own.
_EXCLUDED = re.compile(r"[{}|^<>`]")
#: The beginning of an address that was escaped as a whole, with encodeURIComponent or the like.
#: The beginning of another URL that no proxy's path or parameter has in front of it.
_AGAIN = re.compile(r"[\w.-](?:https?|wss?)://([^/?#:]+)", re.IGNORECASE)
_ESCAPED = re.compile(r"(?:https?|wss?)%3A(?:%2F|/){2}", re.IGNORECASE)
_DOTTED = re.compile(r"\d+(?:\.\d+){3}")


_HELP = "Write a URL such as https://HOST/PATH. Twilio makes no request ({code})."


class MalformedUrl(Rule):
    r"""A value that is not a URL where one is expected.

    Twilio logs error 11100 and makes no request: the caller hears "an application error has occurred", and a callback
    is lost. A host without its scheme is read as a path on the current server.

    Flagged:
        <Response><Play>http://https://cdn.acme.test/a.mp3</Play></Response>
                        ^^^^^^^^^^^^^^^ URL with two schemes: found "http://https://"
    Flagged:
        <Response><Redirect>https:///next</Redirect></Response>
                            ^^^^^^^^^^^^^ URL without a host: found "https:///next"
    Flagged:
        <Response><Gather action="https:\\ivr.acme.test\k"/><Redirect>htps://ivr.acme.test/n</Redirect></Response>
                                        ^^ backslash in a URL: write "/"
                                                                      ^^^^ unknown scheme of a URL: did you mean "https"?
    Flagged:
        <Response><Dial action="ivr.acme.com/done">+14155550100</Dial></Response>
                                ^^^^^^^^^^^^ URL without a scheme: write "https://ivr.acme.com"
    Flagged:
        <Response><Play>Welcome to Acme, press one for sales</Play></Response>
                        ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ text where a URL is expected: found "Welcome to Acme, press one for sales"
    Flagged:
        <Response><Redirect>"https://ivr.acme.test/n"</Redirect><Play>https://cdn.acme.test/a.mp3https://cdn.acme.test/b.mp3</Play></Response>
                            ^^^^^^^^^^^^^^^^^^^^^^^^^ quotation marks in a URL: write it without them
                                                                      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ two URLs in one value: found "https://cdn.acme.test/a.mp3https://cdn.acme.test/b.…"
    Flagged:
        <Response><Redirect>http//ivr.acme.test/n</Redirect><Play>ftp://cdn.acme.test/a.mp3</Play></Response>
                            ^^^^^^ malformed URL: write "http://ivr.acme.test/n"
                                                                  ^^^ unknown scheme of a URL: found "ftp"
    Flagged:
        <Response><Redirect>https//https://ivr.acme.test/n</Redirect><Play>http:/cdn.acme.test/a.mp3</Play></Response>
                            ^^^^^^^^^^^^^^^ URL with two schemes: found "https//https://"
                                                                           ^^^^^^ malformed URL: write "http://cdn.acme.test/a.mp3"
    Flagged:
        <Response><Redirect>https://ivr.acme.test:99999/n</Redirect><Play>https://cdn_1.acme.test/a.mp3</Play></Response>
                                                  ^^^^^ port must be a number from 1 to 65535: found "99999"
                                                                                  ^^^^^^^^^^^^^^^ character is not allowed in a host: found "_"
    Flagged:
        <Response><Redirect>https://ivr..acme.test/n</Redirect><Play>https://300.1.1.1/a.mp3</Play></Response>
                                    ^^^^^^^^^^^^^^ empty part in a host: found "ivr..acme.test"
                                                                             ^^^^^^^^^ malformed IP address: found "300.1.1.1"
    Flagged:
        <Response><Redirect>https://ivr.acme.testhttps://ivr.acme.test/b</Redirect></Response>
                            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ two URLs in one value: found "https://ivr.acme.testhttps://ivr.acme.test/b"
    Flagged:
        <Response><Gather action="https://ivr.acme.test/{x"/><Redirect>/n?a=1|2&amp;b=^</Redirect></Response>
                                                        ^ character is not allowed in a URL: found "{"
                                                                             ^ character is not allowed in a URL: found "|"
    Flagged:
        <Response><Play>https%3A%2F%2Fcdn.acme.test%2Fmain%20menu.mp3</Play></Response>
                        ^^^^^^^^^^^^^^ URL is percent-encoded as a whole: write "https://"
    Allowed:
        <Response><Redirect>https://ivr.acme.test/n?next=https%3A%2F%2Fivr.acme.test%2Fm&amp;a[]=1&amp;b=%7B%7D</Redirect></Response>
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
    local = True
    known, templated = False, True
    needs = (":", "%3a", "{", "}", "|", "^", "<", ">", "\\", "//", " ", '"', "'", "`", "\u201c", "\u2018", "www.", ".net", ".org",
             ".io", ".dev", ".app", ".co", ".ai", ".edu", ".gov", ".test", ".example")  # fmt: skip
    supersedes = ("url-whitespace", "url-bad-escape", "insecure-callback", "url-tunnel-host")
    messages = {
        "quoted": Message("quotation marks in a URL", "write it without them", _HELP),
        "backslash": Message("backslash in a URL", 'write "/"', _HELP),
        "character": Message(
            "character is not allowed in a URL",
            'found "{found}"',
            "Write {right}, or the value that belongs there. Twilio makes no request ({code}).",
        ),
        "escaped": Message(
            "URL is percent-encoded as a whole",
            'write "{right}"',
            "Encode only the values inside a URL. Twilio reads this one as a path on the current server.",
        ),
        "two-schemes": Message("URL with two schemes", 'found "{found}"', _HELP),
        "two-urls": Message("two URLs in one value", 'found "{found}"', _HELP),
        "no-colon": Message("malformed URL", 'write "{right}"', _HELP),
        "no-scheme": Message(
            "URL without a scheme",
            'write "https://{found}"',
            "Write the scheme. Without it Twilio reads the host as a path on the current server.",
        ),
        "words": Message("text where a URL is expected", 'found "{found}"', _HELP),
        "near-scheme": Message("unknown scheme of a URL", 'did you mean "{right}"?', _HELP),
        "scheme": Message("unknown scheme of a URL", 'found "{found}"', _HELP),
        "no-host": Message("URL without a host", 'found "{found}"', _HELP),
        "port": Message("port must be a number from 1 to 65535", 'found "{found}"', _HELP),
        "host-character": Message("character is not allowed in a host", 'found "{found}"', _HELP),
        "empty-label": Message("empty part in a host", 'found "{found}"', _HELP),
        "address": Message("malformed IP address", 'found "{found}"', _HELP),
    }

    def check(self, item: Attr | Text, ctx: Context) -> Iterator[Diagnostic]:
        url = urls.parse_url(item)
        mistake = _mistake(url, socket=urls.declared_kind(item, ctx) == "ws-url") if url.whole.text else None
        if mistake is not None:
            yield self.report(
                item.part(mistake.start, mistake.end),
                mistake.message,
                found=mistake.found,
                right=mistake.right,
                covers=(url.span(url.whole),),
                twilio_code=values.error_of(item, ctx),
            )


class _Mistake(NamedTuple):
    """The id of the message, the place in the value, what was found there, and what to write."""

    message: str
    start: int
    end: int
    found: str = ""
    right: str = ""


def _at(part: urls.Part, message: str, found: str = "", right: str = "") -> _Mistake:
    return _Mistake(message, part.start, part.end, found, right)


def _mistake(url: urls.Url, socket: bool) -> _Mistake | None:
    """The first thing that is wrong with a URL. ``socket``: the scheme is checked by websocket-url-scheme."""
    text, start, _ = url.whole
    escaped = _ESCAPED.match(text)
    quote, slash, doubled = _QUOTED.match(text), text.find("\\"), urls.end_of_schemes(text)
    if quote and text.rstrip("/")[-1] in "\"'`\u201c\u201d\u2018\u2019" and len(text) > 1:
        return _at(url.whole, "quoted")
    if slash >= 0:
        last = slash + len(text[slash:]) - len(text[slash:].lstrip("\\"))
        return _Mistake("backslash", start + slash, start + last)
    if doubled:
        return _Mistake("two-schemes", start, start + doubled, text[:doubled])
    if url.host and url.port and not url.port.text and _JOINED.search(url.host.text) and url.path.text[:2] == "//":
        return _at(url.whole, "two-urls", text)
    if _repeats(url):
        return _at(url.whole, "two-urls", text)
    if escaped:
        return _Mistake("escaped", start, start + escaped.end(), right=escaped[0].partition("%")[0].lower() + "://")
    joined = urls.misjoined(text)
    if joined is not None:
        return _misjoined(url.whole, joined)
    named = urls.schemeless(url)
    if named is not None or (url.scheme is None and url.host is None):
        return (None if socket else _without_scheme(url, named)) or _bad_character(url)
    return _bad_scheme(url, socket) or _bad_host(url) or _bad_character(url)


def _repeats(url: urls.Url) -> bool:
    """Whether the URL begins again in the middle of its path: a base was joined to what has it already."""
    again = None if url.host is None else _AGAIN.search(url.path.text)
    return again is not None and url.host is not None and again[1].lower() == url.host.text.lower() != ""


def _bad_character(url: urls.Url) -> _Mistake | None:
    bad = _EXCLUDED.search(url.whole.text)
    if bad is None:
        return None
    start = url.whole.start + bad.start()
    return _Mistake("character", start, start + 1, bad[0], f"%{ord(bad[0]):02X}")


def _misjoined(whole: urls.Part, joined: urls.Misjoined) -> _Mistake:
    rest = whole.text[joined.end :]
    if not _HOST_START.match(rest) and not has_template(rest[:1]):
        return _at(whole, "no-host", whole.text)
    end = whole.start + joined.end
    return _Mistake("no-colon", whole.start, end, whole.text[: joined.end], f"{joined.scheme}://{rest}")


def _without_scheme(url: urls.Url, named: urls.Part | None) -> _Mistake | None:
    text, start, _ = url.whole
    host = _HOST_FIRST.match(text)
    if text.startswith(":/"):
        return _at(url.whole, "no-host", text)
    if named is None and host:
        named = urls.Part(host[0], start, start + host.end())
    if named is not None:
        return _at(named, "no-scheme", named.text)
    if _GAP.search(text) and not _NO_WORDS.search(text):
        return _at(url.whole, "words", text)
    return None


def _bad_scheme(url: urls.Url, socket: bool) -> _Mistake | None:
    scheme = url.scheme
    if scheme is not None and not socket and url.protocol not in ("http", "https"):
        suggestion = nearest(url.protocol, ("http", "https"))
        return _at(scheme, "near-scheme" if suggestion else "scheme", scheme.text, suggestion or "")
    if (url.host is None or not url.host.text) and url.protocol in ("", "http", "https", "ws", "wss"):
        return _at(url.whole, "no-host", url.whole.text)
    return None


def _bad_host(url: urls.Url) -> _Mistake | None:
    host, port = url.host, url.port
    if port and port.text and not port.templated and not (port.text.isdecimal() and 0 < int(port.text[:9]) < 65536):
        return _at(port, "port", port.text)
    if host is None or host.templated:
        return None
    bad = None if host.text.startswith("[") else _BAD_IN_HOST.search(host.text)
    if bad:
        return _at(host, "host-character", bad[0])
    if ".." in host.text or host.text.startswith("."):
        return _at(host, "empty-label", host.text)
    if (host.text.startswith("[") or _DOTTED.fullmatch(host.text)) and urls.address(host.text.lower()) is None:
        return _at(host, "address", host.text)
    return None

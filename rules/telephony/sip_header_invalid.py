"""TW711 sip-header-invalid."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from twimllint import Attr, Context, Diagnostic, Message, Node, Rule, limit, sip, wording

#: An X in the name that is not followed by a hyphen.
_PREFIX = re.compile(r"\A[xX][_.]+")
_NAME = re.compile(r"[A-Za-z0-9!%*_+`'~.-]*")
_PASSED = frozenset(name.lower() for name in sip.HEADERS)
#: What the value of a header may not contain as it is.
_WRONG = re.compile(r"%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9_.!~*'()\[\]/?:+$%-]")


class SipHeaderInvalid(Rule):
    """Custom SIP header that Twilio does not pass on.

    Headers of your own begin with `X-`; names that begin with `X-Twilio` are Twilio's. Characters in a value are
    escaped as in a URL, and all headers together have at most 1023 characters. Twilio logs a warning and sends the call
    without the header.

    Flagged:
        <Response><Dial><Sip>sip:amy@pbx.acme.test?X-Twilio-Id=1</Sip></Dial></Response>
                                                   ^^^^^^^^^^^ SIP header names that begin with X-Twilio are reserved: found "X-Twilio-Id"
    Flagged:
        <Response><Dial><Sip>sip:amy@pbx.acme.test?caseid=7&amp;x-team=a</Sip></Dial></Response>
                                                   ^^^^^^ SIP header that Twilio does not pass on: write "X-caseid"
    Flagged:
        <Response><Dial><Sip>sip:amy@pbx.acme.test?User-to-User=0A1B;encoding=hex</Sip></Dial></Response>
                                                                    ^ SIP header value has an unescaped character: write "%3B" for ";"
    Flagged:
        <Response><Dial><Sip><Uri>sip:amy@pbx.acme.test</Uri><Headers><Header name="X Case" value="7"/></Headers></Sip></Dial></Response>
                                                                                    ^^^^^^ SIP header name has a character that is not allowed: found " "
    Flagged:
        <Response><Dial><Sip>sip:amy@pbx.acme.test?=7</Sip></Dial></Response>
                                                   ^ SIP header without a name: name missing
    Flagged:
        <Response><Dial><Sip>sip:amy@pbx.acme.test?x-case=[[7*1017]]</Sip></Dial></Response>
                                                  ^^^^^^^^^^^^^^^^^^ SIP headers are too long: 1024 characters; at most 1023
    Allowed:
        <Response><Dial><Sip>sip:amy@pbx.acme.test?x-case=[[7*1016]]</Sip></Dial></Response>
    Allowed:
        <Response><Dial><Sip>sip:amy@pbx.acme.test?X-Case-Id=1&amp;x-name=Amy%20Smith&amp;User-to-User=0A1B%3Bencoding%3Dhex</Sip></Dial></Response>
    Allowed:
        <Response><Dial><Sip>sip:amy@pbx.acme.test?x-call={{ CallSid }}</Sip></Dial></Response>
    Allowed:
        <Response><Dial><Sip>sip:amy@pbx.acme.test?x-language={% if spanish %}es{% else %}en{% endif %}&amp;x-type=1</Sip></Dial></Response>
    """

    code, name, twilio_code = "TW711", "sip-header-invalid", 13252
    source = "https://www.twilio.com/docs/api/errors/13252"
    on = ("Sip", "Uri", "Header@name")
    local = True
    templated = True
    messages = {
        "no-name": Message(
            "SIP header without a name",
            "name missing",
            "Write a name that begins with X-. Twilio drops the header ({code}).",
            twilio_code=32111,
        ),
        "character": Message(
            "SIP header name has a character that is not allowed",
            'found "{character}"',
            "Use letters, digits and hyphens. Twilio drops the header ({code}).",
            twilio_code=32111,
        ),
        "reserved": Message(
            "SIP header names that begin with X-Twilio are reserved",
            'found "{header}"',
            "Use another name that begins with X-. Twilio drops the header ({code}).",
            twilio_code=32113,
        ),
        "not-passed": Message(
            "SIP header that Twilio does not pass on",
            'write "X-{header}"',
            "Headers of your own begin with X-; of others only {passed} are passed on ({code}).",
        ),
        "value": Message(
            "SIP header value has an unescaped character",
            'write "{escaped}" for "{character}"',
            "Escape the value as in a URL. Twilio drops the header ({code}).",
            twilio_code=32112,
        ),
        "too-long": Message(
            "SIP headers are too long",
            "{length} characters; at most {most}",
            "Send fewer or shorter headers ({code}).",
            twilio_code=13253,
        ),
    }

    def check(self, item: Node | Attr, ctx: Context) -> Iterator[Diagnostic]:
        if isinstance(item, Attr):
            if item.value.strip() and not item.templated:
                yield from self._check_name(item.value, item.value_span)
            return
        target = sip.target(item)
        if target is None:
            return
        for pair in target.uri.headers:
            if not pair.misplaced:
                yield from self._check_pair(pair, target)
        uri, most = target.uri, limit("sip-headers").maximum
        length = uri.whole.end - uri.head.end - 1
        if length > most and not target.text.templated:
            yield self.report(target.span(uri.head.end, uri.whole.end), "too-long", length=length, most=most)

    def _check_pair(self, pair: sip.Pair, target: sip.Target) -> Iterator[Diagnostic]:
        wrong = list(self._check_name(pair.name.text, target.span(pair.name.start, pair.name.end)))
        if wrong and not pair.name.templated:
            yield from wrong
        elif not wrong and pair.value is not None and not pair.value.templated:
            character = _WRONG.search(pair.value.text)
            if character is not None:
                start = pair.value.start + character.start()
                escaped = sip.percent_encoded(character[0])
                yield self.report(target.span(start, start + 1), "value", character=character[0], escaped=escaped)

    def _check_name(self, name: str, span: Any) -> Iterator[Diagnostic]:
        match = _NAME.match(name)
        length = 0 if match is None else match.end()
        lower = name.lower()
        if not name:
            yield self.report(span, "no-name")
        elif length < len(name):
            yield self.report(span, "character", character=name[length])
        elif lower.startswith("x-twilio"):
            yield self.report(span, "reserved", header=name)
        elif not lower.startswith("x-") and lower not in _PASSED:
            yield self.report(
                span, "not-passed", header=_PREFIX.sub("", name) or name, passed=wording.listed(sip.HEADERS)
            )

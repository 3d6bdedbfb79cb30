"""TW711 sip-header-invalid."""

from __future__ import annotations

import re
from collections.abc import Iterator

from twimllint import Attr, Context, Diagnostic, Node, Rule, limit, sip, values

_NAME = re.compile(r"[A-Za-z0-9!%*_+`'~.-]+")
_PASSED = frozenset(name.lower() for name in sip.HEADERS)
#: What the value of a header may not hold as it is.
_WRONG = re.compile(r"%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9_.!~*'()\[\]/?:+$%-]")


class SipHeaderInvalid(Rule):
    """Custom SIP header that Twilio does not pass on.

    Headers of your own begin with `X-`; names that begin with `X-Twilio` are Twilio's. Signs in a value are escaped
    as in a URL, and all headers together stay under 1024 characters. Twilio warns and sends the call without the rest.

    Flagged:
        <Response><Dial><Sip>sip:amy@pbx.acme.test?X-Twilio-Id=1</Sip></Dial></Response>
                                                   ^^^^^^^^^^^ the header "X-Twilio-Id" begins with X-Twilio, which Twilio keeps for itself; take another name that begins with X- (32113)
    Flagged:
        <Response><Dial><Sip>sip:amy@pbx.acme.test?caseid=7&amp;x-team=a</Sip></Dial></Response>
                                                   ^^^^^^ the header "caseid" is not passed on; headers of your own begin with X-, as in X-caseid, and of others Twilio takes User-to-User, Remote-Party-ID, P-Preferred-Identity and P-Called-Party-ID (13252)
    Flagged:
        <Response><Dial><Sip>sip:amy@pbx.acme.test?User-to-User=0A1B;encoding=hex</Sip></Dial></Response>
                                                                    ^ the value of the header "User-to-User" holds ";", which is written %3B there (32112)
    Flagged:
        <Response><Dial><Sip><Uri>sip:amy@pbx.acme.test</Uri><Headers><Header name="X Case" value="7"/></Headers></Sip></Dial></Response>
                                                                                    ^^^^^^ the header "X Case" has " " in its name, which takes letters, digits and hyphens (32111)
    Allowed:
        <Response><Dial><Sip>sip:amy@pbx.acme.test?X-Case-Id=1&amp;x-name=Amy%20Smith&amp;User-to-User=0A1B%3Bencoding%3Dhex</Sip></Dial></Response>
    Allowed:
        <Response><Dial><Sip>sip:amy@pbx.acme.test?x-call={{ CallSid }}</Sip></Dial></Response>
    """

    code, name, twilio_code = "TW711", "sip-header-invalid", 13252
    source = "https://www.twilio.com/docs/api/errors/13252"
    on = ("Sip", "Uri", "Header@name")
    known, templated = False, True

    def check(self, item: Node | Attr, ctx: Context) -> Iterator[Diagnostic]:
        if isinstance(item, Attr):
            fault = (
                _name_fault(item.value) if not item.templated and values.attribute_type(item, ctx) is not None else None
            )
            if fault is not None and item.value.strip():
                yield self.report(item.value_span, fault[0], twilio_code=fault[1])
            return
        target = sip.target(item, ctx)
        if target is None:
            return
        uri = target.uri
        for pair in uri.headers:
            fault = None if pair.misplaced or pair.name.templated else _name_fault(pair.name.text)
            if fault is not None:
                yield self.report(target.span(pair.name.start, pair.name.end), fault[0], twilio_code=fault[1])
            elif pair.value is not None and not pair.value.templated and (wrong := _WRONG.search(pair.value.text)):
                from urllib.parse import quote

                message = (
                    f'the value of the header "{pair.name.text}" holds "{wrong[0]}", which is written {quote(wrong[0], safe="")} '
                    "there (32112)"
                )
                start = pair.value.start + wrong.start()
                yield self.report(target.span(start, start + 1), message, twilio_code=32112)
        longest = limit("sip-headers").maximum
        length = uri.whole.end - uri.head.end - 1
        if length > longest and not target.text.templated:
            message = f"the headers have {length} characters, and {longest} is the most (13253)"
            yield self.report(target.span(uri.head.end, uri.whole.end), message, twilio_code=13253)


def _name_fault(name: str) -> tuple[str, int] | None:
    """What is wrong with the name of a header, and what Twilio logs."""
    match = _NAME.match(name)
    if match is None or match.end() < len(name):
        if not name:
            return "a header has no name; headers of your own begin with X- (32111)", 32111
        wrong = name[0 if match is None else match.end()]
        return f'the header "{name}" has "{wrong}" in its name, which takes letters, digits and hyphens (32111)', 32111
    if name.lower().startswith("x-twilio"):
        words = "begins with X-Twilio, which Twilio keeps for itself; take another name that begins with X-"
        return f'the header "{name}" {words} (32113)', 32113
    if name.lower().startswith("x-") or name.lower() in _PASSED:
        return None
    others = f"{', '.join(sip.HEADERS[:-1])} and {sip.HEADERS[-1]}"
    words = f"is not passed on; headers of your own begin with X-, as in X-{name}, and of others Twilio takes {others}"
    return f'the header "{name}" {words} (13252)', 13252

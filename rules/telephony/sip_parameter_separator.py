"""TW710 sip-parameter-separator."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Fix, Message, Node, Rule, Severity, edits, sip, wording

_TITLE = "SIP parameter after {sign} is ignored"


class SipParameterSeparator(Rule):
    """SIP parameter joined with `?` or `&`, as headers are.

    What follows a question mark is sent as headers. A `transport` or `secure` there has no effect: the call is sent
    over UDP and unencrypted, without a warning.

    Flagged:
        <Response><Dial><Sip>sip:amy@pbx.acme.test?transport=tls&amp;secure=true</Sip></Dial></Response>
                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ SIP parameter after ? is ignored: write ";transport=tls;secure=true"
    Fixed:
        <Response><Dial><Sip>sip:amy@pbx.acme.test;transport=tls;secure=true</Sip></Dial></Response>
    Flagged:
        <Response><Dial><Sip>sip:amy@pbx.acme.test;transport=tls&amp;edge=dublin?x-case=7</Sip></Dial></Response>
                                                                ^^^^^^^^^^^^^^^^ SIP parameter after & is ignored: write ";edge=dublin"
    Fixed:
        <Response><Dial><Sip>sip:amy@pbx.acme.test;transport=tls;edge=dublin?x-case=7</Sip></Dial></Response>
    Flagged:
        <Response><Dial><Sip>sip:amy@pbx.acme.test?x-case={{ id }}&amp;transport=tcp</Sip></Dial></Response>
                                                                  ^^^^^^^^^^^^^^^^^^ SIP parameter after & is ignored: write ";transport=tcp"
    Fixed:
        <Response><Dial><Sip>sip:amy@pbx.acme.test;transport=tcp?x-case={{ id }}</Sip></Dial></Response>
    Allowed:
        <Response><Dial><Sip>sip:amy@pbx.acme.test;transport=tls;secure=true</Sip></Dial></Response>
    Allowed:
        <Response><Dial><Sip>sip:amy@pbx.acme.test?x-transport=tls&amp;x-edge=1</Sip></Dial></Response>
    """

    code, name, twilio_code = "TW710", "sip-parameter-separator", 32110
    severity = Severity.WARNING
    source = "https://www.twilio.com/docs/voice/twiml/sip"
    fixable = "unsafe"
    on = ("Sip", "Uri")
    local = True
    templated = True
    messages = {
        "ignored": Message(_TITLE, 'write "{right}"', "Write {names} after a semicolon ({code})."),
        "unencrypted": Message(
            _TITLE, 'write "{right}"', "Write {names} after a semicolon. The call is sent unencrypted ({code})."
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        target = sip.target(node)
        wrong = [] if target is None else [pair for pair in target.uri.pairs if pair.misplaced]
        if target is None or not wrong:
            return
        encrypts = any(pair.value and pair.value.text.lower() in ("tls", "true") for pair in wrong)
        right = "".join([";" + pair.text for pair in wrong])
        yield self.report(
            target.span(wrong[0].start, wrong[-1].end),
            "unencrypted" if encrypts else "ignored",
            sign=wrong[0].sign,
            right=right,
            names=wording.listed([pair.name.text for pair in wrong]),
            fix=_fix(target, right, ctx),
        )


def _fix(target: sip.Target, right: str, ctx: Context) -> Fix | None:
    """Put the parameters before the headers."""
    if "<![CDATA[" in target.text.raw:
        return None
    uri = target.uri

    def written(pair: sip.Pair) -> str:
        return edits.raw(ctx.source, target.span(pair.name.start, pair.end))

    parameters = "".join([";" + written(pair) for pair in uri.pairs if pair.misplaced or not pair.header])
    headers = "&amp;".join([written(pair) for pair in uri.headers if not pair.misplaced])
    place = target.span((uri.port or uri.host).end, uri.whole.end)
    return edits.replace(place, parameters + ("?" + headers if headers else ""), f"write {right}")

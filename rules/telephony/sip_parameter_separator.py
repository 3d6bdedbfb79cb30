"""TW710 sip-parameter-separator."""

from __future__ import annotations

from collections.abc import Iterator

from twimllint import Context, Diagnostic, Fix, Node, Rule, Severity, edits, sip, wording


class SipParameterSeparator(Rule):
    """SIP parameter joined with `?` or `&`, as headers are.

    What follows a question mark goes out as headers. A `transport` or `secure` there changes nothing: the call goes
    out over UDP and unencrypted, without a word.

    Flagged:
        <Response><Dial><Sip>sip:amy@pbx.acme.test?transport=tls&amp;secure=true</Sip></Dial></Response>
                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ transport and secure are parameters of the URI and stand after semicolons; behind "?" they are lost, and the call goes out unencrypted (32110); write ;transport=tls;secure=true
    Fixed:
        <Response><Dial><Sip>sip:amy@pbx.acme.test;transport=tls;secure=true</Sip></Dial></Response>
    Flagged:
        <Response><Dial><Sip>sip:amy@pbx.acme.test;transport=tls&amp;edge=dublin?x-case=7</Sip></Dial></Response>
                                                                ^^^^^^^^^^^^^^^^ edge is a parameter of the URI and stands after a semicolon; behind "&" it is lost (32110); write ;edge=dublin
    Fixed:
        <Response><Dial><Sip>sip:amy@pbx.acme.test;transport=tls;edge=dublin?x-case=7</Sip></Dial></Response>
    Flagged:
        <Response><Dial><Sip>sip:amy@pbx.acme.test?x-case={{ id }}&amp;transport=tcp</Sip></Dial></Response>
                                                                  ^^^^^^^^^^^^^^^^^^ transport is a parameter of the URI and stands after a semicolon; behind "&" it is lost (32110); write ;transport=tcp
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
    known, templated = False, True

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        target = sip.target(node, ctx)
        wrong = [] if target is None else [pair for pair in target.uri.pairs if pair.misplaced]
        if target is None or not wrong:
            return
        names = [pair.name.text for pair in wrong]
        several = ("are parameters of the URI and stand after semicolons", "they are")
        what, they = several if len(wrong) > 1 else ("is a parameter of the URI and stands after a semicolon", "it is")
        clear = any(pair.value and pair.value.text.lower() in ("tls", "true") for pair in wrong)
        lost = f"{they} lost, and the call goes out unencrypted" if clear else f"{they} lost"
        shown = "".join([";" + pair.text for pair in wrong])
        message = f'{wording.listed(names)} {what}; behind "{wrong[0].sign}" {lost} (32110); write {shown}'
        yield self.report(target.span(wrong[0].start, wrong[-1].end), message, fix=_fix(target, shown, ctx))


def _fix(target: sip.Target, shown: str, ctx: Context) -> Fix | None:
    """Puts the parameters before the headers."""
    if "<![CDATA[" in target.text.raw:
        return None
    uri = target.uri

    def written(pair: sip.Pair) -> str:
        return edits.raw(ctx.source, target.span(pair.name.start, pair.end))

    parameters = "".join([";" + written(pair) for pair in uri.pairs if pair.misplaced or not pair.header])
    headers = "&amp;".join([written(pair) for pair in uri.headers if not pair.misplaced])
    place = target.span((uri.port or uri.host).end, uri.whole.end)
    return edits.replace(place, parameters + ("?" + headers if headers else ""), f"write {shown}")

"""TW709 sip-uri-invalid."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from twimllint import Context, Diagnostic, Message, Node, Rule, Severity, find, sip, wording

_TITLE, _HELP = "not a SIP URI", "Write it as sip:amy@pbx.example.com. Twilio calls nobody ({code})."


class SipUriInvalid(Rule):
    """SIP target that is not a SIP URI, or names a host that Twilio cannot reach.

    A SIP URI is `sip:`, a user, `@` and a host that is reachable from the internet; the scheme may be left out. Twilio
    cannot send the call anywhere else, and the Dial fails.

    Flagged:
        <Response><Dial><Sip>http://pbx.acme.test/amy</Sip></Dial></Response>
                             ^^^^^ not a SIP URI: begins with "http:"
    Flagged:
        <Response><Dial><Sip>sip:sip:amy@pbx.acme.test</Sip></Dial></Response>
                                 ^^^^ not a SIP URI: repeated "sip:"
    Flagged:
        <Response><Dial><Sip>sip:https://pbx.acme.test</Sip></Dial></Response>
                                 ^^^^^^ not a SIP URI: second scheme "https:"
    Flagged:
        <Response><Dial><Sip>sip:tel:+14155550100@pbx.acme.test</Sip></Dial></Response>
                                 ^^^^ SIP URI with two schemes: found "tel:"
    Flagged:
        <Response><Dial><Sip>sip://amy@pbx.acme.test</Sip></Dial></Response>
                                 ^^ not a SIP URI: "//" after the scheme
    Flagged:
        <Response><Dial><Sip>sip:pbx.acme.test</Sip></Dial></Response>
                                 ^^^^^^^^^^^^^ not a SIP URI: no user before the host
    Flagged:
        <Response><Dial><Sip>+14155550100</Sip></Dial></Response>
                             ^^^^^^^^^^^^ not a SIP URI: no host after the user
    Flagged:
        <Response><Dial><Sip>sip:amy smith@pbx.acme.test</Sip></Dial></Response>
                                    ^ not a SIP URI: contains white space
    Flagged:
        <Response><Dial><Sip>&lt;sip:amy@pbx.acme.test&gt;</Sip></Dial></Response>
                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ not a SIP URI: contains quotes or angle brackets
    Flagged:
        <Response><Dial><Sip>sip:#1@pbx.acme.test</Sip></Dial></Response>
                                 ^ SIP user has an unescaped character: write "%23" for "#"
    Flagged:
        <Response><Dial><Sip>sip:amy@pbx_.acme.test_</Sip></Dial></Response>
                                     ^^^^^^^^^^^^^^^ not a SIP URI: not a host name or address
    Flagged:
        <Response><Dial><Sip>sip:amy@pbx.acme.test:65536</Sip></Dial></Response>
                                                   ^^^^^ not a SIP URI: not a port: "65536"
    Flagged:
        <Response><Dial><Sip>sip:100@192.168.1.5:5060</Sip></Dial></Response>
                                     ^^^^^^^^^^^ SIP host that Twilio cannot reach: private network
    Flagged:
        <Response><Refer><Sip>sip:amy@pbx.acme.test;transport=ssl</Sip></Refer></Response>
                                                              ^^^ transport of a SIP URI must be udp, tcp or tls: found "ssl"
    Flagged:
        <Response><Dial><Sip>sip:amy@pbx.acme.test;transport=tls;secure=yes</Sip></Dial></Response>
                                                                        ^^^ secure of a SIP URI must be true or false: found "yes"
    Flagged:
        <Response><Dial><Sip>sip:amy@pbx.acme.test;tnx=7</Sip></Dial></Response>
                                                       ^ tnx of a SIP URI must be the SID of a connection: found "7"
    Flagged:
        <Response><Dial><Sip>sip:amy@pbx.acme.test;user=[[x*229]]</Sip></Dial></Response>
                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ SIP URI is too long: 256 characters; at most 254
    Flagged:
        <Response><Dial><Sip>sip%3Aamy%40pbx.acme.test</Sip></Dial></Response>
                             ^^^^^^^^^^^^^^^^^^^^^^^^^ not a SIP URI: percent-encoded as a whole
    Allowed:
        <Response><Dial><Sip>
          kate@pbx.acme.test
        </Sip></Dial></Response>
    Allowed:
        <Response><Dial><Sip>sip:me@acme.sip.us1.twilio.com;transport=tls;secure=true</Sip></Dial></Response>
    Allowed:
        <Response><Dial><Sip>sips:+14155550100@[2001:db8::1]:5061;transport=tcp?x-case=1&amp;x-team=a</Sip></Dial></Response>
    Allowed:
        <Response><Dial><Sip>{{ user }}@{{ host }}</Sip></Dial></Response>
    """

    code, name, twilio_code = "TW709", "sip-uri-invalid", 13243
    source = "https://www.twilio.com/docs/api/errors/13243"
    on = ("Sip", "Uri")
    local = True
    templated = True
    supersedes = ("sip-header-invalid", "sip-parameter-separator")
    messages = {
        "other-scheme": Message(_TITLE, 'begins with "{scheme}:"', _HELP),
        "repeated-scheme": Message(_TITLE, 'repeated "{scheme}:"', _HELP),
        "second-scheme": Message(_TITLE, 'second scheme "{scheme}:"', _HELP),
        "scheme-as-user": Message(
            "SIP URI with two schemes",
            'found "{scheme}:"',
            "Leave it out. A SIP server reads it as a user with a password.",
            severity=Severity.WARNING,
            twilio_code=0,
        ),
        "slashes": Message(_TITLE, '"//" after the scheme', _HELP),
        "whitespace": Message(_TITLE, "contains white space", _HELP),
        "delimiters": Message(_TITLE, "contains quotes or angle brackets", _HELP),
        "no-host": Message(_TITLE, "no host after the user", _HELP),
        "no-user": Message(_TITLE, "no user before the host", _HELP),
        "percent-encoded": Message(
            _TITLE,
            "percent-encoded as a whole",
            "Write the address itself, and escape only the user. Twilio calls nobody ({code}).",
        ),
        "unescaped": Message(
            "SIP user has an unescaped character",
            'write "{escaped}" for "{character}"',
            "Escape the user as in a URL. Twilio calls nobody ({code}).",
            twilio_code=32110,
        ),
        "invalid-host": Message(_TITLE, "not a host name or address", _HELP),
        "invalid-port": Message(
            _TITLE, 'not a port: "{port}"', "Use a number from 1 to 65535. Twilio calls nobody ({code})."
        ),
        "unreachable": Message(
            "SIP host that Twilio cannot reach",
            "{what}",
            "Use a host that is reachable from the internet. Twilio calls nobody ({code}).",
            twilio_code=13254,
        ),
        "invalid-parameter": Message(
            "{name} of a SIP URI must be {values}",
            'found "{value}"',
            "Twilio calls nobody ({code}).",
            twilio_code=32110,
        ),
        "invalid-secure": Message(
            "{name} of a SIP URI must be {values}",
            'found "{value}"',
            "Twilio calls nobody ({code}).",
            twilio_code=32114,
        ),
        "invalid-connection": Message(
            "tnx of a SIP URI must be the SID of a connection",
            'found "{value}"',
            "Write two letters and 32 hexadecimal digits. Twilio calls nobody ({code}).",
            twilio_code=32301,
        ),
        "too-long": Message(
            "SIP URI is too long",
            "{count} characters; at most {most}",
            "Use a shorter one. Twilio calls nobody ({code}).",
        ),
    }

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        target = sip.target(node)
        error = None if target is None else sip.find_error(target.uri)
        if target is None or error is None:
            return
        whole = target.uri.whole
        at_scheme = error.kind in ("other-scheme", "repeated-scheme", "second-scheme", "scheme-as-user")
        # a template may yet write everything else
        if (
            (node.templated and not at_scheme)
            or find("unfilled", "url", whole.text)
            or find("leaked", "url", whole.text)
        ):
            return
        if error.kind == "other-scheme" and error.parts["scheme"] == "tel" and node.closest("Refer") is not None:
            return
        parts = {key: _listed(part) for key, part in error.parts.items()}
        # what is not a SIP URI at all has no headers either
        covers = [target.span(whole.start, whole.end)] if at_scheme else []
        yield self.report(target.span(error.place.start, error.place.end), error.kind, covers=covers, **parts)


def _listed(part: Any) -> Any:
    """A particular of an error for a message: several values as an enumeration."""
    return wording.listed(part, "or") if isinstance(part, tuple) else part

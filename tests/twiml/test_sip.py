"""SIP URIs by themselves: their parts, and what is wrong with them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twimllint.twiml import sip


def test_the_parts_of_a_sip_uri_know_their_places() -> None:
    text = "\n  sips:amy%20b@pbx.acme.test:5061;transport=tls;lr?x-a=1&x-b \n"
    uri = sip.parse_uri(text)
    assert text[uri.whole.start : uri.whole.end] == text.strip()
    parts = [uri.scheme, uri.user, uri.host, uri.port, *[pair.name for pair in uri.pairs]]
    assert [part and (part.text, text[part.start : part.end]) for part in parts] == [
        ("sips:",) * 2, ("amy%20b",) * 2, ("pbx.acme.test",) * 2, ("5061",) * 2,
        ("transport",) * 2, ("lr",) * 2, ("x-a",) * 2, ("x-b",) * 2,
    ]  # fmt: skip
    assert [(pair.sign, pair.text, pair.header) for pair in uri.pairs] == [
        (";", "transport=tls", False), (";", "lr", False), ("?", "x-a=1", True), ("&", "x-b", True),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "sip:amy@pbx.acme.test",
        "SIP:amy@pbx.acme.test",
        "kate@pbx.acme.test",
        "sip:+14155550100;phone-context=x@pbx.acme.test;user=phone",
        "sip:amy:secret@pbx.acme.test",
        "sip:%2A98%23@203.0.113.7:5060",
        "sip:amy@[2001:db8::1]:5061;transport=TLS",
        "sip:amy@acme.pstn.twilio.com;edge=dublin?X-Case=1",
        "sip:a_b.c-d@h_1.acme.test.",
        "sip:amy@pbx.acme.test;tnx=TK0123456789abcdef0123456789abcdef",
        "sip:amy@pbx.acme.test;tnx=NX0123456789abcdef0123456789abcdef",
    ],
)
def test_good_sip_uris_have_no_error(text: str) -> None:
    assert sip.find_error(sip.parse_uri(text)) is None


@given(st.text(max_size=40) | st.text('sip:amy@host.test;=?&/ <>"[]%#0123456789', max_size=40))
def test_any_text_is_taken_apart(text: str) -> None:
    uri = sip.parse_uri(text)
    sip.find_error(uri)
    for part in (uri.whole, uri.head, uri.host, *[pair.name for pair in uri.pairs]):
        assert text[part.start : part.end] == part.text


@pytest.mark.parametrize(
    ("text", "kind", "place", "parts"),
    [
        (" http://pbx.acme.test", "other-scheme", "http:", {"scheme": "http"}),
        ("client:amy", "other-scheme", "client:", {"scheme": "client"}),
        ("sip:sips:amy@pbx.acme.test", "repeated-scheme", "sips:", {"scheme": "sips"}),
        ("sip://amy@pbx.acme.test", "slashes", "//", {}),
        ("sip:amy \t smith@pbx.acme.test", "whitespace", " \t ", {}),
        ("<sip:amy@pbx.acme.test>", "delimiters", "<sip:amy@pbx.acme.test>", {}),
        ("sip:amy@", "no-host", "sip:amy@", {}),
        ("amy", "no-host", "amy", {}),
        ("sip:@pbx.acme.test", "no-user", "pbx.acme.test", {}),
        ("sip:a#b@pbx.acme.test", "unescaped", "#", {"character": "#", "escaped": "%23"}),
        ("sip:a%b@pbx.acme.test", "unescaped", "%", {"character": "%", "escaped": "%25"}),
        ("sip:\udce9@pbx.acme.test", "unescaped", "\udce9", {"character": "\udce9", "escaped": "%E9"}),
        ("sip:\ud800@pbx.acme.test", "unescaped", "\ud800", {"character": "\ud800", "escaped": "%ED%A0%80"}),
        ("sip:amy@-pbx", "invalid-host", "-pbx", {"host": "-pbx"}),
        ("sip:amy@pbx.acme.test:0", "invalid-port", "0", {"port": "0"}),
        ("sip:amy@pbx.acme.test:65536", "invalid-port", "65536", {"port": "65536"}),
        ("sip:amy@pbx.acme.test:" + "9" * 5000, "invalid-port", "9" * 5000, {"port": "9" * 5000}),
        ("sip:amy@pbx.acme.test;secure=1", "invalid-secure", "1", {"name": "secure", "value": "1", "values": ("true", "false")}),
        ("sip:amy@pbx.acme.test;tnx=TK1", "invalid-connection", "TK1", {"value": "TK1"}),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_uri(text: str, kind: str, place: str, parts: dict[str, object]) -> None:
    error = sip.find_error(sip.parse_uri(text))
    assert error is not None
    assert (error.kind, text[error.place.start : error.place.end], error.parts) == (kind, place, parts)


@pytest.mark.parametrize(("port", "valid"), [("1", True), ("65535", True), ("0", False), ("65536", False), ("", False)])
def test_the_bounds_of_a_port(port: str, valid: bool) -> None:
    assert sip.is_port(port) is valid


@pytest.mark.parametrize(("length", "valid"), [(254, True), (255, False)])
def test_the_longest_uri(length: int, valid: bool) -> None:
    start, end = "sip:amy@pbx.acme.test;x=", "?x-case=1"
    error = sip.find_error(sip.parse_uri(start + "7" * (length - len(start)) + end))
    assert (error is None) is valid

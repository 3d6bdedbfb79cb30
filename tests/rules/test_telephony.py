"""The telephony family where docstrings cannot show it: numbers and SIP URIs by themselves, neighbours, exact places."""

from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twimllint.engine.diagnostic import Diagnostic
from twimllint.engine.dispatcher import Dispatcher
from twimllint.engine.pipeline import lint_source
from twimllint.engine.registry import Registry
from twimllint.engine.settings import LintSettings
from twimllint.source.text import Source
from twimllint.twiml import phone, sip

REGISTRY = Registry.builtin()
DEFAULTS = frozenset(name for name, info in REGISTRY.rules.items() if info.default)
#: Hints that depend on what the file cannot show; no matter of these tests.
HINTS = {"missing-xml-declaration", "us1-only-element", "recording-without-notice"}


def found(text: str, path: str = "x.twiml", **settings: str) -> list[Diagnostic]:
    result = lint_source(Source.from_text(text, path), LintSettings(**settings), Dispatcher(REGISTRY, DEFAULTS))  # type: ignore[arg-type]
    assert not result.failures
    return [diagnostic for diagnostic in result.diagnostics if diagnostic.name not in HINTS]


def names(text: str, path: str = "x.twiml", **settings: str) -> list[str]:
    return [diagnostic.name for diagnostic in found(text, path, **settings)]


def places(text: str, name: str) -> list[str]:
    return [text[d.span.start : d.span.end] for d in found(text) if d.name == name]


# phone numbers


@pytest.mark.parametrize(
    ("text", "country", "kind", "full"),
    [
        ("+14155550100", None, "e164", "+14155550100"),
        ("+1 (415) 555-0100", None, "e164", "+14155550100"),
        ("+49 30 123456", None, "e164", "+4930123456"),
        ("+39 06 12345678", None, "e164", "+390612345678"),
        ("+52 1 55 1234 5678", None, "e164", "+5215512345678"),
        ("+12349013030", None, "e164", "+12349013030"),
        ("415.555.0100", None, "us", "+14155550100"),
        ("14155550100", None, "us", "+14155550100"),
        ("4155550100", "US", "us", "+14155550100"),
        ("9876543210", "IN", "national", "+919876543210"),
        ("9876543210", None, "us", "+19876543210"),
        ("01632960123", None, "national", None),
        ("01632960123", "GB", "national", "+441632960123"),
        ("01632960123", "gb", "national", "+441632960123"),
        ("0123456789", "FR", "national", "+33123456789"),
        ("447700900123", None, "national", "+447700900123"),
        ("00441632960123", None, "abroad", "+441632960123"),
        ("011442071838750", None, "abroad", "+442071838750"),
        ("+4401632960123", None, "trunk", "+441632960123"),
        ("911", None, "service", None),
        ("116117", "DE", "service", None),
        ("+14155550100 / +14155550101", None, "several", None),
        ("+1 415 555 0100 and +1 415 555 0101", None, "several", None),
        ("4155550100\n4155550101", None, "several", None),
        ("+1415555010", None, "none", None),
        ("+141555501000", None, "none", None),
        ("+44163296", None, "none", None),
        ("+0123456789", None, "none", None),
        ("+1888XXXXXXX", None, "none", None),
        ("", None, "none", None),
        ("+", None, "none", None),
    ],
)
def test_what_a_text_is_as_a_number(text: str, country: str | None, kind: str, full: str | None) -> None:
    number = phone.read(text, country)
    assert (number.kind, number.full) == (kind, full)
    assert bool(number.why) == (kind in ("none", "several"))


@given(st.text(max_size=30) | st.text("+0123456789 -()./,;xwp*#&orandABC\u00a0\u202a@:", max_size=30))
def test_any_text_is_judged(text: str) -> None:
    for country in (None, "GB", "US", "XX"):
        assert phone.read(text, country).kind


def test_a_north_american_number_needs_no_library() -> None:
    code = (
        "import sys; from twimllint.twiml import phone;"
        "assert [phone.read(text).kind for text in ('+1 415 555 0100', '415-555-0100', '911')] == ['e164', 'us', 'service'];"
        "sys.exit('phonenumbers' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_only_a_configured_country_makes_a_fix_of_a_us_number() -> None:
    document = "<Response><Dial>415-555-0100</Dial></Response>"
    assert [d.fix for d in found(document)] == [None]
    assert [d.fix is not None for d in found(document, default_country="US")] == [True]


def test_no_fix_goes_into_a_number_with_markup() -> None:
    for inside in ("<![CDATA[01632960123]]>", "01632<!-- x -->960123"):
        (finding,) = found(f"<Response><Dial>{inside}</Dial></Response>", default_country="GB")
        assert (finding.name, finding.fix) == ("number-not-e164", None)


# SIP URIs


def test_the_parts_of_a_sip_uri_know_their_places() -> None:
    text = "\n  sips:amy%20b@pbx.acme.test:5061;transport=tls;lr?x-a=1&x-b \n"
    uri = sip.read(text)
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
    ],
)
def test_good_sip_uris_have_no_flaw(text: str) -> None:
    assert sip.flaw(sip.read(text)) is None


@given(st.text(max_size=40) | st.text('sip:amy@host.test;=?&/ <>"[]%#0123456789', max_size=40))
def test_any_text_is_taken_apart(text: str) -> None:
    uri = sip.read(text)
    sip.flaw(uri)
    for part in (uri.whole, uri.head, uri.host, *[pair.name for pair in uri.pairs]):
        assert text[part.start : part.end] == part.text


# one finding for one mistake


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<Dial/>", ["dial-empty"]),
        ("<Dial><Number/></Dial>", ["dial-empty"]),
        ("<Dial><Conference/></Dial>", ["conference-name-invalid"]),
        ("<Dial><Queue/></Dial>", ["queue-name-length"]),
        ("<Enqueue/>", ["queue-name-length"]),
        ("<Enqueue workflowSid='WW00000000000000000000000000000001'><Task/></Enqueue>", ["task-attributes-not-json"]),
        ("<Enqueue workflowSid=''><Task>{}</Task></Enqueue>", ["empty-attribute"]),
        ("<Dial callerId=''>+14155550100</Dial>", ["caller-id-invalid"]),
        ("<Dial callerId='YOUR_NUMBER'>+14155550100</Dial>", ["unfilled-placeholder"]),
        ("<Dial callerId='+1888XXXXXXX'>+14155550100</Dial>", ["unfilled-placeholder"]),
        ("<Dial>+1XXXXXXXXXX</Dial>", ["unfilled-placeholder"]),
        ("<Dial>undefined</Dial>", ["leaked-value"]),
        ("<Dial><Sip>your-sip-user@your-sip-domain</Sip></Dial>", ["unfilled-placeholder"]),
        ("<Dial><Sip/></Dial>", ["text-required"]),
        ("<Dial><Number sendDigits=''>+14155550100</Number></Dial>", ["empty-attribute"]),
        ("<Dial><Conference participantLabel='a/b'>t</Conference></Dial>", ["participant-label-invalid"]),
        ("<Pay chargeAmount='free' action='/d'/>", ["pay-amount-invalid"]),
        ("<Pay chargeAmount='-1' action='/d'/>", ["pay-amount-invalid"]),
        ("<Pay chargeAmount='1' action='http://pay.acme.test/d'/>", ["pay-insecure-url"]),
        ("<Connect><Stream url='ws://m.acme.test/s'/></Connect>", ["websocket-url-scheme"]),
        ("<Connect><Stream url='https:/m.acme.test/s'/></Connect>", ["websocket-url-scheme"]),
        ("<Connect><Stream url='wss://https://m.acme.test/s'/></Connect>", ["malformed-url"]),
        ("<Connect><Stream url='wss://m.acme.test/s '/></Connect>", ["url-whitespace"]),
        ("<Connect><Stream url='wss://m.acme.test/s' track='mixed_track'/></Connect>", ["stream-track-on-connect"]),
        ("<Connect><Stream url='wss://m.acme.test/s' track='Inbound_Track'/></Connect>", ["enum-wrong-case"]),
        ("<Connect><VirtualAgent/></Connect>", ["connector-missing"]),
        ("<Connect><VirtualAgent connectorname='x'/></Connect>", ["attribute-wrong-case"]),
        ("<Start><Siprec/></Start><Dial>+14155550100</Dial>", ["connector-missing"]),
        ("<Message/>", ["message-empty"]),
        ("<Message><Body/></Message>", ["message-empty"]),
        ("<Message><Media/></Message>", ["media-invalid"]),
        ("<Message><Media>www.acme.test/a.png</Media></Message>", ["media-invalid"]),
        ("<Message to=''>Hi</Message>", ["empty-attribute"]),
        ("<Message to='MY_NUMBER'>Hi</Message>", ["unfilled-placeholder"]),
    ],
)
def test_one_mistake_is_told_once(inside: str, expected: list[str]) -> None:
    assert names(f"<Response>{inside}</Response>") == expected


def test_ten_of_everything_is_not_too_many() -> None:
    numbers = "<Number>+14155550100</Number>" * 10
    assert names(f"<Response><Dial>{numbers}</Dial></Response>") == []
    assert names(f"<Response><Dial>{numbers}<Parameter/></Dial></Response>") != ["too-many-targets"]
    assert names(f"<Response>{'<Message>Hi</Message>' * 12}</Response>") == ["too-many-messages"]


def test_another_provider_s_file_is_left_alone() -> None:
    plivo = "<Response><Speak>Hi</Speak><Dial callerId='tom'><Number>15551234567</Number></Dial></Response>"
    assert names(plivo, "answer.xml") == []


# exact places


@pytest.mark.parametrize(
    ("task", "place"),
    [
        ("{&quot;a&quot;: 'b'}", "'"),
        ('<![CDATA[{"a": tru}]]>', "tru"),
        ('{"a": "b &amp; c" "d": 1}', '"'),
        ('{"a": 1,\r\n}', ","),
        ('{"a": [1, 2}', "}"),
        ('{"a": NaN}', "NaN"),
        ('{"a": "x"} trailing', "trailing"),
        ("skill=sales", "skill"),
        ('"sales"', '"sales"'),
    ],
)
def test_the_place_in_a_task(task: str, place: str) -> None:
    text = (
        f'<Response><Enqueue workflowSid="WW00000000000000000000000000000001"><Task>{task}</Task></Enqueue></Response>'
    )
    assert places(text, "task-attributes-not-json") == [place]


@pytest.mark.parametrize(
    "task", ["{{{ json }}}", '{"a": {{ b }}}', '{{ "a" }}', '{"a": {% if b %}1{% else %}2{% endif %}}']
)
def test_a_task_that_a_template_writes_is_left_alone(task: str) -> None:
    text = f'<Response><Enqueue workflowSid="{{{{ w }}}}"><Task>{task}</Task></Enqueue></Response>'
    assert "task-attributes-not-json" not in names(text, "x.xml.j2")


def test_the_place_in_a_uri_with_entities() -> None:
    text = "<Response><Dial><Sip>\n sip:amy@pbx.acme.test?x-a=1&amp;case=7&amp;transport=tls </Sip></Dial></Response>"
    assert places(text, "sip-header-invalid") == ["case"]
    assert places(text, "sip-parameter-separator") == ["&amp;transport=tls"]


def test_every_rule_of_the_family_says_where_it_is_from() -> None:
    rules = [info for info in REGISTRY.rules.values() if info.code.startswith("TW7")]
    assert sorted(info.code for info in rules) == [f"TW7{number:02}" for number in range(1, 38)]
    for info in rules:
        assert REGISTRY.load(info.name).source.startswith("https://www.twilio.com/docs/")

"""The telephony family where docstrings cannot show it: neighbours, exact places, hostile values."""

from __future__ import annotations

import time

import pytest

from support.growth import check_growth
from support.lint import REGISTRY, family, lint, lint_together
from twimllint.engine.diagnostic import Diagnostic
from twimllint.source.text import Source

#: Hints that depend on what the file cannot show; no matter of these tests.
HINTS = {"missing-xml-declaration", "us1-only-element", "recording-without-notice"}


def found(text: str, path: str = "x.twiml", **settings: str) -> list[Diagnostic]:
    linted = lint(text, path, **settings)
    assert not linted.result.failures
    return [diagnostic for diagnostic in linted.diagnostics if diagnostic.name not in HINTS]


def names(text: str, path: str = "x.twiml", **settings: str) -> list[str]:
    return [diagnostic.name for diagnostic in found(text, path, **settings)]


def places(text: str, name: str) -> list[str]:
    return [text[d.span.start : d.span.end] for d in found(text) if d.name == name]


# fixes


def test_only_a_configured_country_makes_a_fix_of_a_us_number() -> None:
    document = "<Response><Dial>415-555-0100</Dial></Response>"
    assert [d.fix for d in found(document)] == [None]
    assert [d.fix is not None for d in found(document, default_country="US")] == [True]


def test_no_fix_goes_into_a_number_with_markup() -> None:
    for inside in ("<![CDATA[01632960123]]>", "01632<!-- x -->960123"):
        (finding,) = found(f"<Response><Dial>{inside}</Dial></Response>", default_country="GB")
        assert (finding.name, finding.fix) == ("number-not-e164", None)


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
        ("<Dial><Client>client:amy smith</Client></Dial>", ["client-identity-invalid"]),
        ("<Pay bankAccountType='' action='/d'/>", ["empty-attribute"]),
        (f"<Dial><Client>{'x' * 257}</Client></Dial>", ["client-identity-invalid"]),
        ("<Dial><Client>YOUR_CLIENT</Client></Dial>", ["unfilled-placeholder"]),
        ("<Record action='/r' transcribeCallback=''/>", ["empty-attribute"]),
        ("<Record action='/r' Transcribe='true' transcribeCallback='/t'/>", ["attribute-wrong-case"]),
        ("<Dial><Number machineDetection='enable'>+14155550100</Number></Dial>", ["enum-wrong-case"]),
        (
            "<Dial><Number machineDetection='Enable' amdStatuscallback='/a'>+14155550100</Number></Dial>",
            ["attribute-wrong-case"],
        ),
        ("<Dial><Sip>sip:sip:amy@pbx.acme.test</Sip></Dial>", ["sip-uri-invalid"]),
        ("<Dial><Sip>sip:amy@pbx.acme.test;tnx=1</Sip></Dial>", ["sip-uri-invalid"]),
        ("<Dial><Conference participantLabel='a%2Fb'>t</Conference></Dial>", ["participant-label-invalid"]),
    ],
)
def test_one_mistake_is_reported_once(inside: str, expected: list[str]) -> None:
    assert names(f"<Response>{inside}</Response>") == expected


def test_ten_of_everything_is_not_too_many() -> None:
    numbers = "<Number>+14155550100</Number>" * 10
    assert names(f"<Response><Dial>{numbers}</Dial></Response>") == []
    assert names(f"<Response><Dial>{numbers}<Parameter/></Dial></Response>") != ["too-many-targets"]
    assert names(f"<Response>{'<Message>Hi</Message>' * 12}</Response>") == ["too-many-messages"]
    media = "<Media>https://cdn.acme.test/a.png</Media>"
    assert names(f"<Response><Message>{media * 12}</Message></Response>") == ["media-invalid"]


def test_another_providers_file_is_ignored() -> None:
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
def test_a_task_that_a_template_writes_is_not_checked(task: str) -> None:
    text = f'<Response><Enqueue workflowSid="{{{{ w }}}}"><Task>{task}</Task></Enqueue></Response>'
    assert "task-attributes-not-json" not in names(text, "x.xml.j2")


def test_the_place_in_a_uri_with_entities() -> None:
    text = "<Response><Dial><Sip>\n sip:amy@pbx.acme.test?x-a=1&amp;case=7&amp;transport=tls </Sip></Dial></Response>"
    assert places(text, "sip-header-invalid") == ["case"]
    assert places(text, "sip-parameter-separator") == ["&amp;transport=tls"]


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("<Dial><Client>Client: amy</Client></Dial>", "<Dial><Client>amy</Client></Dial>"),
        ("<Dial><Client>client:amy</Client></Dial>", "<Dial><Client>amy</Client></Dial>"),
        (
            "<Record action='/r' transcribeCallback='/t'/>",
            "<Record action='/r' transcribeCallback='/t' transcribe=\"true\"/>",
        ),
        (
            "<Connect><Stream url='wss://m.acme.test/s' track='both_tracks'/></Connect>",
            "<Connect><Stream url='wss://m.acme.test/s' track='inbound_track'/></Connect>",
        ),
    ],
)
def test_safe_fixes(wrong: str, right: str) -> None:
    assert lint(f"<Response>{wrong}</Response>").fixed() == f"<Response>{right}</Response>"


def test_what_to_write_instead_of_an_empty_message_depends_on_its_neighbours() -> None:
    assert [d.id for d in found("<Response><Message/></Response>")] == ["only"]
    assert [d.id for d in found("<Response><Message/><Message>Hi</Message></Response>")] == ["other"]


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("<Dial><Conference {{ a }}></Conference></Dial>", "conference-name-invalid"),
        ("<Dial {{ a }}></Dial>", "dial-empty"),
        ("<Dial {{ a }}><Conference>t</Conference><Client>amy</Client></Dial>", "conference-mixed-with-targets"),
        ("<Dial {{ a }}>or<Client>amy</Client></Dial>", "dial-text-and-nouns"),
        ("<Dial><Number {{ a }}>+1415</Number></Dial>", "number-invalid"),
        ("<Dial><Number {{ a }}>01632960123</Number></Dial>", "number-not-e164"),
        ("<Dial><Sip {{ a }}>sip:sip:amy@pbx.acme.test</Sip></Dial>", "sip-uri-invalid"),
        ("<Dial><Client {{ a }}>amy smith</Client></Dial>", "client-identity-invalid"),
        ("<Message {{ a }}/>", "message-empty"),
        (f"<Message {{{{ a }}}}>{'x' * 1601}</Message>", "message-too-long"),
        ("<Message><Media {{ a }}>cat.png</Media></Message>", "media-invalid"),
        (f"<Enqueue {{{{ a }}}}>{'q' * 65}</Enqueue>", "queue-name-length"),
        ("<Enqueue workflowSid='{{ w }}'><Task {{ a }}>[]</Task></Enqueue>", "task-attributes-not-json"),
    ],
)
def test_content_is_checked_whatever_writes_the_attributes(body: str, name: str) -> None:
    assert name in names(f"<Response>{body}</Response>", "x.xml.j2")


# what a dialled party hears


def together(documents: dict[str, str]) -> dict[str, list[Diagnostic]]:
    """The findings of dial-in-whisper about several documents of one run, by path."""
    return lint_together(documents, rules=["dial-in-whisper"])


def test_a_dial_in_a_document_that_the_dialled_party_hears() -> None:
    call = "<Response>\n  <Dial><{noun} url='{url}'>x</{noun}></Dial>\n</Response>"
    whisper = "<Response><Say>Sales</Say><Dial>+14155550100</Dial></Response>"
    for noun in ("Number", "Client", "Sip"):
        for url in ("w/hi.xml", "/w/hi.xml", "/w/hi.xml?lang=en", "w/hi.xml?lang=en#x"):
            found = together({"call.xml": call.format(noun=noun, url=url), "w/hi.xml": whisper})
            assert [d.name for d in found["w/hi.xml"]] == ["dial-in-whisper"], url
        assert not together({"call.xml": call.format(noun=noun, url="/hi.xml"), "w/hi.xml": whisper}).get("w/hi.xml")
        (related,) = found["w/hi.xml"][0].related
        assert (related.path, related.line) == ("call.xml", 2)
        assert found["call.xml"] == []


@pytest.mark.parametrize(
    "documents",
    [
        {
            "call.xml": "<Response><Dial><Application url='a.xml'/></Dial></Response>",
            "a.xml": "<Response><Dial/></Response>",
        },
        {"call.xml": "<Response><Dial action='a.xml'>x</Dial></Response>", "a.xml": "<Response><Dial/></Response>"},
        {
            "call.xml": "<Response><Dial><Number url='{{ u }}'>x</Number></Dial></Response>",
            "a.xml": "<Response><Dial/></Response>",
        },
        {
            "call.xml": "<Response><Dial><Number url='b.xml'>x</Number></Dial></Response>",
            "a.xml": "<Response><Dial/></Response>",
        },
        {
            "call.xml": "<Response><Dial><Number url='a.xml'>x</Number></Dial></Response>",
            "a.xml": "<Response><Hangup/></Response>",
        },
    ],
)
def test_documents_that_the_dialled_party_does_not_hear(documents: dict[str, str]) -> None:
    assert [d for found in together(documents).values() for d in found] == []


# hostile values


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"<Dial><Sip>sip:\xe9@pbx.acme.test</Sip></Dial>", 'write "%E9" for'),
        (b"<Dial><Sip>sip:a@b.test?X-a=\xe9</Sip></Dial>", 'write "%E9" for'),
    ],
)
def test_a_byte_of_an_unknown_encoding_is_escaped_as_that_byte(body: bytes, expected: str) -> None:
    linted = lint(b"<Response>" + body + b"</Response>")
    assert not linted.result.failures
    assert [d.label.startswith(expected) for d in linted.diagnostics if d.name.startswith("sip-")] == [True]


def test_numbers_of_any_length_are_read() -> None:
    digits = "9" * 5000
    enqueue = f'<Enqueue workflowSid="WW00000000000000000000000000000001"><Task>{{"a": {digits}}}</Task></Enqueue>'
    assert names(f"<Response>{enqueue}</Response>") == []
    assert "pay-amount-invalid" in names(f"<Response><Pay chargeAmount='{digits}' action='/d'/></Response>")
    record = f"<Record action='/d' transcribe='true' maxLength='{digits}'/>"
    assert "record-transcription-limits" in names(f"<Response>{record}</Response>")


@pytest.mark.parametrize(
    ("start", "part", "end"),
    [
        ("<Message>", "<Media>https://cdn.acme.test/a</Media>", "</Message>"),
        ("", "<Message>Hi</Message>", ""),
        ("<Dial>", "<Sip>sip:a@pbx.acme.test;tnx=TK00000000000000000000000000000001</Sip>", "</Dial>"),
        ("<Dial>", "<WhatsApp>+14155550100</WhatsApp>", "</Dial>"),
        ("<Dial callerId='", "1,", "'>+14155550100</Dial>"),
        ("<Enqueue workflowSid='WW00000000000000000000000000000001'><Task>", "[", "</Task></Enqueue>"),
        ("<Enqueue workflowSid='WW00000000000000000000000000000001'>", "<Task>{'a': {{ b }}}</Task>", "</Enqueue>"),
        ("<Dial><Sip>sip:a@pbx.acme.test?", "x-a=1&amp;", "</Sip></Dial>"),
        ("<Start><Stream url='wss://m.acme.test/s?", "a={{ b }}&amp;", "'/></Start>"),
        ("<Dial><Client>", "<Identity>a.b</Identity>", "</Client></Dial>"),
    ],
)
def test_linting_takes_time_in_proportion_to_the_document(start: str, part: str, end: str) -> None:
    def seconds(count: int) -> float:
        source = Source.from_text(f"<Response>{start}{part * count}{end}</Response>", "x.xml.j2")
        began = time.process_time()
        lint(source, rules=family("TW7"))
        return time.process_time() - began

    seconds(10)
    check_growth(seconds, 500, 2000, factor=10, spare=0.1, tries=3)


def test_every_rule_of_the_family_says_where_it_is_from() -> None:
    rules = [info for info in REGISTRY.rules.values() if info.code.startswith("TW7")]
    assert sorted(info.code for info in rules) == [f"TW7{number:02}" for number in range(1, 42)]
    for info in rules:
        assert REGISTRY.load(info.name).source.startswith("https://www.twilio.com/docs/")

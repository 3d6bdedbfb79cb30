"""A number is cited only where it belongs to this very fault of this element."""

from __future__ import annotations

import pytest

from twimllint import lint

RELAY = '<Connect><ConversationRelay url="wss://a.acme.test/r" {}/></Connect>'
DIAL = "<Dial {}>+14155550100</Dial>"
NUMBER = "<Dial><Number {}>+14155550100</Number></Dial>"
CONFERENCE = "<Dial><Conference {}>town</Conference></Dial>"
STREAM = '<Connect><Stream url="{}"/></Connect>'
SID = "7" * 32

#: The content of <Response>, the rule, the number (None: no number), the severity.
TABLE: list[tuple[str, str, int | None, str]] = [
    # each product has a number of its own for its settings
    (RELAY.format('interruptible="maybe"'), "invalid-enum-value", 64101, "error"),
    (RELAY.format('speechTimeout="5"'), "integer-out-of-range", 64101, "error"),
    (RELAY.format('dtmfDetection="yes"'), "invalid-boolean", 64101, "warning"),
    ('<Pay input="speech"/>', "invalid-enum-value", 64020, "error"),
    ('<Pay maxAttempts="9"/>', "integer-out-of-range", 64020, "error"),
    ('<Pay><Prompt for="card"><Say>x</Say></Prompt></Pay>', "invalid-enum-value", 64020, "error"),
    ('<Connect><Conversation inboundTimeout="x"/></Connect>', "not-an-integer", 32501, "error"),
    (CONFERENCE.format('region="xx1"'), "invalid-enum-value", 16002, "error"),
    (CONFERENCE.format('statusCallbackEvent="gone" statusCallback="/s"'), "unknown-callback-event", 16002, "warning"),
    # events, words and SIDs of other elements are strings to Twilio's schema, and no page names a number
    (NUMBER.format('statusCallbackEvent="gone" statusCallback="/s"'), "unknown-callback-event", None, "warning"),
    (NUMBER.format('statusCallbackEvent="ringing,answered" statusCallback="/s"'), "event-list-separator", None, "error"),
    (DIAL.format('trim="yes"'), "invalid-enum-value", None, "error"),
    (DIAL.format('recordingStatusCallback="/r" record="true" recordingStatusCallbackMethod="PUT"'), "invalid-enum-value", None, "error"),
    ('<Start><Siprec connectorName="a" track="x"/></Start><Dial>+14155550100</Dial>', "invalid-enum-value", None, "error"),
    # URLs: the attribute's own number, else that of any URL
    (CONFERENCE.format('waitUrl="htps://a.acme.test/w"'), "malformed-url", 13233, "error"),
    (CONFERENCE.format('waitUrl="/hold music"'), "url-whitespace", 13233, "error"),
    (CONFERENCE.format('waitUrl="/hold%zz"'), "url-bad-escape", 13233, "error"),
    (CONFERENCE.format('waitUrl="https://ourregion/hold"'), "url-local-host", 13233, "error"),
    (CONFERENCE.format('waitUrl="https://localhost/hold"'), "url-local-host", 11205, "error"),
    ('<Record action="/r" transcribe="true" transcribeCallback="htps://a.acme.test"/><Hangup/>', "malformed-url", 13257, "error"),
    ('<Record action="/r" recordingStatusCallback="htps://a.acme.test"/><Hangup/>', "malformed-url", 13256, "error"),
    ('<Enqueue waitUrl="/a b">q</Enqueue>', "url-whitespace", 14202, "error"),
    ("<Redirect>/a b</Redirect>", "url-whitespace", 11100, "error"),
    ("<Redirect>https://ourregion/a</Redirect>", "url-local-host", 11210, "error"),
    (STREAM.format("wss://10.0.0.4/s"), "url-local-host", 31904, "error"),
    (STREAM.format("wss://a.acme.test/%zz"), "url-bad-escape", 31922, "error"),
    (RELAY.replace("a.acme.test", "10.0.0.4").format(""), "url-local-host", 64102, "error"),
    # elements
    ("<Stop><Say>x</Say></Stop>", "child-not-allowed", 14300, "error"),
    ("<Start><Say>x</Say></Start><Dial>+14155550100</Dial>", "child-not-allowed", 14300, "error"),
    ("<Stop/>", "empty-container", 14300, "error"),
    ("<Stop><Room>x</Room></Stop>", "room-outside-connect", 14300, "error"),
    ("<Start><Room>x</Room></Start><Dial>+14155550100</Dial>", "room-outside-connect", 14300, "error"),
    ("<Dial><Room>x</Room></Dial>", "room-outside-connect", 12200, "error"),
    ("<Annotate/>", "empty-container", 13110, "error"),
    ("<Annotate><Say>x</Say></Annotate>", "child-not-allowed", 13112, "error"),
    ("<Annotate><BillingReferenceTag>a</BillingReferenceTag><BillingReferenceTag>b</BillingReferenceTag></Annotate>", "child-not-allowed", 13111, "error"),
    ("<Gather><Dial>+14155550100</Dial></Gather><Hangup/>", "child-not-allowed", 13320, "error"),
    ("<Dial><Say>x</Say></Dial>", "child-not-allowed", 13215, "error"),
    # what only an old schema of Twilio has
    ('<Pause until="x"/>', "unknown-attribute", None, "warning"),
    ("<Publish/>", "deprecated-element", None, "warning"),
    # program text: only what is spoken is a fault of <Say>
    ("<Say>Hello ${name}</Say>", "code-residue", 13520, "warning"),
    ("<Connect><Room>${room}</Room></Connect><Hangup/>", "code-residue", None, "warning"),
    ("<Dial><Client>#{user}</Client></Dial>", "code-residue", None, "warning"),
    # the rest of the list
    ('<Gather input="speech" speechTimeout="auto" speechModel="default" action="/k"/><Hangup/>', "gather-auto-timeout-with-model", 13335, "warning"),
    ('<Dial><Number byoc="XX1">+14155550100</Number></Dial>', "wrong-sid", 21300, "error"),
    ("<Message><Media>a.png</Media></Message>", "media-invalid", None, "error"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "rule", "number", "severity"), TABLE, ids=[f"{row[1]}-{row[2]}" for row in TABLE])
def test_number_and_severity(content: str, rule: str, number: int | None, severity: str) -> None:
    found = {finding.name: finding for finding in lint(f"<Response>{content}</Response>", path="a.twiml")}
    assert (found[rule].twilio_code, found[rule].severity) == (number, severity)
    if number is None:
        assert "(1" not in (found[rule].help or "")


@pytest.mark.parametrize(
    ("content", "number"),
    [
        ("<Connect><Room>A</Room></Connect><Hangup/>", None),
        ('<Start><Siprec connectorName="a"/></Start><Dial>+14155550100</Dial>', None),
        ("<Say>x</Say><Sms>x</Sms>", 13803),
        ('<Dial callerId="whatsapp:+14155550100"><WhatsApp>+14155550101</WhatsApp></Dial>', 37001),
    ],
    ids=["Room", "Siprec", "Sms", "WhatsApp"],
)
def test_number_of_what_a_region_lacks(content: str, number: int | None) -> None:
    text = f"<!-- twimllint: region=ie1 --><Response>{content}</Response>"
    assert [f.twilio_code for f in lint(text, path="a.twiml") if f.name == "element-not-in-region"] == [number]


@pytest.mark.parametrize(
    ("text", "rule", "number"),
    [
        ("<response><Say>x</Say></response>", "element-wrong-case", 12102),
        ("<Response><say>x</say></Response>", "element-wrong-case", 12200),
        ("<Room>x</Room>", "room-outside-connect", 12102),
        ("<!DOCTYPE Response><Response><Say>x</Say></Response>", "doctype-declared", 12100),
    ],
)
def test_number_of_what_is_wrong_with_the_document(text: str, rule: str, number: int) -> None:
    (finding,) = lint(text, path="a.twiml")
    assert (finding.name, finding.twilio_code, finding.severity) == (rule, number, "error")

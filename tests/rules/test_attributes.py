"""Family TW2 where docstrings cannot show it: lists against the schema, one fault each, and no gap to the XSD."""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase

import pytest
from twimllint.rules.attributes.events_without_callback import EventsWithoutCallback

from support.lint import EVERY, Linted, family, lint
from support.nesting import nested, ways
from twimllint.schema.grammar import load
from twimllint.schema.model import AttributeType, ElementType

RULES = family("TW2")


def run(text: str, rules: frozenset[str] = RULES) -> Linted:
    linted = lint(text, rules=rules)
    assert not linted.result.failures
    return linted


def found(text: str) -> list[str]:
    return run(text).found


def dial(attributes: str) -> str:
    return f"<Response><Dial {attributes}><Number>+14155550100</Number></Dial></Response>"


@pytest.mark.parametrize(
    ("attributes", "expected"),
    [
        ('timeOut="20"', ["attribute-wrong-case timeOut"]),
        ('time-out="20"', ["attribute-wrong-case time-out"]),
        ('Time_Out="x"', ["attribute-wrong-case Time_Out"]),
        ('timout="x"', ["unknown-attribute timout"]),
        ('xmlns:a="urn:a" a:timeout="20"', ["unknown-attribute a:timeout"]),
        ('statusCallback="/s"', ["misplaced-attribute statusCallback"]),
        ('numDigits="1"', ["misplaced-attribute numDigits"]),
        ('name="x"', ["unknown-attribute name"]),
        ('timeout=""', ["empty-attribute timeout"]),
        ('timeout=" "', ["empty-attribute timeout"]),
        ('timeout="20 s"', ["not-an-integer 20 s"]),
        ('timeout="20.0"', ["not-an-integer 20.0"]),
        ('timeout="-5"', ["not-an-integer -5"]),
        ('timeout="0x20"', ["not-an-integer 0x20"]),
        ('timeout="４"', ["not-an-integer ４"]),
        ('timeout="0"', ["integer-out-of-range 0"]),
        ('timeout="601"', ["integer-out-of-range 601"]),
        ('timeout=" 20 "', []),
        ('timeout="+20"', []),
        ('timeLimit="0"', ["not-an-integer 0"]),
        ('hangupOnStar="TRUE"', ["invalid-boolean TRUE"]),
        ('hangupOnStar="true "', ["invalid-boolean true "]),
        ('record="TRUE"', ["enum-wrong-case TRUE"]),
        ('record="yes"', ["invalid-enum-value yes"]),
        ('method="Get"', ["enum-wrong-case Get"]),
        ('method="PUT"', ["invalid-enum-value PUT"]),
        ('recordingStatusCallback="/r" recordingStatusCallbackEvent="completed, absent"', ["event-list-separator completed, absent"]),
        ('recordingStatusCallback="/r" recordingStatusCallbackEvent="completed gone"', ["unknown-callback-event gone"]),
        ('recordingStatusCallback="/r" recordingStatusCallbackEvent="COMPLETED gone"', ["enum-wrong-case COMPLETED", "unknown-callback-event gone"]),
        ('recordingStatusCallbackEvent="completed"', ["events-without-callback recordingStatusCallbackEvent"]),
        # one finding for a callback that is missing
        ('recordingStatusCallbackEvent="completed" recordingStatusCallbackMethod="GET"', ["events-without-callback recordingStatusCallbackEvent"]),
        ('recordingStatusCallbackMethod="GET"', ["events-without-callback recordingStatusCallbackMethod"]),
        ('ifMachine="Hangup"', ["deprecated-attribute ifMachine"]),
        # a method without a URL of its own is that of the document
        ('method="GET"', []),
        ('timeout="{{ t }}" method="{{ m }}" record="{{ a }}{{ b }}" hangupOnStar="{{ h }}"', []),
        ('timeout="1{{ t }}s"', []),
        ('xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="x"', []),
    ],
)  # fmt: skip
def test_one_fault_each(attributes: str, expected: list[str]) -> None:
    assert found(dial(attributes)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('<Gather action=""/>', ["empty-attribute action"]),
        ('<Gather finishOnKey=""/>', []),
        ('<Dial><Conference waitUrl="">x</Conference></Dial>', []),
        ('<Dial callerId=""><Sip username="">sip:a@b.test</Sip></Dial>', ["empty-attribute callerId", "empty-attribute username"]),
        ('<Start><Stream url=""/></Start>', ["empty-attribute url"]),
        ('<Start><Stream ulr="x"/></Start>', ["unknown-attribute ulr"]),
        ('<Start><Stream Url="x"/></Start>', ["attribute-wrong-case Url"]),
        ('<Start><Stream/><Stream {{ attrs }}/></Start>', ["missing-required-attribute Stream"]),
        ('<Stop><Stream/><Siprec/></Stop>', ["missing-required-attribute Stream", "missing-required-attribute Siprec"]),
        ('<Pay><Prompt for_="security-code"><Say>x</Say></Prompt></Pay>', ["attribute-wrong-case for_"]),
        ('<Connect><ConversationRelay url="wss://b.test/r" speechtimeout="1" ignorebackchannel="1"/></Connect>',
         ["attribute-wrong-case speechtimeout", "attribute-wrong-case ignorebackchannel"]),
        ('<Connect><ConversationRelay url="wss://b.test/r" ttsProvider="GOOGLE" speechTimeout="599"/></Connect>',
         ["integer-out-of-range 599"]),
        ('<Gather input="speech" speechModel="deepgram_nova-9" speechTimeout="Auto"/>', ["enum-wrong-case Auto"]),
        ('<Enqueue workflowSid="WW00000000000000000000000000000001 "/>',
         ["wrong-sid WW00000000000000000000000000000001 "]),
        ('<Dial><Application> AP00000000000000000000000000000001 </Application></Dial>', []),
        ('<Pay chargeAmount="1,50"/>', ["not-an-integer 1,50"]),
        ('<Pay><Prompt for="security-code" attempt="1 11 x"><Say>x</Say></Prompt></Pay>',
         ["integer-out-of-range 11", "not-an-integer x"]),
        # attributes of an unknown element are not judged, those of a misplaced one are
        ('<Foo timeout="x"/>', []),
        ('<Gather><Gather timeout="x"/></Gather>', ["not-an-integer x"]),
        ('<gather timeout="x" numdigits="1"/>', ["not-an-integer x", "attribute-wrong-case numdigits"]),
    ],
)  # fmt: skip
def test_elements_of_their_own_kind(text: str, expected: list[str]) -> None:
    assert found(f"<Response>{text}</Response>") == expected


def test_fixes() -> None:
    before = dial('timeOut="20" hangupOnStar="Yes" method="post" record="True"')
    after = dial('timeout="20" hangupOnStar="true" method="POST" record="true"')
    assert run(before).fixed() == after


def test_a_name_that_is_taken_is_not_given_again() -> None:
    finding = run(dial('timeout="20" Timeout="30"')).only()
    assert finding.name == "attribute-wrong-case"
    assert finding.fix is None


def test_an_attribute_moves_as_it_is_written() -> None:
    before = "<Response><Dial><Client action='/d?a=1&amp;b=2'>amy</Client></Dial></Response>"
    after = "<Response><Dial action='/d?a=1&amp;b=2'><Client>amy</Client></Dial></Response>"
    assert run(before).fixed(unsafe=True) == after


def kinds() -> Iterator[tuple[str, ElementType, AttributeType]]:
    for channel in ("voice", "messaging"):
        for kind in load(channel).types():
            for attribute in kind.attributes.values():
                yield channel, kind, attribute


WAYS = ways("voice")
VALUES = ("", " ", "x", "X Y", "-1", "0", "1.5", "999999999", "a,b", "TRUE", "post", "http://", "1 2", "é/" * 200)


@pytest.mark.parametrize("key", WAYS)
def test_what_the_schema_refuses_some_rule_reports(key: str) -> None:
    kind = WAYS[key]
    for attribute in kind.attributes.values() if key != "Response" else ():
        for value in VALUES:
            if attribute.type.accepts(value):
                continue
            text = nested(kind, attribute, value)
            inside = range(text.index(f"<{kind.name} "), text.index("/>"))
            assert [
                d.name
                for d in run(text, EVERY).diagnostics
                if d.span.start in inside and d.name != "missing-required-attribute"
            ], text


def test_every_event_and_method_of_a_callback_is_checked() -> None:
    callbacks = {
        "@" + a.name
        for _, _, a in kinds()
        if a.about.status != "unlisted" and a.name.endswith(("CallbackEvent", "CallbackMethod"))
    }
    assert callbacks
    assert all(any(fnmatchcase(name, pattern) for pattern in EventsWithoutCallback.on) for name in callbacks)

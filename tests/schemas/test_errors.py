"""Every number that errors.json says a rule finds is found by that rule: a document shows it, with that number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from support.lint import EVERY, dispatcher
from twimllint.engine.pipeline import lint_source
from twimllint.engine.settings import LintSettings
from twimllint.generate import rule_classes
from twimllint.schema.data import data
from twimllint.schema.grammar import load
from twimllint.schema.model import AttributeType
from twimllint.source.text import Source, decode
from twimllint.testing import examples, settings_from

CASES = Path(__file__).parents[1] / "cases" / "err"
ERRORS: dict[str, Any] = data("errors")["errors"]
PAIRS = [(code, rule) for code, entry in ERRORS.items() for rule in entry["rules"]]

#: Rules that find what leads to an error and cite another number or none, each with the reason.
NEARER = {
    ("11200", "url-local-host"): "11205 and 11210 say why the address does not answer",
    ("11215", "redirect-cycle"): "the ring is of several documents",
    ("11241", "edge-parameter-invalid"): "11240 is the number of any edge that is not there",
    ("11300", "unclosed-template-tag"): "11320 is the number of what is not closed",
    ("13224", "number-invalid"): "13223 is the number of a number in a wrong form",
    ("13247", "caller-id-invalid"): "13214 is the number of a value that is no number",
    ("13258", "limited-in-region"): "no page says which Regions lack it",
    ("13311", "finish-key-invalid"): "13310 is the same fault",
    ("13322", "not-an-integer"): "13510 is the same fault of any Say",
    ("13337", "insecure-callback"): "only calls in PCI mode log it",
    ("13337", "pay-insecure-url"): "only calls in PCI mode log it",
    ("13615", "record-transcription-limits"): "13617 is the number of a recording out of range",
    ("14106", "redirect-cycle"): "the ring is of several documents",
    ("14107", "redirect-to-self"): "logged only for as many messages",
    ("14110", "mixed-channels"): "the document may be of the other channel",
    ("14219", "limited-in-region"): "no page says which Regions lack it",
    ("14226", "limited-in-region"): "no page says which Regions lack it",
    ("32114", "sip-parameter-separator"): "32110 is the number of the form of a URI",
    ("32605", "insecure-callback"): "only calls in PCI mode log it",
    ("32654", "insecure-callback"): "only calls in PCI mode log it",
    ("53100", "room-name-missing"): "no page ties it to TwiML",
    ("53106", "room-no-fallback"): "no page ties it to TwiML",
    ("53106", "room-not-in-progress"): "no page ties it to TwiML",
    ("53200", "room-identity-empty"): "no page ties it to TwiML",
    ("53200", "room-identity-fixed"): "no page ties it to TwiML",
    ("86004", "unknown-attribute"): "the page does not say which product logs it",
    ("94001", "invalid-boolean"): "13614 is the number of transcribe on Record",
}

#: A document for each number and rule that neither the rules' docstrings nor the cases show.
DOCUMENTS: dict[tuple[str, str], str] = {
    (
        "64102",
        "url-tunnel-host",
    ): '<Response><Connect><ConversationRelay url="wss://a.ngrok.app/x"/></Connect></Response>',
    ("64102", "url-local-host"): '<Response><Connect><ConversationRelay url="wss://localhost/x"/></Connect></Response>',
    ("11100", "url-whitespace"): "<Response><Redirect>https://acme.test/a b</Redirect></Response>",
    ("12100", "doctype-declared"): "<!DOCTYPE Response><Response/>",
    ("13110", "empty-container"): "<Response><Annotate/></Response>",
    ("13112", "child-not-allowed"): "<Response><Annotate><Say>a</Say></Annotate></Response>",
    ("13120", "schema-violation"): (
        f"<Response><Annotate><BillingReferenceTag>{'a' * 129}</BillingReferenceTag></Annotate></Response>"
    ),
    ("13215", "child-not-allowed"): "<Response><Dial><Say>Hi</Say></Dial></Response>",
    ("13321", "unknown-voice"): '<Response><Gather><Say voice="Polly.Nobody">Hi</Say></Gather></Response>',
    ("13325", "play-not-audio"): "<Response><Gather><Play>https://acme.test/a.html</Play></Gather></Response>",
    ("13420", "play-not-audio"): "<Response><Play>https://acme.test/a.html</Play></Response>",
    ("14219", "attribute-not-in-region"): (
        f'<!-- twimllint: region=au1 --><Response><Dial><Queue reservationSid="WR{"1" * 32}"/></Dial></Response>'
    ),
    ("14226", "attribute-not-in-region"): (
        f'<!-- twimllint: region=au1 --><Response><Enqueue workflowSid="WW{"1" * 32}"/></Response>'
    ),
    ("14300", "child-not-allowed"): "<Response><Stop><Say>a</Say></Stop></Response>",
    ("16002", "event-list-separator"): (
        '<Response><Dial><Conference statusCallback="/s" statusCallbackEvent="start,end">a</Conference></Dial></Response>'
    ),
    ("31904", "url-local-host"): '<Response><Connect><Stream url="wss://localhost/a"/></Connect></Response>',
    ("31923", "malformed-url"): '<Response><Connect><Stream url="wss://"/></Connect></Response>',
    **{
        ("32603", rule): (
            '<Response><Connect><VirtualAgent connectorName="a">'
            f'<Config name="{name}" value="en-US"/></VirtualAgent></Connect></Response>'
        )
        for rule, name in (("invalid-enum-value", "tongue"), ("enum-wrong-case", "Language"))
    },
    ("34005", "deprecated-element"): "<Response><Receive/></Response>",
    ("64020", "integer-out-of-range"): '<Response><Pay maxAttempts="9"/></Response>',
    ("64101", "integer-out-of-range"): (
        '<Response><Connect><ConversationRelay url="wss://a.acme.test/" speechTimeout="5"/></Connect></Response>'
    ),
}

#: Values that are wrong in the way that a rule about values looks for.
WRONG = {
    "enum-wrong-case": None,
    "invalid-boolean": "maybe",
    "invalid-enum-value": "nonsense",
    "malformed-url": "https://",
    "not-an-integer": "soon",
    "unknown-callback-event": "nonsense",
    "wrong-sid": "XX0123",
}
#: Elements with what they need round them and in them.
AROUND = {
    "Say": "<Say{}>Hi</Say>",
    "Play": "<Play{}>https://cdn.acme.test/a.mp3</Play>",
    "Pause": "<Pause{}/>",
    "Gather": "<Gather{}/><Hangup/>",
    "Record": "<Record{}/><Hangup/>",
    "Dial": "<Dial{}>+14155550100</Dial>",
    "Number": "<Dial><Number{}>+14155550100</Number></Dial>",
    "Client": "<Dial><Client{}>amy</Client></Dial>",
    "Conference": "<Dial><Conference{}>town</Conference></Dial>",
    "Queue": "<Dial><Queue{}>support</Queue></Dial>",
    "DialSip": "<Dial><Sip{}>sip:amy@pbx.acme.test</Sip></Dial>",
    "Enqueue": "<Enqueue{}>support</Enqueue>",
    "Redirect": "<Redirect{}>/next</Redirect>",
    "Reject": "<Reject{}/>",
    "Pay": "<Pay{}/>",
    "Prompt": "<Pay><Prompt{}><Say>Hi</Say></Prompt></Pay>",
    "ConversationRelay": '<Connect><ConversationRelay url="wss://a.acme.test/"{}/></Connect>',
    "Conversation": "<Connect><Conversation{}/></Connect>",
    "StartTranscription": "<Start><Transcription{}/></Start><Say>Hi</Say>",
    "Message": "<Message{}>Hi</Message>",
}


def found(source: Source, settings: LintSettings | None = None) -> set[tuple[str, str]]:
    """Number and rule of each finding."""
    diagnostics = lint_source(source, settings or LintSettings(), dispatcher(EVERY)).diagnostics
    return {(str(diagnostic.twilio_code), diagnostic.name) for diagnostic in diagnostics}


@cache
def shown() -> frozenset[tuple[str, str]]:
    """What the docstrings of the rules and the bad cases show."""
    pairs: set[tuple[str, str]] = set()
    for cls in rule_classes():
        for example in examples(cls.__doc__ or ""):
            if example.kind == "Flagged":
                source = Source.from_text(example.text, example.path or "x.twiml")
                pairs |= found(source, settings_from(example.config))
    for path in CASES.rglob("*"):
        if path.is_file() and path.suffix != ".out":
            pairs |= found(decode(path.read_bytes(), str(path)))
    return frozenset(pairs)


@cache
def attributes() -> dict[str, list[tuple[str, str, AttributeType]]]:
    """By number, the attributes whose wrong value Twilio logs under it: document, name, type."""
    table: dict[str, list[tuple[str, str, AttributeType]]] = defaultdict(list)
    for channel in ("voice", "messaging"):
        for kind in load(channel).types():
            for name, attribute in kind.attributes.items() if kind.key in AROUND else ():
                table[str(attribute.about.error)].append((AROUND[kind.key], name, attribute))
    return table


def documents(code: str, rule: str) -> Iterator[str]:
    """Documents with a wrong value of an attribute that has the number."""
    for around, name, attribute in attributes()[code] if rule in WRONG else ():
        wrong = WRONG[rule] or next(iter(attribute.type.values), "x").swapcase()
        yield "<Response>" + around.format(f' {name}="{wrong}"') + "</Response>"


@pytest.mark.parametrize(("code", "rule"), PAIRS)
def test_a_rule_finds_what_it_is_said_to_find(code: str, rule: str) -> None:
    pair = (code, rule)
    texts = [DOCUMENTS[pair]] if pair in DOCUMENTS else documents(code, rule)
    is_shown = pair in shown() or any(pair in found(Source.from_text(text, "x.twiml")) for text in texts)
    assert is_shown is (pair not in NEARER)


def test_what_rules_cite_is_known() -> None:
    assert {code for code, _ in shown()} - {"None"} <= set(ERRORS)


def test_the_tables_are_about_what_is_there() -> None:
    assert set(NEARER) | set(DOCUMENTS) <= set(PAIRS)

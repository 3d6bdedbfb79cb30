"""Every number that errors.json says a rule finds is found by that rule: a document shows it, with that number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from twimllint.engine.dispatcher import Dispatcher
from twimllint.engine.pipeline import lint_source
from twimllint.engine.registry import Registry
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

#: Rules that find what leads to an error and cite a nearer number or none, each with the reason.
NEARER = {
    ("11200", "url-local-host"): "11205 or 11210 say why the address does not answer",
    ("13201", "child-not-allowed"): "the document does not say that it runs on the called side",
    ("13337", "insecure-callback"): "only calls in PCI mode log it",
    ("13337", "pay-insecure-url"): "only calls in PCI mode log it",
    ("32605", "insecure-callback"): "only calls in PCI mode log it",
    ("32654", "insecure-callback"): "only calls in PCI mode log it",
}

#: A document for each number and rule that neither the rules' docstrings nor the cases show.
DOCUMENTS: dict[tuple[str, str], str] = {
    ("13215", "child-not-allowed"): "<Response><Dial><Say>Hi</Say></Dial></Response>",
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
    "Message": "<Message{}>Hi</Message>",
}


@cache
def dispatcher() -> Dispatcher:
    registry = Registry.builtin()
    return Dispatcher(registry, registry.rules)


def found(source: Source, settings: LintSettings | None = None) -> set[tuple[str, str]]:
    """Number and rule of each finding."""
    diagnostics = lint_source(source, settings or LintSettings(), dispatcher()).diagnostics
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
    if pair in NEARER:
        return
    if pair in shown():
        assert pair not in DOCUMENTS, "shown elsewhere already"
        return
    texts = [DOCUMENTS[pair]] if pair in DOCUMENTS else documents(code, rule)
    assert any(pair in found(Source.from_text(text, "x.twiml")) for text in texts), pair


def test_what_rules_cite_is_known() -> None:
    cited = {(code, rule) for code, rule in shown() if code != "None"}
    assert {code for code, _ in cited} <= set(ERRORS)


def test_reasons_are_for_what_is_there() -> None:
    assert set(NEARER) | set(DOCUMENTS) <= set(PAIRS)

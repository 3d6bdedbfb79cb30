"""A glance never keeps a rule from a finding: with and without them, all examples and cases give the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from twimllint.engine.glances import GLANCES
from twimllint.engine.pipeline import lint_source
from twimllint.engine.plan import Plan
from twimllint.engine.registry import Registry
from twimllint.engine.settings import LintSettings
from twimllint.generate import rule_classes
from twimllint.source.text import Source, decode
from twimllint.testing import examples, settings_from

CASES = Path(__file__).parent.parent / "cases"
REGISTRY = Registry.builtin()
#: Where the glances have their edges: names of files, Regions, sizes, comments.
EXTRA = (
    ("sms.xml", "<Response><Say>Hi</Say></Response>", LintSettings()),
    ("calls/voice.xml", "<Response><Message>Hi</Message></Response>", LintSettings()),
    ("a.xml", "<Response><Message>Hi</Message></Response>", LintSettings(channel="voice")),
    ("a.xml", "<Response><Connect><Room>x</Room></Connect></Response>", LintSettings(region="ie1")),
    ("a.xml", "<Response><Redirect>a.xml</Redirect></Response>", LintSettings()),
    ("in/a.xml", "<Response><Redirect>../in/a.xml#x</Redirect></Response>", LintSettings()),
    ("a.xml", "<!-- served as /m --><Response><Redirect>/m</Redirect></Response>", LintSettings()),
    ("a.xml", "<Response><Redirect>/v/a.xml</Redirect></Response>", LintSettings(base_url="https://x.test/v/")),
    ("a.xml", f"<Response><Say>{'x' * 70_000}</Say></Response>", LintSettings()),
    ("a.xml", "\ufeff<Response><Dial>\u200b</Dial><Say>\u00a0</Say></Response>", LintSettings()),
    ("a.xml", '{"twiml": "<Response/>"}', LintSettings()),
    ("a.xml", "", LintSettings()),
)


def documents() -> Iterator[tuple[str, str, LintSettings]]:
    yield from EXTRA
    for cls in rule_classes():
        for example in examples(cls.__doc__ or ""):
            yield example.path, example.text, settings_from(example.config)
    for path in sorted(CASES.rglob("*")):
        if path.is_file() and path.suffix not in (".out", ".toml"):
            yield path.name, decode(path.read_bytes()).text, LintSettings()


def found(name: str, text: str, settings: LintSettings, plan: Plan) -> list[object]:
    return list(lint_source(Source.from_text(text, name), settings, plan).diagnostics)


def test_glances_change_nothing() -> None:
    for name, text, settings in documents():
        with_glances = Plan(REGISTRY, REGISTRY.rules, settings.rule_options)
        without = Plan(REGISTRY, REGISTRY.rules, settings.rule_options)
        for rule in GLANCES:
            slot = without.slot(rule)
            assert slot is not None
            slot.glance = None
        assert found(name, text, settings, with_glances) == found(name, text, settings, without), (name, text)


@pytest.mark.parametrize("rule", GLANCES)
def test_glances_are_of_rules_that_there_are(rule: str) -> None:
    assert rule in REGISTRY.rules


def test_a_document_by_the_book_loads_no_rule() -> None:
    registry = Registry.builtin()
    plan = Plan(registry, [info.name for info in registry if info.default])
    text = (
        '<Response><Gather action="/menu" numDigits="1"><Say voice="Polly.Joanna">Press 1.</Say></Gather>'
        "<Say>We heard nothing.</Say><Redirect>/welcome</Redirect></Response>"
    )
    assert found("menu.xml", text, LintSettings(), plan) == []
    assert [info.name for info in registry if plan.slot(info.name) is not None and plan.slot(info.name)._rule] == []

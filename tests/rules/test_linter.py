"""Family TW9: suppressions, directives, fixes that go wrong, and rules that crash."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from support.lint import Linted, family, lint
from twimllint.config.settings import CHANNELS, ROLES, ROOM_TYPES
from twimllint.engine.context import Context
from twimllint.engine.diagnostic import Diagnostic, Edit, Fix, Span
from twimllint.engine.rule import Rule
from twimllint.source.tree import Node

OWN = ("unused-suppression", "unknown-directive", "fix-dropped", "internal-error")
STRUCTURE = family("TW1")


class Crash(Rule):
    """A rule that crashes."""

    code, name, on, source = "ACME001", "acme-crash", ("Say",), "https://acme.test"

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        raise ValueError("no\nluck")


class Spoil(Rule):
    """A rule whose fix breaks the document."""

    code, name, on, source = "ACME002", "acme-spoil", ("Say",), "https://acme.test"
    fixable = "safe"

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        yield self.report(node, "spoilt", fix=Fix("spoil it", (Edit(node.name_span, "<"),), safe=True))


class Idle(Rule):
    """A rule whose fix changes nothing of what it finds."""

    code, name, on, source = "ACME003", "acme-idle", ("Say",), "https://acme.test"
    fixable = "safe"

    def check(self, node: Node, ctx: Context) -> Iterator[Diagnostic]:
        place = Span(node.span.start, node.span.start)
        yield self.report(node, "idle", fix=Fix("add a blank", (Edit(place, " "),), safe=True))


def run(text: str, *names: str, **settings: Any) -> Linted:
    return lint(text, rules=[*OWN, *names], extra=[Crash, Spoil, Idle], **settings)


def said(text: str, *names: str, **settings: Any) -> list[str]:
    return [f"{d.name}: {d.message}" for d in run(text, *names, **settings).diagnostics]


def fixed(text: str, *names: str) -> str:
    return run(text, *names).fixed()


def test_a_rule_that_crashes_becomes_a_finding_and_a_failure() -> None:
    result = run("<Response><Say>x</Say><Speek/></Response>", "acme-crash", "unknown-element").result
    assert [d.name for d in result.diagnostics] == ["internal-error", "unknown-element"]
    assert result.diagnostics[0].label == "ValueError: no luck"
    assert result.diagnostics[0].span == Span(11, 14), "where the rule looked when it crashed"
    assert len(result.failures) == 1


def test_a_crash_cannot_be_suppressed() -> None:
    text = "<!-- twimllint: ignore-file[ALL] -->\n<Response><Say>x</Say></Response>"
    assert "internal-error" in " ".join(said(text, "acme-crash"))


@pytest.mark.parametrize("name", ["acme-spoil", "acme-idle"])
def test_a_fix_that_breaks_something_or_fixes_nothing_is_dropped_and_reported(name: str) -> None:
    text = "<Response><Say>x</Say></Response>"
    outcome = run(text, name).fix()
    assert outcome.source.text == text
    assert [d.name for d in outcome.result.diagnostics] == [name, "fix-dropped"]
    told = outcome.result.diagnostics[1]
    assert told.span == outcome.result.diagnostics[0].span
    assert f"fix of {outcome.dropped[0].code} {name} was not applied" in told.message


UNUSED = '"stray-text" suppresses nothing here'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        # the comment goes with its line
        (
            "<Response>\n  <!-- twimllint: ignore[stray-text] why -->\n  <Say>x</Say>\n</Response>",
            "<Response>\n  <Say>x</Say>\n</Response>",
        ),
        (
            "<Response><Say>x</Say><!-- twimllint: ignore[stray-text] --></Response>",
            "<Response><Say>x</Say></Response>",
        ),
        ("<!-- twimllint: ignore-file[TW107] -->\r\n<Response/>", "<Response/>"),
        ("<Response/>{# twimllint: ignore-file[stray-text] #}", "<Response/>"),
        # or only the suppression, where the comment says more
        (
            "<!-- twimllint: ignore-file[stray-text] region=ie1 -->\n<Response/>",
            "<!-- twimllint:  region=ie1 -->\n<Response/>",
        ),
        # or one of its selectors
        (
            "<Response>x<!-- twimllint: ignore[mixed-channels, stray-text] --></Response>",
            "<Response>x<!-- twimllint: ignore[stray-text] --></Response>",
        ),
        (
            "<Response>x<!-- twimllint: ignore[stray-text mixed-channels,unknown-element] --></Response>",
            "<Response>x<!-- twimllint: ignore[stray-text] --></Response>",
        ),
    ],
)
def test_unused_suppressions_are_removed(before: str, after: str) -> None:
    assert fixed(before, *STRUCTURE) == after
    assert "unused-suppression" not in " ".join(said(after, *STRUCTURE))


@pytest.mark.parametrize(
    "text",
    [
        "<Response>x<!-- twimllint: ignore[stray-text] --></Response>",
        "<Response>x<!-- twimllint: ignore[TW1] --></Response>",
        "<Response>x<!-- twimllint: ignore[all] --></Response>",
        "<!-- twimllint: disable[stray-text] -->\n<Response>x</Response>\n<!-- twimllint: enable[stray-text] -->",
        # rules that do not take part are not judged
        "<Response><Say>x</Say><!-- twimllint: ignore[room-outside-connect, TW4] --></Response>",
        # a tree that cannot be trusted says nothing about suppressions
        "<Response><!-- twimllint: ignore[stray-text] --><Say></Response>",
    ],
)
def test_suppressions_that_are_used_or_not_judged(text: str) -> None:
    assert "unused-suppression" not in " ".join(said(text, *STRUCTURE))


@pytest.mark.parametrize(
    ("directive", "message"),
    [
        ("ignore[stray-txt]", 'unknown rule in a suppression: did you mean "stray-text"?'),
        ("ignore[TW999]", "unknown rule in a suppression"),
        ("ignore-file[roomoutside-connect]", 'did you mean "room-outside-connect"?'),
        ("ignore[]", "ignore names no rule"),
        ("ignore stray-text", "ignore names no rule"),
        ("disable", "disable names no rule"),
        ("ignroe[stray-text]", 'unknown directive: did you mean "ignore"?'),
        ("hello", 'unknown directive: found "hello"'),
        ("", "directive is empty"),
        ("regions=ie1", 'unknown setting in a directive: did you mean "region"?'),
        ("colour=red", 'unknown setting in a directive: found "colour"'),
        ("region=ie2", "unknown value of region: did you mean"),
        ("region=", "region has no value"),
        ("channel=Voice", 'unknown value of channel: did you mean "voice"?'),
        ("role=hold", 'unknown value of role: found "hold"'),
        ("room-type=p2p", 'unknown value of room-type: did you mean "peer-to-peer"?'),
    ],
)
def test_directives_that_cannot_be_understood(directive: str, message: str) -> None:
    (line,) = said(f"<!-- twimllint: {directive} -->\n<Response/>", *STRUCTURE)
    assert line.startswith("unknown-directive: ")
    assert message in line


@pytest.mark.parametrize(
    "directive",
    [
        f"{key}={word}"
        for key, words in {"role": ROLES, "channel": CHANNELS, "room-type": ROOM_TYPES}.items()
        for word in words
    ],
)
def test_what_the_settings_know_a_directive_knows(directive: str) -> None:
    assert said(f"<!-- twimllint: {directive} -->\n<Response/>", *STRUCTURE) == []


def test_plugins_rules_are_known() -> None:
    assert said("<Response><Say>x</Say><!-- twimllint: ignore[ACME003, acme-idle] --></Response>", "acme-idle") == []


@pytest.mark.parametrize(
    ("directive", "told"),
    [("ignore-file[stray-text]", 1), ("ignore-file[stray-text] as agreed", 0), ("ignore-file[stray-text] :", 1)],
)
def test_a_reason_may_be_asked_for(directive: str, told: int) -> None:
    lines = said(f"<!-- twimllint: {directive} -->\n<Response>x</Response>", *STRUCTURE, require_reason=True)
    assert len(lines) == told
    assert all("without a reason" in line for line in lines)


def test_directives_in_template_comments() -> None:
    assert said("{{!-- twimllint: reigon=ie1 --}}<Response/>") == [
        'unknown-directive: unknown setting in a directive: did you mean "region"?'
    ]

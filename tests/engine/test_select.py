"""Selectors against a handful of rules."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twimllint.engine.diagnostic import Severity
from twimllint.engine.rule import RuleInfo
from twimllint.engine.select import SelectError, match, preset_names, resolve


def info(code: str, name: str, severity: str = "error", default: bool = True) -> RuleInfo:
    return RuleInfo(
        code=code, name=name, severity=Severity(severity), default=default, on=("Say",), twilio_code=None,
        fixable=None, supersedes=(), needs=(), implied_by_schema=False, runs_on_malformed=False, summary="", module="", cls="",
    )  # fmt: skip


RULES = {
    each.name: each
    for each in (
        info("TW101", "unknown-element"),
        info("TW201", "unknown-attribute"),
        info("TW301", "room-outside-connect"),
        info("TW302", "room-name-long", "info"),
        info("TW311", "room-far-away", "warning", default=False),
        info("ACME001", "our-own", "warning"),
    )
}
ALL = frozenset(RULES)
ON = ALL - {"room-far-away"}


def chosen(*names: str) -> frozenset[str]:
    return frozenset(names)


@pytest.mark.parametrize(
    ("selector", "rank", "names"),
    [
        ("ALL", 0, ALL),
        ("all", 0, ALL),
        ("TW", 2, ALL - {"our-own"}),
        ("TW3", 3, chosen("room-outside-connect", "room-name-long", "room-far-away")),
        ("tw30", 4, chosen("room-outside-connect", "room-name-long")),
        ("tw301", 1000, chosen("room-outside-connect")),
        (" TW301 ", 1000, chosen("room-outside-connect")),
        ("Room-Outside-Connect", 1000, chosen("room-outside-connect")),
        ("ACME", 4, chosen("our-own")),
    ],
)
def test_match(selector: str, rank: int, names: frozenset[str]) -> None:
    assert match(RULES, selector) == (rank, names)


@pytest.mark.parametrize(
    ("selector", "nearest"),
    [
        ("TW39", "TW3"),
        ("room-outside-conect", "room-outside-connect"),
        ("room_outside_connect", "room-outside-connect"),
        ("TQ301", "TW301"),
        ("zzzzzz", None),
        ("", None),
    ],
)
def test_unknown(selector: str, nearest: str | None) -> None:
    with pytest.raises(SelectError) as caught:
        match(RULES, selector)
    assert caught.value.selector == selector
    assert caught.value.nearest == nearest
    if nearest:
        assert f'did you mean "{nearest}"?' in caught.value.message


@pytest.mark.parametrize("selector", ["TW9999", "TW399", "TW1000", "X9", "12"])
def test_what_is_not_near_is_not_suggested(selector: str) -> None:
    with pytest.raises(SelectError) as caught:
        match(RULES, selector)
    assert caught.value.nearest is None


def test_defaults() -> None:
    assert resolve(RULES) == ON
    assert resolve(RULES, select=()) == ON


def test_presets() -> None:
    assert preset_names(RULES, "strict") == ALL
    assert preset_names(RULES, "essential") == chosen("unknown-element", "unknown-attribute", "room-outside-connect")
    assert resolve(RULES, preset="essential", extend_select=["TW302"]) == preset_names(RULES, "essential") | {
        "room-name-long"
    }
    with pytest.raises(ValueError, match='preset is "harsh"'):
        preset_names(RULES, "harsh")


@pytest.mark.parametrize(
    ("select", "ignore", "extend", "expected"),
    [
        (["TW3"], [], [], chosen("room-outside-connect", "room-name-long", "room-far-away")),
        (["TW3"], ["TW301"], [], chosen("room-name-long", "room-far-away")),
        (["TW301"], ["TW3"], [], chosen("room-outside-connect")),
        (["TW3"], ["TW30"], [], chosen("room-far-away")),
        (["TW30"], ["TW3"], [], chosen("room-outside-connect", "room-name-long")),
        (["TW3"], ["TW3"], [], chosen()),
        (["ALL"], ["TW"], [], chosen("our-own")),
        (["ALL"], ["ALL"], [], chosen()),
        ([], ["ALL"], ["our-own"], chosen("our-own")),
        ([], ["TW3"], [], ON - {"room-outside-connect", "room-name-long"}),
        ([], [], ["TW311"], ALL),
        ([], ["TW3"], ["TW311"], ON - {"room-outside-connect", "room-name-long"} | {"room-far-away"}),
        (["TW101"], [], ["room-far-away"], chosen("unknown-element", "room-far-away")),
    ],
)
def test_specific_wins(select: list[str], ignore: list[str], extend: list[str], expected: frozenset[str]) -> None:
    assert resolve(RULES, select, ignore, extend) == expected


def test_command_line_replaces_select_and_adds_to_the_rest() -> None:
    assert resolve(RULES, ["TW3"], cli_select=["TW1"]) == chosen("unknown-element")
    assert resolve(RULES, ["TW101"], [], ["TW201"], cli_select=["TW301"]) == chosen("room-outside-connect")
    assert resolve(RULES, ["TW101"], cli_extend_select=["TW311"]) == chosen("unknown-element", "room-far-away")
    assert resolve(RULES, ["TW3"], ["TW301"], cli_ignore=["TW302"]) == chosen("room-far-away")


def test_command_line_beats_the_configuration() -> None:
    # asked for in so many words, though the configuration ignores it
    assert resolve(RULES, ignore=["TW301"], cli_select=["TW301"]) == chosen("room-outside-connect")
    # but the configuration's more specific ignore holds
    assert resolve(RULES, ignore=["TW301"], cli_select=["TW30"]) == chosen("room-name-long")
    # ignoring on the command line is final, however specifically the configuration selects
    assert resolve(RULES, select=["TW301", "TW1"], cli_ignore=["TW3"]) == chosen("unknown-element")


_SELECTORS = st.sampled_from(["ALL", "TW", "TW3", "TW30", "TW301", "room-far-away", "ACME", "our-own", "TW1"])
_LISTS = st.lists(_SELECTORS, max_size=4)


@given(_LISTS, _LISTS, _LISTS)
def test_order_does_not_matter(select: list[str], ignore: list[str], extend: list[str]) -> None:
    found = resolve(RULES, select, ignore, extend)
    assert found <= ALL
    assert found == resolve(RULES, select[::-1], ignore[::-1] * 2, extend[::-1])
    assert resolve(RULES, select, [*ignore, "ALL"], extend) <= found


def test_unknown_selector_is_an_error_in_every_setting() -> None:
    for arguments in ({"select": ["TX"]}, {"ignore": ["TX"]}, {"extend_select": ["TX"]}, {"cli_select": ["TX"]}):
        with pytest.raises(SelectError):
            resolve(RULES, **arguments)  # type: ignore[arg-type]

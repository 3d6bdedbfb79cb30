"""Options of rules: which values are taken, and what is said of any other."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

import pytest

from twimllint.engine.dispatcher import Dispatcher
from twimllint.engine.options import build
from twimllint.engine.registry import Registry
from twimllint.engine.rule import Rule
from twimllint.engine.settings import OptionsError


@dataclass(frozen=True)
class Choices:
    max_length: int = 5
    style: Literal["short", "long"] = "short"
    hosts: tuple[str, ...] = field(default=())
    prefix: str | None = None
    strict: bool = False

    def __post_init__(self) -> None:
        if self.max_length < 0:
            raise ValueError("max-length is negative")


class Chooses(Rule):
    """Rule with options."""

    code, name, source, on = "TEST001", "chooses", "here", ("Say",)
    Options = Choices


class Plain(Rule):
    """Rule without options."""

    code, name, source, on = "TEST002", "plain", "here", ("Say",)


@pytest.mark.parametrize(
    ("table", "options"),
    [
        ({"max-length": 7}, Choices(max_length=7)),
        ({"style": "long", "strict": True}, Choices(style="long", strict=True)),
        ({"hosts": ["a", "b"]}, Choices(hosts=("a", "b"))),
        ({"hosts": []}, Choices()),
        ({"prefix": "x"}, Choices(prefix="x")),
    ],
)
def test_values_are_taken(table: dict[str, Any], options: Choices) -> None:
    assert build(Chooses, table) == options


@pytest.mark.parametrize(
    ("table", "key", "message"),
    [
        ({"max-lenght": 7}, "max-lenght", '"chooses" has no option "max-lenght"; did you mean "max-length"?'),
        ({"max_length": 7}, "max_length", '"chooses" has no option "max_length"; did you mean "max-length"?'),
        ({"zzz": 1}, "zzz", '"chooses" has no option "zzz"; it has max-length, style, hosts, prefix, strict'),
        ({"max-length": "7"}, "max-length", 'option "max-length" of "chooses" is \'7\'; expected a whole number'),
        ({"max-length": True}, "max-length", 'option "max-length" of "chooses" is True; expected a whole number'),
        ({"style": "x"}, "style", 'option "style" of "chooses" is \'x\'; expected one of "short", "long"'),
        ({"hosts": "a"}, "hosts", 'option "hosts" of "chooses" is \'a\'; expected a list of strings'),
        ({"hosts": ["a", 1]}, "hosts", 'option "hosts" of "chooses" is [\'a\', 1]; expected a list of strings'),
        ({"prefix": 5}, "prefix", 'option "prefix" of "chooses" is 5; expected a string'),
        ({"strict": 1}, "strict", 'option "strict" of "chooses" is 1; expected true or false'),
        ({"max-length": -1}, "max-length", 'options of "chooses": max-length is negative'),
    ],
)
def test_others_are_errors_that_name_their_key(table: dict[str, Any], key: str, message: str) -> None:
    with pytest.raises(OptionsError) as caught:
        build(Chooses, table)
    assert (caught.value.rule, caught.value.option, str(caught.value)) == ("chooses", key, message)


def test_a_rule_without_options_takes_none() -> None:
    with pytest.raises(OptionsError, match='rule "plain" takes no options'):
        build(Plain, {"a": 1})


def test_the_options_of_all_rules_are_tried_before_a_run() -> None:
    registry = Registry({}).extended([Chooses, Plain])
    Dispatcher(registry, ["plain"], {"chooses": {"strict": True}, "gone": {"a": 1}}).check_options()
    with pytest.raises(OptionsError):
        Dispatcher(registry, ["plain"], {"chooses": {"strict": 1}}).check_options()

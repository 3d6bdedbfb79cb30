"""What a rule of a plugin must say of itself, and what is said where it does not."""

from __future__ import annotations

from typing import Any

import pytest

from twimllint.engine.registry import PluginError, Registry, describe
from twimllint.engine.rule import Rule

USUAL: dict[str, Any] = {
    "code": "ACME001", "name": "no-music", "source": "here", "on": ("Play",), "__doc__": "Music.\n\nMore of it.",
}  # fmt: skip


def rule(**changed: Any) -> type[Rule]:
    """A rule class, with some attributes of other values; ``None`` leaves one out."""
    members = {name: value for name, value in {**USUAL, **changed}.items() if value is not None}
    return type("NoMusic", (Rule,), {"__doc__": None, **members})


def test_a_rule_is_described() -> None:
    info = describe(rule(aliases=("no-songs", "ACME9"), needs=("mp3",)))
    assert (info.code, info.name, info.on, info.summary) == ("ACME001", "no-music", ("Play",), "Music")
    assert (info.aliases, info.needs, info.severity, info.cls) == (("no-songs", "ACME9"), ("mp3",), "error", "NoMusic")


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"code": None}, 'has no "code"'),
        ({"name": None}, 'has no "name"'),
        ({"source": None}, 'has no "source"'),
        ({"on": None}, 'has no "on"'),
        ({"on": ()}, 'has no "on"'),
        ({"__doc__": None}, "has no docstring"),
        ({"code": "acme1"}, 'code "acme1" is not capital letters and a number'),
        ({"code": "ACME"}, 'code "ACME" is not'),
        ({"code": "A1"}, 'code "A1" is not'),
        ({"code": "ACME00001"}, 'code "ACME00001" is not'),
        ({"code": 7}, "code 7 is not a string"),
        ({"name": "No-Music"}, 'name "No-Music" is not lower-case words'),
        ({"name": "no--music"}, 'name "no--music" is not'),
        ({"name": "9-lives"}, 'name "9-lives" is not'),
        ({"source": 7}, "source 7 is not a string"),
        ({"on": "Play"}, r'"on" is a string; write a tuple, \("Play",\)'),
        ({"on": ("Paly",)}, "TwiML has no element <Paly>"),
        ({"aliases": ("Old Name",)}, 'alias "Old Name" is neither'),
        ({"severity": "fatal"}, 'severity "fatal" is none of error, warning, info'),
        ({"messages": ["x"]}, "is not a dictionary"),
    ],
)
def test_what_is_missing_or_wrong_is_named(changed: dict[str, Any], message: str) -> None:
    with pytest.raises(PluginError, match=message):
        describe(rule(**changed))


def test_codes_and_names_are_taken_once() -> None:
    registry = Registry({}).extended([rule()])
    assert registry.find("acme001") == registry.find("No-Music") == describe(rule())
    for changed in ({"name": "other"}, {"code": "ACME002"}):
        with pytest.raises(PluginError, match="clashes with ACME001"):
            registry.extended([rule(**changed)])

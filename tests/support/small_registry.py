"""A small registry, so that these tests do not change when a rule is added."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

import pytest

from twimllint.config.rules import KnownRules
from twimllint.engine.diagnostic import Diagnostic, Severity
from twimllint.engine.registry import Registry
from twimllint.engine.rule import Rule


@dataclass(frozen=True, slots=True)
class Options:
    limit: int = 100
    style: Literal["strict", "loose"] = "strict"
    hosts: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.limit < 0:
            raise ValueError("limit is below 0")


def make(code: str, name: str, severity: str = "error", default: bool = True, options: Any = None) -> type[Rule]:
    members = {
        "__doc__": f"{name} for tests.",
        "code": code,
        "name": name,
        "on": ("Say",),
        "severity": Severity(severity),
        "default": default,
        "source": "https://example.com/",
        "Options": options,
        "check": check,
    }
    return type("Made", (Rule,), members)


def check(self: Rule, item: Any, ctx: Any) -> Iterable[Diagnostic]:
    return ()


RULES = [
    make("TW101", "unknown-element"),
    make("TW102", "too-many", "warning"),
    make("TW201", "unknown-attribute"),
    make("TW301", "room-outside-connect"),
    make("TW302", "room-name-long", "info"),
    make("TW311", "room-far-away", "warning", default=False),
    make("TW501", "say-too-long", "warning", options=Options),
]


def registry() -> Registry:
    return Registry({}).extended(RULES)


KNOWN = KnownRules(registry())
NAMES = frozenset(cls.name for cls in RULES)
DEFAULT = NAMES - {"room-far-away"}


needs_permissions = pytest.mark.usefixtures("bound_by_permissions")

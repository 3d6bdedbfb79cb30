"""The tests of one rule, for ``pytest --rule NAME``.

They are the examples of its docstring, the cases that show it and those in which nothing may be found, the test module
that has its name, and the tests whose code or parameters name it.
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from support.cases import CASES, stem
from twimllint.engine.registry import Registry
from twimllint.engine.rule import RuleInfo
from twimllint.schema.names import nearest

#: Where the tests of rules are.
PATHS = ("rules", "test_cases.py", "engine", "schemas/test_errors.py")


@dataclass(frozen=True)
class Selection:
    """What the tests of a rule are known by."""

    rule: RuleInfo
    #: The names of all rules, this one's too.
    names: frozenset[str]

    @classmethod
    def of(cls, name: str) -> Selection:
        """The tests of a rule, given by its name or code; an error for any other word."""
        registry = Registry.builtin()
        rule = registry.find(name)
        if rule is None:
            near = nearest(name, registry.rules)
            raise pytest.UsageError(f'no rule "{name}"' + (f'; did you mean "{near}"?' if near else ""))
        return cls(rule, frozenset(registry.rules))

    def has(self, item: pytest.Item) -> bool:
        """Whether a test is about the rule."""
        path = item.path
        if path.name == "test_cases.py":
            return self._has_case(item)
        if path.stem == f"test_{self.rule.name.replace('-', '_')}":
            return True
        values = getattr(item, "callspec", None)
        parameters = [] if values is None else list(values.params.values())
        if parameters and isinstance(parameters[0], str) and parameters[0] in self.names:
            return parameters[0] == self.rule.name
        return self._named_in(repr(parameters) + source(item.function))  # type: ignore[attr-defined]

    def _has_case(self, item: pytest.Item) -> bool:
        """Cases of ``err`` have the rule in their ``.out``; those of ``ok`` are about all rules."""
        values = getattr(item, "callspec", None)
        if values is None or item.originalname != "test_bad_documents":  # type: ignore[attr-defined]
            return True
        path = CASES / "err" / values.params["name"]
        return f" {self.rule.name} " in Path(path).with_name(stem(path) + ".out").read_text(encoding="utf-8")

    def _named_in(self, text: str) -> bool:
        return re.search(rf"(?<![\w-])(?:{self.rule.name}|{self.rule.code})(?![\w-])", text) is not None


@cache
def source(function: Callable[..., None]) -> str:
    """The text of a test, which may have thousands of parameters."""
    return inspect.getsource(function)

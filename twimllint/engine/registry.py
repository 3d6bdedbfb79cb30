"""Which rules there are: the built-in index, installed plugins, local plugin files.

The built-in rules are known through ``rules/_index.py``, which is generated from them, so that a rule's module is
imported only when a document holds something it looks at. Plugins are imported when they are named.

Reading entry points through ``importlib.metadata`` costs more than a whole clean run, so a quick look at the
installed packages' own lists decides first whether there is anything to read.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from importlib import import_module
from typing import TYPE_CHECKING, Any

from twimllint.engine.basics import Condition, RuleInfo, Severity, Tier, former_names
from twimllint.engine.result import error_text

if TYPE_CHECKING:
    from twimllint.engine.rule import Rule

#: The group of entry points by which installed packages give rules.
ENTRY_POINTS = "twimllint.rules"
_CODE = r"[A-Z]{2,8}\d{1,4}"
_NAME = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"


class PluginError(Exception):
    """A plugin that cannot be used: it fails to import, lacks an attribute, or clashes with another rule."""


def any_installed() -> bool:
    """Whether some installed package lists rules for twimllint."""
    wanted = ENTRY_POINTS.encode()
    for folder in dict.fromkeys(sys.path):
        try:
            names = os.listdir(folder or ".")
        except OSError:
            continue
        for name in names:
            if name.endswith((".dist-info", ".egg-info")):
                try:
                    with open(os.path.join(folder, name, "entry_points.txt"), "rb", buffering=0) as file:
                        if wanted in file.read():
                            return True
                except OSError:
                    continue
    return False


class Registry:
    """Rules by name, each loaded when first asked for."""

    def __init__(self, rules: Mapping[str, RuleInfo], classes: Mapping[str, type[Rule]] | None = None) -> None:
        self.rules: Mapping[str, RuleInfo] = rules
        self._classes: dict[str, type[Rule]] = dict(classes or {})

    @classmethod
    def builtin(cls) -> Registry:
        """The rules that come with twimllint."""
        from twimllint.rules._index import RULES

        return cls({row[1]: _info(row) for row in RULES})

    def extended(self, classes: Iterable[type[Rule]]) -> Registry:
        """A registry of these rules and further classes.

        Raises ``PluginError`` where a class is no usable rule, or takes a code or name that is in use.
        """
        rules, loaded = dict(self.rules), dict(self._classes)
        codes = {info.code: info.name for info in rules.values()}
        for cls in classes:
            info = describe(cls)
            if info.name in rules or info.code in codes:
                taken = info.name if info.name in rules else codes[info.code]
                raise PluginError(
                    f'rule {info.code} "{info.name}" of {_home(cls)} clashes with {rules[taken].code} "{taken}"'
                )
            rules[info.name] = info
            codes[info.code] = info.name
            loaded[info.name] = cls
        return Registry(rules, loaded)

    def load(self, name: str) -> type[Rule]:
        """The class of a rule, imported if need be."""
        cls = self._classes.get(name)
        if cls is None:
            info = self.rules[name]
            cls = self._classes[name] = getattr(import_module(info.module), info.cls)
        return cls

    @property
    def loaded(self) -> frozenset[str]:
        """The names of the rules whose classes were imported."""
        return frozenset(self._classes)

    def find(self, text: str) -> RuleInfo | None:
        """The rule of that code or name, in any letter case; a former one counts where no rule has it now."""
        wanted = text.lower()
        info = next((i for i in self.rules.values() if wanted in (i.name, i.code.lower())), None)
        former = self.former.get(wanted, frozenset()) if info is None else ()
        return self.rules[next(iter(former))] if len(former) == 1 else info

    @cached_property
    def former(self) -> Mapping[str, frozenset[str]]:
        """The present names of rules by each former code and name, in lower case."""
        return former_names(self.rules)

    def __iter__(self) -> Iterator[RuleInfo]:
        return iter(sorted(self.rules.values(), key=lambda info: info.code))


_SEVERITIES = {severity.value: severity for severity in Severity}
_TIERS = {tier.value: tier for tier in Tier}
#: Where a row of the index has what is more than a plain value.
_SEVERITY, _TIER, _WHEN = map(RuleInfo._fields.index, ("severity", "tier", "when"))


def row(info: RuleInfo) -> tuple[Any, ...]:
    """A rule as a row of the generated index, of plain values."""
    plain = {"severity": info.severity.value, "tier": info.tier.value, "when": tuple([tuple(c) for c in info.when])}
    return tuple({**info._asdict(), **plain}.values())


def _info(row: tuple[Any, ...]) -> RuleInfo:
    values = list(row)
    values[_SEVERITY], values[_TIER] = _SEVERITIES[row[_SEVERITY]], _TIERS[row[_TIER]]
    if row[_WHEN]:
        values[_WHEN] = tuple([Condition(*condition) for condition in row[_WHEN]])
    return RuleInfo._make(values)


def _home(cls: type[Rule]) -> str:
    """Where a class comes from: its module, or its file where that is a plugin named by a path."""
    module = sys.modules.get(cls.__module__)
    path = getattr(module, "__file__", None)
    return os.path.basename(path) if path and cls.__module__.startswith("twimllint_plugin_") else cls.__module__


def describe(cls: type[Rule]) -> RuleInfo:
    """What a rule class says of itself. Raises ``PluginError`` where that is incomplete or of a wrong type."""
    where = f"{_home(cls)}.{cls.__qualname__}"
    try:
        return _described(cls, where)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise PluginError(f"{where} is not a usable rule: {error_text(error)}") from error


def _check_types(cls: type[Rule], where: str) -> None:
    for attribute in ("code", "name", "on", "source"):
        if not getattr(cls, attribute, None):
            raise PluginError(f'{where} has no "{attribute}"')
    for attribute in ("code", "name", "source"):
        if not isinstance(getattr(cls, attribute), str):
            raise PluginError(f"{where}: {attribute} {getattr(cls, attribute)!r} is not a string")
    if cls.severity not in _SEVERITIES:
        raise PluginError(f'{where}: severity "{cls.severity}" is none of {", ".join(_SEVERITIES)}')
    if not isinstance(cls.messages, Mapping):
        raise PluginError(f"{where}: messages {cls.messages!r} is not a dictionary")


def _described(cls: type[Rule], where: str) -> RuleInfo:
    from twimllint.engine import triggers

    _check_types(cls, where)
    if not re.fullmatch(_CODE, cls.code):
        raise PluginError(f'{where}: code "{cls.code}" is not capital letters and a number, such as ACME001')
    if not re.fullmatch(_NAME, cls.name):
        raise PluginError(f'{where}: name "{cls.name}" is not lower-case words joined by hyphens')
    for alias in cls.aliases:
        if not re.fullmatch(f"{_CODE}|{_NAME}", alias):
            raise PluginError(f'{where}: alias "{alias}" is neither a code nor a name of a rule')
    on: object = cls.on
    if isinstance(on, str):
        raise PluginError(f'{where}: "on" is a string; write a tuple, ("{cls.on}",)')
    for trigger in cls.on:
        try:
            triggers.check(trigger)
        except triggers.TriggerError as error:
            raise PluginError(f"{where}: on has {error}") from error
    summary = (cls.__doc__ or "").strip().partition("\n")[0].strip()
    if not summary:
        raise PluginError(f"{where} has no docstring, which is its documentation")
    return RuleInfo(
        cls.code,
        cls.name,
        Severity(cls.severity),
        cls.default,
        tuple([str(trigger) for trigger in cls.on]),
        cls.twilio_code,
        cls.fixable,
        tuple(cls.supersedes),
        cls.tier,
        tuple(cls.needs),
        tuple(cls.when),
        cls.known,
        cls.templated,
        cls.implied_by_schema or bool(getattr(cls, "schema_backed", False)),  # its name in 0.1
        cls.runs_on_malformed or bool(getattr(cls, "broken", False)),  # its name in 0.1
        summary.rstrip("."),
        cls.__module__,
        cls.__qualname__,
        cls.preview,
        tuple(cls.aliases),
        cls.local,
    )

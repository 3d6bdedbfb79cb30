"""Where a configuration names rules, and what is to say about the names: unknown, old, or of rules in preview."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from twimllint.config.errors import Mistakes
from twimllint.config.load import ConfigFile, KeyPath
from twimllint.config.rules import KnownRules
from twimllint.engine.result import Failure, Renamed

_SELECTING = ("select", "extend-select")


class NamedRule(NamedTuple):
    """A selector, the setting that it belongs to, and its file and line or its option."""

    key: str
    selector: str
    where: str
    line: int | None = None


def named_in(file: ConfigFile) -> Iterator[NamedRule]:
    """The selectors of a configuration file, and the rules that it gives options."""
    for key_path, selector in selectors(file.table):
        yield NamedRule(str(key_path[0]), selector, file.display_path, file.line(key_path))
    for key in file.table.get("rules", ()):
        yield NamedRule("rules", key, file.display_path, file.line(("rules", key)))


def selectors(table: Mapping[str, Any]) -> list[tuple[KeyPath, str]]:
    """The selectors in the table of a configuration file, each with its key."""
    keyed: list[tuple[KeyPath, str]] = []
    for key in ("select", "extend-select", "ignore"):
        keyed += [((key, index), selector) for index, selector in enumerate(table.get(key, ()))]
    keyed += [(("severity", selector), selector) for selector in table.get("severity", ())]
    for glob, listed in table.get("per-file-ignores", {}).items():
        keyed += [(("per-file-ignores", glob, index), selector) for index, selector in enumerate(listed)]
    return keyed


def renamed_rules(named: Iterable[NamedRule], known: KnownRules) -> Iterator[Renamed]:
    """Those of the selectors that are former codes or names of rules."""
    from twimllint.engine.select import renamed

    for rule in named if known.registry.former else ():
        new = renamed(known.registry.rules, rule.selector)
        if new is not None:
            yield Renamed(rule.selector, new, f"{rule.where}:{rule.line}" if rule.line else rule.where)


def in_preview(named: Iterable[NamedRule], preview: bool, known: KnownRules) -> Iterator[Failure]:
    """A remark for each selector that selects only rules in preview, which do not run unless ``preview`` is set."""
    from twimllint.engine.select import SelectError, match

    not_run = {name for name, info in known.registry.rules.items() if info.preview and not preview}
    for rule in named if not_run else ():
        try:
            names = match(known.registry.rules, rule.selector).names
        except SelectError:
            continue
        if rule.key in _SELECTING and names <= not_run:
            message = f'rule "{rule.selector}" is in preview and does not run; the setting "preview" turns it on'
            yield Failure(rule.where, message, rule.line)


def check_rule_names(files: tuple[ConfigFile, ...], known: KnownRules) -> None:
    """Raises ``ConfigError`` for selectors that name no rule, and for options that a rule does not have."""
    from twimllint.engine.select import SelectError, match

    mistakes = Mistakes()
    for file in files:
        for key_path, selector in selectors(file.table):
            with mistakes:
                try:
                    match(known.registry.rules, selector)
                except SelectError as error:
                    if known.complete:
                        raise file.error(key_path, f"{key_path[0]}: {error.message}") from None
        for key, options in file.table.get("rules", {}).items():
            with mistakes:
                _check_options(file, key, options, known)
    mistakes.check()


def _check_options(file: ConfigFile, key: str, options: Mapping[str, Any], known: KnownRules) -> None:
    from twimllint.engine.dispatcher import make_options
    from twimllint.engine.settings import OptionsError

    info = known.registry.find(key)
    if info is None:
        if known.complete:
            raise file.error(("rules", key), _unknown_rule(known, key))
        return
    try:
        make_options(known.registry.load(info.name), options)
    except OptionsError as error:
        raise file.error(("rules", key, error.option), f"rules.{key}: {error}") from None


def _unknown_rule(known: KnownRules, key: str) -> str:
    from twimllint.engine.select import SelectError, match

    try:
        match(known.registry.rules, key)
    except SelectError as error:
        return f"rules: {error.message}"
    return f'rules: "{key}" names several rules; options belong to one'

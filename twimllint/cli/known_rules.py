"""The rules there are, for the commands that list and explain them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from twimllint.cli.streams import warn

if TYPE_CHECKING:
    from twimllint.engine.registry import Registry


def installed(*, plugins: bool = True) -> Registry:
    """The built-in rules and those of installed packages; one that is broken is left out."""
    from twimllint.config.rules import builtin_rules, installed_rules

    return (installed_rules() if plugins else builtin_rules()).registry


def known_here(*, plugins: bool = True) -> tuple[Registry, int]:
    """The rules that the configuration of the working folder knows, and the exit code: 2 where something is broken.

    Where the configuration cannot be used, these are the rules that hold without it.
    """
    from twimllint.config.errors import ConfigError
    from twimllint.config.finder import ConfigFinder

    finder = ConfigFinder(plugins=plugins)
    config = finder.resolve(finder.cwd)
    failures = config.failures
    for failure in failures:
        warn(str(failure))
    if isinstance(config, ConfigError):
        return installed(plugins=plugins), 2
    for note in config.notes:
        warn(str(note))
    return config.registry, 2 if failures else 0

"""What the commands share: failing with a message, and the rules there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from twimllint.lint.registry import Registry


def warn(message: str) -> None:
    """Say something on standard error."""
    click.echo(f"twimllint: {message}", err=True)


def fail(message: str) -> NoReturn:
    """Say on standard error why the work could not be done, and stop with exit code 2."""
    warn(message)
    raise click.exceptions.Exit(2)


def registry(*, plugins: bool = True) -> Registry:
    """The built-in rules and those of installed packages; fails where a plugin is broken."""
    from twimllint.lint.registry import PluginError, Registry

    known = Registry.builtin()
    if not plugins:
        return known
    from twimllint.lint.plugins import any_installed, installed_plugins

    try:
        return known.extended(installed_plugins()) if any_installed() else known
    except PluginError as error:
        fail(str(error))

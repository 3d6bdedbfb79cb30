"""``twimllint completion``: the script that makes a shell complete commands, options, rules and codes."""

from __future__ import annotations

import click

from twimllint.cli.options import Argument


@click.command()
@click.argument("shell", cls=Argument, type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print the completion script for a shell; docs/editors.md says where to put it."""
    from click.shell_completion import get_completion_class

    from twimllint.cli.completing import register
    from twimllint.cli.streams import echo

    register()
    completion = get_completion_class(shell)
    assert completion is not None, "click knows the three shells"
    root = ctx.find_root().command
    echo(completion(root, {}, "twimllint", "_TWIMLLINT_COMPLETE").source())

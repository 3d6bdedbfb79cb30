"""``twimllint check``: lint files, and fix them where asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click
from click.core import ParameterSource

from twimllint.cli.options import Option, OwnHelp, PathWord, title
from twimllint.report import FORMATS

_F = TypeVar("_F", bound=Callable[..., Any])
_SEVERITIES = ("error", "warning", "info", "never")


def _option(*names: str, **attributes: Any) -> Callable[[_F], _F]:
    """An option that can also be given as ``TWIMLLINT_NAME`` in the environment."""
    long = next(name for name in names if name.startswith("--")).partition("/")[0]
    return click.option(*names, cls=Option, envvar="TWIMLLINT_" + long[2:].replace("-", "_").upper(), **attributes)


def _words(kind: str) -> Any:
    """What completes an option's value, imported when a shell asks."""

    def complete(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        from twimllint.cli import completing

        items: list[Any] = getattr(completing, f"complete_{kind}")(ctx, param, incomplete)
        return items

    return complete


def _selectors(*names: str, help: str) -> Callable[[_F], _F]:
    return _option(*names, multiple=True, metavar="SELECTORS", help=help, shell_complete=_words("selector"))


def _file(*names: str, help: str, metavar: str = "FILE") -> Callable[[_F], _F]:
    return _option(*names, type=PathWord(), metavar=metavar, help=help)


@click.command(
    cls=OwnHelp,
    epilog="Each option can also be set in the environment, --fail-on as TWIMLLINT_FAIL_ON and so on. The command line "
    "goes before the environment, and both go before configuration files.",
)
@click.argument("paths", nargs=-1, type=PathWord(), metavar="[PATHS]...")
@_option("--fix", is_flag=True, help="Apply the safe fixes.")
@_option("--unsafe-fixes", is_flag=True, help="With --fix or --diff: also apply fixes that may not be what was meant.")
@_option("--diff", is_flag=True, help="Show what --fix would change; write nothing, exit 1 where it would.")
@_selectors("--select", help="Run these rules only: codes, prefixes, names or ALL, separated by commas.")
@_selectors("--ignore", help="Do not run these rules.")
@_selectors("--extend-select", help="Run these rules too.")
@_option("--preview/--no-preview", default=None, help="Let rules in preview run where they are selected.")
@_option("--preset", type=click.Choice(["recommended", "strict", "essential"]), help="The rules to begin with.")
@_option(
    "--region", metavar="ID", shell_complete=_words("region"),
    help="The Twilio Region of the documents: us1, ie1, au1.",
)  # fmt: skip
@_option(
    "--room-type", type=click.Choice(["group", "group-small", "peer-to-peer", "go"]),
    help="The type of Video Rooms that nothing else declares.",
)  # fmt: skip
@_file("--rooms-manifest", help="The account's Video Rooms, as JSON of the REST API or the CLI.")
@_option("--fail-on", type=click.Choice(_SEVERITIES), help="The lowest severity that makes the exit code 1 [warning].")
@_option("--max-warnings", type=click.IntRange(min=0), metavar="N", help="Exit with 1 where there are more warnings.")
@_option(
    "--format", "form", metavar="FORMAT", shell_complete=_words("format"),
    help=f"How the report on the screen is written [full]: {', '.join(FORMATS)}.",
)  # fmt: skip
@_option(
    "--columns", type=click.Choice(["characters", "bytes", "utf-16"]), default="characters",
    help="How --format concise counts columns, for editors that count in their own way [characters].",
)  # fmt: skip
@_option("--output", multiple=True, metavar="FORMAT=PATH", help="Also write a report to a file; may be repeated.")
@_file("--config", help="Use only this configuration file.")
@_option("--isolated", is_flag=True, help="Read no configuration files.")
@_file(
    "--stdin-filename", metavar="PATH",
    help="The file that standard input stands for: its settings and excludes hold.",
)  # fmt: skip
@_file("--baseline", help="Leave out the findings that this file knows.")
@_file("--write-baseline", help="Write all findings to a baseline file.")
@_option("--prune-baseline", is_flag=True, help="Take entries out of the baseline that nothing matches any more.")
@_option(
    "--add-ignores", is_flag=False, flag_value="", metavar="[REASON]",
    help="Write a comment that silences each finding.",
)  # fmt: skip
@_option("--statistics", is_flag=True, help="Count the findings by rule.")
@_option("--timings", is_flag=True, help="Show the time by phase and by rule after the run; uses one process.")
@_option("--show-files", is_flag=True, help="List the files that would be linted, and stop.")
@_option("--show-settings", is_flag=True, help="Show the settings for the path and where each comes from, and stop.")
@_option("--no-exclude", is_flag=True, help="Lint files that the configuration leaves out.")
@_option(
    "--code/--no-code", default=None, help="Lint TwiML in program text and documentation, or XML files only [--code]."
)
@_option("--no-plugins", is_flag=True, help="Leave out the rules of plugins.")
@_option("--jobs", "-j", type=click.IntRange(min=0), metavar="N", help="Processes to use; 0 for as many as pay [0].")
@_option("--ci-output/--no-ci-output", default=True, help="Speak to the CI system that runs this (GitHub Actions).")
@_option("--color", type=click.Choice(["auto", "always", "never"]), default="auto", help="Colours and links.")
@_option("--quiet", "-q", is_flag=True, help="Print only findings, and nothing where there are none.")
@_option("--verbose", "-v", is_flag=True, help="Say what was skipped and why.")
@click.pass_context
def command(ctx: click.Context, /, paths: tuple[str, ...], **given: Any) -> None:
    """Lint TwiML files; folders are searched, "-" is standard input, nothing means this folder.

    Exit code: 0 where nothing is as bad as --fail-on says, 1 where something is, 2 where the work could not be done.
    """
    from twimllint.cli.check_command import CheckCommand
    from twimllint.cli.check_options import CheckOptions

    names = [str(parameter.name) for parameter in ctx.command.params]
    source = {name: ctx.get_parameter_source(name) or ParameterSource.DEFAULT for name in names}
    label = {str(parameter.name): title(parameter, ctx) for parameter in ctx.command.params}
    variables = tuple([str(parameter.envvar) for parameter in ctx.command.params if parameter.envvar])
    ctx.exit(CheckCommand(CheckOptions(source, label, variables, paths, **given)).run())

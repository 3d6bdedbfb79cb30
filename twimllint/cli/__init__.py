"""The command line: the only place that prints or exits."""

from __future__ import annotations

import os
import signal
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

from twimllint import __version__
from twimllint.cli.options import OwnHelp

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

#: Commands by name, each in a module of its own that is imported when the command is called.
COMMANDS = {
    "check": "twimllint.cli.check",
    "completion": "twimllint.cli.completion",
    "explain": "twimllint.cli.explain",
    "extract": "twimllint.cli.extract",
    "init": "twimllint.cli.init",
    "rules": "twimllint.cli.rules",
    "schema": "twimllint.cli.schema",
    "server": "twimllint.cli.server",
}


#: Seconds that a worker gets for the file that it is writing when the process has to end.
_LAST_WRITE = 10


def _end(number: int, _frame: Any) -> None:
    """End the process on a signal, and its workers with it.

    An exception would be lost where somebody ignores all of them: Python in finalizers, libraries in their imports.
    Files are written while signals are held back, so none is left half-written.
    """
    try:
        _end_workers()
        if number == signal.SIGINT:
            os.write(2, b"twimllint: interrupted\n")
    finally:
        os._exit(128 + number)


def _end_workers() -> None:
    # the signal may come while the module is being imported
    children = getattr(sys.modules.get("multiprocessing"), "active_children", list)
    workers: list[Any] = children()
    for worker in workers:
        worker.terminate()
    for worker in workers:
        worker.join(_LAST_WRITE)


class Commands(OwnHelp, click.Group):
    """The group of commands, with ``check`` for arguments that begin with no command's name."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands' names."""
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, imported now."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(COMMANDS[cmd_name]).command
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put ``check`` before arguments that name no command: ``twimllint voice.xml``, ``twimllint --fix .``"""
        if not args and ctx.resilient_parsing:
            return super().parse_args(ctx, args)  # a shell completes the first word, which may become either
        if not args or (args[0] not in COMMANDS and args[0] not in ("--help", "-h", "--version", "-V")):
            args = ["check", *args]
        return super().parse_args(ctx, args)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Run as the program that the process is for, and leave at once when it is done."""
        for number, usual in ((signal.SIGTERM, signal.SIG_DFL), (signal.SIGINT, signal.default_int_handler)):
            if signal.getsignal(number) is usual:
                signal.signal(number, _end)
        try:
            return self.main(*args, **kwargs)
        except SystemExit as stop:
            from twimllint.cli.streams import hard_exit

            hard_exit(stop.code)
            raise

    def main(self, *args: Any, **kwargs: Any) -> Any:
        """Run, or answer a shell that asks how a word goes on."""
        if "_TWIMLLINT_COMPLETE" in os.environ:
            from twimllint.cli.completing import register

            register()
        try:
            code: Any = super().main(*args, **{**kwargs, "standalone_mode": False})
            raise SystemExit(code if isinstance(code, int) else 0)
        except click.ClickException as error:
            # click would print what the user wrote as it is
            import io

            from twimllint.cli.streams import echo_err

            message = io.StringIO()
            error.show(message)
            echo_err(message.getvalue())
            raise SystemExit(error.exit_code) from error
        except click.Abort:
            raise SystemExit(128 + signal.SIGINT) from None
        except OSError as error:
            # click prints the help itself
            from twimllint.cli.streams import unwritable

            try:
                unwritable(error)
            except click.exceptions.Exit as stop:
                raise SystemExit(stop.exit_code) from error

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """What the first word can be: a command, or what is after ``check``, an option or a path."""
        from twimllint.cli.completing import complete_first

        check = self.get_command(ctx, "check")
        assert check is not None, "it is in COMMANDS"
        return complete_first(super().shell_complete(ctx, incomplete), check, ctx, incomplete)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a mistake of our own becomes a message, never a traceback."""
        from twimllint.cli.streams import fail, finish_output, unwritable, warn

        try:
            try:
                return super().invoke(ctx)
            finally:
                finish_output()
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except KeyboardInterrupt:
            # what was found so far is of no use: nobody knows what is missing
            warn("interrupted")
            raise click.exceptions.Exit(128 + signal.SIGINT) from None
        except Exception as error:
            if isinstance(error, FileNotFoundError) and error.filename is None:
                fail("the working folder is gone")
            if isinstance(error, OSError) and error.filename is None:
                unwritable(error)  # click prints the help itself
                raise click.exceptions.Exit(0) from error
            if os.environ.get("TWIMLLINT_DEBUG"):
                raise
            fail(f"internal error: {type(error).__name__}: {error} (TWIMLLINT_DEBUG=1 shows where)")


def _version(ctx: click.Context, _parameter: click.Parameter, wanted: bool) -> None:
    """Print the versions that a bug report needs, and stop."""
    if not wanted or ctx.resilient_parsing:
        return
    import platform
    from importlib.metadata import version

    from lxml import etree

    from twimllint.cli.streams import echo, finish_output

    libxml2 = ".".join(map(str, etree.LIBXML_VERSION))
    echo(
        f"twimllint {__version__} (Python {platform.python_version()}, lxml {etree.__version__}, libxml2 {libxml2}, "
        f"xmlschema {version('xmlschema')}, click {version('click')})"
    )
    finish_output()
    ctx.exit()


@click.group(
    cls=Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Without a command, check is meant: twimllint voice.xml. See twimllint check --help for its options.",
)
@click.option(
    "-V", "--version", is_flag=True, is_eager=True, expose_value=False, callback=_version,
    help="Show the versions of twimllint, Python and its libraries.",
)  # fmt: skip
def main() -> None:
    """Find mistakes in TwiML before a caller does."""

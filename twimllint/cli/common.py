"""What the commands share: printing, failing with a message, and the rules there are."""

from __future__ import annotations

import os
import sys
from typing import IO, TYPE_CHECKING, NoReturn

import click

if TYPE_CHECKING:
    from twimllint.engine.registry import Registry


def say(text: str, end: str = "\n") -> None:
    """Print on standard output, what its encoding cannot hold as backslash escapes.

    A reader that has gone (``| head``) wants no more, which is no failure: the rest is dropped. Fails with exit code
    2 where standard output is closed or its disk is full.
    """
    if sys.stdout is None:
        fail("standard output is closed")
    text += end
    try:
        try:
            sys.stdout.write(text)
        except UnicodeEncodeError:
            encoding = sys.stdout.encoding
            sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding))
    except OSError as error:
        unwritable(error)


def finish_output() -> None:
    """Hand over what is still buffered; fails as ``say`` does."""
    try:
        if sys.stdout is not None:
            sys.stdout.flush()
    except OSError as error:
        unwritable(error)


def leave(code: object) -> None:
    """End the process here and now: taking the interpreter down piece by piece takes longer than linting a file.

    Returns where others are to see the end: a debugger, a profiler, worker processes.
    """
    watched = sys.gettrace() is not None or sys.getprofile() is not None or "multiprocessing" in sys.modules
    if watched or not isinstance(code, int):
        return
    import atexit

    atexit._run_exitfuncs()
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except (OSError, ValueError):
        return
    os._exit(code)


def say_bytes(content: bytes) -> None:
    """Print bytes on standard output as they are; fails as ``say`` does."""
    if sys.stdout is None:
        fail("standard output is closed")
    finish_output()
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except OSError as error:
        unwritable(error)


def unwritable(error: OSError) -> None:
    """What to do where standard output cannot be written: nothing for a reader that has gone, else fail."""
    _discard(sys.stdout)
    if not isinstance(error, BrokenPipeError):
        fail(f"standard output cannot be written: {error.strerror or error}")


def _discard(stream: IO[str]) -> None:
    """Lead a stream nowhere, so that neither further writing nor the flush at the very end fails again."""
    with open(os.devnull, "wb") as nowhere:
        try:
            os.dup2(nowhere.fileno(), stream.fileno())
        except (OSError, ValueError):
            return  # it has no file below it


def warn(message: str, end: str = "\n") -> None:
    """Say something on standard error; where that cannot be written, nobody is there to be told."""
    complain(f"twimllint: {message}{end}")


def complain(text: str) -> None:
    """Write on standard error."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except UnicodeEncodeError:
        encoding = sys.stderr.encoding
        sys.stderr.write(text.encode(encoding, "backslashreplace").decode(encoding))
    except OSError:
        _discard(sys.stderr)


def fail(message: str) -> NoReturn:
    """Say on standard error why the work could not be done, and stop with exit code 2."""
    warn(message)
    raise click.exceptions.Exit(2)


def registry(*, plugins: bool = True) -> Registry:
    """The built-in rules and those of installed packages; fails where a plugin is broken."""
    from twimllint.engine.registry import PluginError, Registry

    known = Registry.builtin()
    if not plugins:
        return known
    from twimllint.engine.plugins import any_installed, installed_plugins

    try:
        return known.extended(installed_plugins()) if any_installed() else known
    except PluginError as error:
        fail(str(error))


def rules_here(*, plugins: bool = True) -> tuple[Registry, int]:
    """The rules that the configuration of the working folder knows, and the exit code: 2 where it is broken."""
    from twimllint.config.finder import ConfigFinder

    finder = ConfigFinder(plugins=plugins)
    known = finder.usable_in(finder.cwd).registry
    for error in finder.errors.values():
        warn(str(error))
    return known, 2 if finder.errors else 0

"""Printing, and failing with a message: whatever is printed goes through here.

All text is made harmless on its way: names of files, texts of documents, values of a configuration or of the
environment and messages of plugins can neither steer the terminal nor pass for a command of the CI system.
"""

from __future__ import annotations

import os
import sys
from typing import IO, NoReturn

import click

from twimllint.report.plain import without_control_sequences


def echo(text: str, end: str = "\n", *, styles: bool = False, commands: bool = False) -> None:
    """Print on standard output, what its encoding cannot hold as backslash escapes.

    ``styles`` and ``commands`` are those of ``harmless``. A reader that has gone (``| head``) wants no more, which is
    no failure: the rest is dropped. Fails with exit code 2 where standard output is closed or its disk is full.
    """
    if sys.stdout is None or sys.stdout.closed:
        fail("standard output is closed")
    text = without_control_sequences(text + end, styles=styles, commands=commands)
    try:
        try:
            sys.stdout.write(text)
        except UnicodeEncodeError:
            encoding = sys.stdout.encoding
            sys.stdout.write(text.encode(encoding, "backslashreplace").decode(encoding))
    except OSError as error:
        unwritable(error)


def is_terminal(stream: IO[str] | None) -> bool:
    """Whether a stream is a terminal; one that is closed is none."""
    return stream is not None and not stream.closed and stream.isatty()


def terminal_width() -> int | None:
    """The columns of the terminal that standard output is, at least 40; ``None`` where it is no terminal."""
    if not is_terminal(sys.stdout):
        return None
    import shutil

    return max(40, shutil.get_terminal_size((100, 24)).columns)


def finish_output() -> None:
    """Hand over what is still buffered; fails as ``echo`` does."""
    try:
        if sys.stdout is not None and not sys.stdout.closed:
            sys.stdout.flush()
    except OSError as error:
        unwritable(error)


def hard_exit(code: object) -> None:
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


def echo_bytes(content: bytes) -> None:
    """Print a document or a diff of one on standard output, byte for byte; fails as ``echo`` does."""
    if sys.stdout is None or sys.stdout.closed:
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
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        target = stream.fileno()
        if target != nowhere:  # else the stream's own number was free, and has just been taken
            os.dup2(nowhere, target)
            os.close(nowhere)
    except (OSError, ValueError):
        os.close(nowhere)  # there is no file below the stream


def warn(message: str) -> None:
    """Say something on standard error; where that cannot be written, nobody is there to read it."""
    echo_err(f"twimllint: {message}\n")


def echo_err(text: str, *, styles: bool = False) -> None:
    """Write on standard error."""
    if sys.stderr is None or sys.stderr.closed:
        return
    text = without_control_sequences(text, styles=styles)
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

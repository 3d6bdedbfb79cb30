"""Standard input that stands for a file: it is linted, excluded or skipped just as the file would be."""

from __future__ import annotations

import os
import shutil
import sys

from twimllint.cli.streams import echo_bytes, fail
from twimllint.config.errors import ConfigError
from twimllint.engine.result import Run
from twimllint.files.discover import excluded, why_not_read
from twimllint.files.reading import MAX_BYTES, reason
from twimllint.run.runner import Runner, RunResult, explained


def read() -> bytes:
    """What comes on standard input, up to one byte more than a file may have; fails where it cannot be read."""
    if sys.stdin is None:
        fail("standard input is closed")
    try:
        return sys.stdin.buffer.read(MAX_BYTES + 1)
    except OSError as error:
        fail(f"standard input cannot be read: {reason(error)}")


def write_back(raw: bytes, *, whole: bool) -> None:
    """Print the document; where it is not ``whole``, also what ``read`` has left unread."""
    echo_bytes(raw)
    if not whole and len(raw) > MAX_BYTES:
        shutil.copyfileobj(sys.stdin.buffer, sys.stdout.buffer)


def lint_stdin(raw: bytes, name: str | None, runner: Runner) -> RunResult:
    """Lint what an editor hands over for the file ``name``, which need not exist; without a name, always lint it.

    An editor that lints every XML buffer must not report a Maven project as bad TwiML.
    """
    finder = runner.finder
    if name is not None and not isinstance(finder.resolve(os.path.dirname(name)), ConfigError):
        path = os.path.normpath(os.path.join(finder.cwd, name))
        rules = finder.config(os.path.dirname(path)).registry.rules
        if not runner.options.no_exclude and excluded(path, finder):
            return explained(RunResult(Run(finder.cwd, excluded=1, rules=rules)), f"{name} is excluded")
        why = why_not_read(path)
        if why is not None:
            return explained(RunResult(Run(finder.cwd, skipped=1, rules=rules)), f"{name} {why}")
    return runner.run_stdin(raw, name)

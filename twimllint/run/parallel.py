"""The same work in several processes, in the same order."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from multiprocessing.context import BaseContext
from typing import Protocol

from twimllint.files.discover import FoundFile
from twimllint.run.lint_file import FileOutcome, WorkerLostError


class FileLinter(Protocol):
    """What lints the files of a worker process, one by one."""

    def lint_file(self, file: FoundFile) -> FileOutcome:
        """Lint one file."""
        ...


def lint_in_processes(
    make: Callable[[], FileLinter], files: list[FoundFile], jobs: int, chunk: int
) -> Iterator[FileOutcome]:
    """Lint files in ``jobs`` processes, ``chunk`` at a time; results come in the order of ``files``.

    Each process makes the linter that it uses once; ``make`` must be picklable.

    When this process is interrupted or terminated, the waiting work is dropped and the workers stop, each as soon as
    the file that it writes is whole.
    """
    pool = ProcessPoolExecutor(jobs, _context(), _start, (make,))
    try:
        with _signals_held():  # the workers are started here
            results = [pool.submit(_lint, files[start : start + chunk]) for start in range(0, len(files), chunk)]
        yield from _in_order(results)
    except BaseException as error:
        for process in list((pool._processes or {}).values()):
            process.terminate()
        # The thread that manages the pool must be gone before the interpreter ends: its exit hook wakes such a thread
        # without a lock, and says so on standard error when the thread closes the pipe in this moment.
        pool.shutdown(wait=True, cancel_futures=True)
        if isinstance(error, BrokenProcessPool):
            raise WorkerLostError(
                "a worker process was ended by the system or by a plugin; try --no-plugins or --jobs 1"
            ) from error
        raise
    pool.shutdown()


def _in_order(results: list[Future[list[FileOutcome]]]) -> Iterator[FileOutcome]:
    results.reverse()
    while results:
        yield from results.pop().result()


def _context() -> BaseContext:
    """How workers are started: forked with all that is loaded already, or afresh where forking is not safe."""
    forked = sys.platform == "linux" and threading.active_count() == 1
    return get_context("fork" if forked else "spawn")


@contextmanager
def _signals_held() -> Iterator[None]:
    """Hold back the signals that end a process while others are started; these answer them in their own way.

    Ctrl-C reaches every process of the group, and only the first one is to answer it.
    """
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Worker:
    """What a worker process keeps from one chunk to the next."""

    linter: FileLinter


def _start(make: Callable[[], FileLinter]) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if sys.platform != "win32":
        # started while they were held back
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT, signal.SIGTERM})
    _Worker.linter = make()


def _lint(chunk: list[FoundFile]) -> list[FileOutcome]:
    return [_Worker.linter.lint_file(file) for file in chunk]

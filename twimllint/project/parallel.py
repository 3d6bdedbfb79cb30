"""The same work in several processes, in the same order."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from twimllint.project.discover import Found
from twimllint.project.runner import CHUNK, Options, Runner
from twimllint.project.single import Linted


def lint_in_processes(options: Options, found: list[Found], jobs: int) -> Iterator[Linted]:
    """Lint files in ``jobs`` processes; results come in the order of ``found``.

    On Ctrl-C the waiting work is dropped and the workers stop at once.
    """
    chunks = [found[at : at + CHUNK] for at in range(0, len(found), CHUNK)]
    pool = ProcessPoolExecutor(jobs, get_context("spawn"), _start, (options,))
    try:
        for linted in pool.map(_lint, chunks):
            yield from linted
    except BaseException:
        for process in list((pool._processes or {}).values()):
            process.terminate()
        pool.shutdown(wait=False, cancel_futures=True)
        raise
    pool.shutdown()


class _Worker:
    """The runner of a worker process, made once when the process starts."""

    runner: Runner


def _start(options: Options) -> None:
    # Ctrl-C reaches every process of the group: only the first one answers it
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _Worker.runner = Runner(options)


def _lint(chunk: list[Found]) -> list[Linted]:
    return [_Worker.runner.lint_file(found) for found in chunk]

"""Garbage is collected between documents, not within: a full collection takes as long as linting a long document."""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager, suppress

#: Garbage is collected when there has been no analysis for so many seconds, if there were that many before,
SECONDS_IDLE, MIN_ANALYSES = 0.3, 8
#: or after so many analyses without such a pause, so long after the last of them: its findings are sent before.
MAX_ANALYSES, SECONDS_TO_SEND = 32, 0.02
#: Python collects by itself only when so many new objects are alive: a bound, for what no pause comes after.
MAX_NEW_OBJECTS = 2_000_000


def collect_in_pauses() -> None:
    """Leave garbage to the pauses of whoever types; for a process that is a server and nothing else."""
    gc.set_threshold(MAX_NEW_OBJECTS, 10, 10)


@contextmanager
def paused() -> Iterator[None]:
    """No collection while something is done that somebody waits for."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class Garbage:
    """Collects what analyses leave behind, in a worker: in the next pause, or soon where there is none for long.

    What lives after the first document, such as rules and tables, stays as long as the server: it is left out of all
    later collections, which makes them short.
    """

    def __init__(self, worker: Executor) -> None:
        self._worker = worker
        self._frozen = False
        self._analyses = 0
        self._next: asyncio.TimerHandle | None = None

    def add(self, _analysis: object = None) -> None:
        """There has been one more analysis."""
        self._analyses += 1
        if self._analyses > MAX_ANALYSES:
            return  # what they left is about to be collected
        if self._next is not None:
            self._next.cancel()
        seconds = SECONDS_IDLE if self._analyses < MAX_ANALYSES else SECONDS_TO_SEND
        self._next = asyncio.get_running_loop().call_later(seconds, self._pause)

    def _pause(self) -> None:
        if self._frozen and self._analyses < MIN_ANALYSES:
            return
        self._analyses = 0
        with suppress(RuntimeError):  # the server is being shut down
            self._worker.submit(self._collect)

    def _collect(self) -> None:
        gc.collect()
        if not self._frozen:
            gc.freeze()
            self._frozen = True

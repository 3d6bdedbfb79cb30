"""Garbage is collected between documents, not within: a full collection takes as long as linting a long document."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

#: So many documents are linted between two full collections.
COLLECT_AFTER = 8


@contextmanager
def paused() -> Iterator[None]:
    """No collection while something is done that somebody waits for."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


class Garbage:
    """Counts what was linted, and collects once in a while.

    What lives after the first document, such as rules and tables, stays as long as the server: it is left out of all
    later collections, which makes them short.
    """

    def __init__(self) -> None:
        self._linted = 0

    def linted(self) -> None:
        """A document has been linted, and nobody waits now."""
        self._linted += 1
        if self._linted == 1:
            gc.collect()
            gc.freeze()
        elif self._linted % COLLECT_AFTER == 0:
            gc.collect()

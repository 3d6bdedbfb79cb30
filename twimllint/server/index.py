"""What is known of the files of the workspace: their names and addresses, and their findings where these are wanted."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from twimllint.engine.context import Context
from twimllint.engine.directives import read_directives
from twimllint.engine.result import FileResult
from twimllint.engine.settings import LintSettings
from twimllint.server.names import names, references
from twimllint.source.tree import Document
from twimllint.twiml.addresses import Address, document_addresses, resolve

#: How long a slice of the work may take, in seconds, before whatever else waits has its turn.
SLICE = 0.02


class Entry(NamedTuple):
    """One file.

    ``stamp`` says whether it is still the same on disk. ``names`` are pairs of kind and name; ``addresses`` are
    where the document is served from, ``refers`` those that its URLs lead to. ``result`` is what linting
    came to, where that is wanted.
    """

    path: str
    stamp: tuple[int, int]
    names: frozenset[tuple[str, str]] = frozenset()
    addresses: frozenset[Address] = frozenset()
    refers: frozenset[Address] = frozenset()
    result: FileResult | None = None


class Index:
    """The TwiML files of one folder, by their absolute paths."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}
        self.complete = False


def context(document: Document, settings: LintSettings) -> Context:
    """The surroundings of a document, for what the views of ``twiml`` say of it."""
    return Context(document, settings, read_directives(document))


def stamp_of(path: str) -> tuple[int, int] | None:
    """What decides whether a file has changed; ``None`` where there is none."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size


def describe(document: Document, path: str, settings: LintSettings) -> Entry:
    """What is known of a document."""
    ctx = context(document, settings)
    named = frozenset([(name.kind, name.text) for name in names(document)])
    refers = frozenset([address for each in references(document) for address in resolve(ctx, each.url)])
    return Entry(path, (0, 0), named, frozenset(document_addresses(ctx)), refers)


def union(path: str, entries: Iterable[Entry]) -> Entry:
    """What is known of a file with several documents."""
    merged = Entry(path, (0, 0))
    for entry in entries:
        merged = merged._replace(
            names=merged.names | entry.names,
            addresses=merged.addresses | entry.addresses,
            refers=merged.refers | entry.refers,
        )
    return merged


def walk(
    index: Index, files: Iterable[str], survey: Callable[[str], Entry | None], *, anew: bool = False
) -> Iterator[None]:
    """Bring an index up to date with the files there are, one at each step.

    A file that has not changed since is looked at again only with ``anew``.
    """
    seen = set()
    for path in files:
        seen.add(path)
        refresh(index, path, survey, anew=anew)
        yield
    for path in set(index.entries) - seen:
        del index.entries[path]
    index.complete = True


def refresh(index: Index, path: str, survey: Callable[[str], Entry | None], *, anew: bool = False) -> None:
    """Bring an index up to date with one file, which may be gone."""
    stamp = stamp_of(path)
    previous = index.entries.get(path)
    if previous is not None and previous.stamp == stamp and not anew:
        return
    entry = None if stamp is None else survey(path)
    if stamp is not None and entry is not None:
        index.entries[path] = entry._replace(stamp=stamp)
    else:
        index.entries.pop(path, None)


def sliced(steps: Iterator[None]) -> bool:
    """Go on with some work for a short while; whether there is more to do."""
    end = time.monotonic() + SLICE
    return any(time.monotonic() >= end for _ in steps)

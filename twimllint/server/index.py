"""What is known of the files of the workspace: their names and addresses, and their findings where these are wanted."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from typing import NamedTuple

from twimllint.engine.context import Context
from twimllint.engine.directives import read_directives
from twimllint.engine.result import FileResult
from twimllint.engine.settings import LintSettings
from twimllint.files.detect import always, judge, sniff
from twimllint.files.reading import read, shown
from twimllint.server.names import names, references
from twimllint.source.parse import parse
from twimllint.source.text import decode
from twimllint.source.tree import Document
from twimllint.twiml.addresses import Address, leads_to, own

#: Files of more bytes are not looked at: Twilio takes no document that is nearly as large.
LARGEST = 1 << 20
#: How long a slice of the work may take, in seconds, before whatever else waits has its turn.
SLICE = 0.02


class Entry(NamedTuple):
    """One file.

    ``stamp`` tells whether it is still the same on disk. ``names`` are pairs of kind and name; ``own`` are the
    addresses that the document is served from, ``refers`` those that its URLs lead to. ``result`` is what linting
    came to, where that is wanted.
    """

    path: str
    stamp: tuple[int, int]
    names: frozenset[tuple[str, str]] = frozenset()
    own: frozenset[Address] = frozenset()
    refers: frozenset[Address] = frozenset()
    result: FileResult | None = None


class Index:
    """The TwiML files of one folder, by their absolute paths."""

    def __init__(self) -> None:
        self.entries: dict[str, Entry] = {}
        self.complete = False
        self.walked = 0.0

    def names(self, kind: str) -> set[str]:
        """The names of a kind in all files."""
        return {name for entry in list(self.entries.values()) for each, name in entry.names if each == kind}

    def naming(self, kind: str, name: str) -> list[str]:
        """The paths of the files that name something."""
        return [entry.path for entry in list(self.entries.values()) if (kind, name) in entry.names]

    def at(self, addresses: set[Address]) -> list[str]:
        """The paths of the files that are served from one of some addresses."""
        return [entry.path for entry in list(self.entries.values()) if not addresses.isdisjoint(entry.own)]

    def referring(self, addresses: set[Address]) -> list[str]:
        """The paths of the files with a URL that leads to one of some addresses."""
        return [entry.path for entry in list(self.entries.values()) if not addresses.isdisjoint(entry.refers)]


def context(document: Document, settings: LintSettings) -> Context:
    """The surroundings of a document, for what the views of ``twiml`` tell of it."""
    return Context(document, settings, read_directives(document))


def stamp_of(path: str) -> tuple[int, int] | None:
    """What tells whether a file has changed; ``None`` where there is none."""
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    return status.st_mtime_ns, status.st_size


def survey(path: str, root: str, settings: LintSettings) -> Entry | None:
    """What is known of a file on disk; ``None`` for one that is no TwiML, too large, or cannot be read."""
    stamp = stamp_of(path)
    content = read(path, LARGEST) if stamp is not None else None
    if stamp is None or not isinstance(content, bytes):
        return None
    display = shown(path, root)
    if not (always(display) or sniff(content, display)):
        return None
    document = parse(decode(content, display), templates=settings.templates != "off")
    if not (always(display) or judge(document, display)):
        return None
    entry = describe(document, path, settings)._replace(stamp=stamp)
    document.discard()
    return entry


def describe(document: Document, path: str, settings: LintSettings) -> Entry:
    """What is known of a document."""
    ctx = context(document, settings)
    named = frozenset([(name.kind, name.text) for name in names(document)])
    refers = frozenset([address for each in references(document) for address in leads_to(ctx, each.url)])
    return Entry(path, (0, 0), named, frozenset(own(ctx)), refers)


def sliced(steps: Iterator[None]) -> bool:
    """Go on with some work for a short while; whether there is more to do."""
    end = time.monotonic() + SLICE
    return any(time.monotonic() >= end for _ in steps)

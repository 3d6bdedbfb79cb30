"""The files of the workspace: indexed in slices, and asked together with the open documents."""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from typing import Any

from twimllint.files.reading import read
from twimllint.server.documents import Buffer
from twimllint.server.index import Entry, Index, describe, refresh, sliced, union, walk
from twimllint.server.project import MAX_INDEXED_BYTES, Project
from twimllint.server.projects import Projects
from twimllint.twiml.addresses import Address


class Workspace:
    """What the files on disk and the open documents hold; of a file that is open, the document counts.

    ``in_worker`` runs work in the thread that lints.
    """

    def __init__(
        self, projects: Projects, buffers: Mapping[str, Buffer], in_worker: Callable[..., Awaitable[Any]]
    ) -> None:
        self.projects = projects
        self.buffers = buffers
        self.encoding = "utf-16"
        self._in_worker = in_worker
        self._indexes: dict[str, Index] = {}
        self._described: dict[str, tuple[Buffer, Entry]] = {}

    # keeping up

    async def build(self, *, lint: bool, anew: bool = False) -> None:
        """Look at all files of all folders; with ``anew`` also at those that have not changed."""
        for root in self.projects.roots:
            project = self.projects.at(root)
            index = self._indexes.setdefault(root, Index())
            steps = walk(index, project.files(), _surveyor(project, lint), anew=anew)
            while await self._in_worker(sliced, steps):
                pass
        for root in set(self._indexes) - set(self.projects.roots):
            del self._indexes[root]

    async def refresh(self, paths: Iterable[str], *, lint: bool) -> None:
        """Look again at files that have changed on disk, appeared or gone."""
        for path in paths:
            project = self.projects.of(path)
            index = self._indexes.get(project.root)
            if index is not None:
                await self._in_worker(refresh, index, path, _surveyor(project, lint))

    # asking

    @property
    def on_disk(self) -> list[Entry]:
        """What is known of the files that are not open."""
        open_ = {buffer.path for buffer in list(self.buffers.values())}
        indexes = list(self._indexes.values())
        return [entry for index in indexes for entry in list(index.entries.values()) if entry.path not in open_]

    def entries(self) -> Iterator[Entry]:
        """What is known of every file and every open document."""
        yield from self.on_disk
        for buffer in list(self.buffers.values()):
            yield self.entry(buffer)

    def entry(self, buffer: Buffer) -> Entry:
        """What is known of an open document."""
        cached = self._described.get(buffer.uri)
        if cached is None or cached[0] is not buffer:
            settings = self.projects.of(buffer.path).settings(buffer.path)
            entry = union(buffer.path, [describe(part.document, buffer.path, settings) for part in buffer.parts])
            cached = self._described[buffer.uri] = buffer, entry
        return cached[1]

    def forget(self, uri: str) -> None:
        """Drop what is known of a document that was closed."""
        self._described.pop(uri, None)

    def names(self, kind: str) -> list[str]:
        """The names of a kind in the workspace, in the order of the alphabet."""
        return sorted({name for entry in self.entries() for entry_names, name in entry.names if entry_names == kind})

    def naming(self, kind: str, name: str) -> list[Buffer]:
        """The files that name something."""
        return self._files(entry.path for entry in self.entries() if (kind, name) in entry.names)

    def served_at(self, addresses: Iterable[Address]) -> list[str]:
        """The paths of the files that are served from one of some addresses."""
        wanted = frozenset(addresses)
        return [entry.path for entry in self.entries() if not wanted.isdisjoint(entry.addresses)]

    def referring(self, addresses: Iterable[Address]) -> list[Buffer]:
        """The files with a URL that leads to one of some addresses."""
        wanted = frozenset(addresses)
        return self._files(entry.path for entry in self.entries() if not wanted.isdisjoint(entry.refers))

    def _files(self, paths: Iterable[str]) -> list[Buffer]:
        buffers = [self.file(path) for path in sorted(set(paths))]
        return [buffer for buffer in buffers if buffer is not None]

    def file(self, path: str) -> Buffer | None:
        """A file: the open document, or what lies on disk; ``None`` where that cannot be read."""
        opened = next((buffer for buffer in list(self.buffers.values()) if buffer.path == path), None)
        if opened is not None:
            return opened
        content = read(path, MAX_INDEXED_BYTES) if os.path.isabs(path) else None
        if not isinstance(content, bytes):
            return None
        project = self.projects.of(path)
        return Buffer.on_disk(path, content, self.encoding, project.root, project.settings)


def _surveyor(project: Project, lint: bool) -> Callable[[str], Entry | None]:
    return lambda path: project.survey(path, lint=lint)

"""The findings of the open documents and of the workspace: worked out when they are needed, and sent to the client."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from typing import NamedTuple

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer

from twimllint.engine.result import FileResult
from twimllint.server.analyses import Analyses
from twimllint.server.diagnostics import Converter, Wants
from twimllint.server.documents import Buffer
from twimllint.server.index import SLICE, Entry
from twimllint.server.positions import Lines
from twimllint.server.project import Analysis, Project
from twimllint.server.projects import Projects
from twimllint.server.workspace import Workspace

#: How long further requests to ask anew are waited for, and how long for the client's answer to one, in seconds.
REFRESH_DELAY, REFRESH_PATIENCE = 0.1, 1.0


class FindingsContext(NamedTuple):
    """What the findings are made from and for: the client, the documents, the thread that lints.

    ``show_failures`` shows failures to the user; ``ended`` is called with each task when it is done; ``settled`` waits
    for the client's settings.
    """

    client: LanguageServer
    projects: Projects
    buffers: Mapping[str, Buffer]
    workspace: Workspace
    worker: Executor
    show_failures: Callable[[tuple[str, ...]], None]
    ended: Callable[[asyncio.Task[None]], None]
    settled: Callable[[], Awaitable[None]]


class Findings:
    """Lints documents after changes, and publishes what was found to clients that do not ask for it."""

    def __init__(self, context: FindingsContext) -> None:
        self.context = context
        self.wants = Wants()
        #: whether the findings of all files are wanted, whatever the settings say
        self.everywhere = False
        self._analyses = Analyses(context.worker)
        self._tasks: dict[str, asyncio.Task[None]] = {}
        #: what rules over several documents know of each file, by its path
        self._collected: dict[str, Mapping[str, object]] = {}
        #: what the client was sent of the files that are not open
        self._published: dict[str, str] = {}
        self._publishing = asyncio.Lock()
        #: whether the client is to ask anew, and what sees to that
        self._is_stale = False
        self._refreshing: asyncio.Task[None] | None = None

    @property
    def pulls(self) -> bool:
        """Whether the client asks for diagnostics by itself."""
        document = self.context.client.client_capabilities.text_document
        return document is not None and document.diagnostic is not None

    # one document

    async def of(self, buffer: Buffer) -> Analysis:
        """What linting a buffer came to."""
        await self.context.settled()
        project = self.context.projects.of(buffer.path)
        analysis = await self._analyses.of(buffer, project, lambda: self._others(project.root))
        collected = {} if analysis.result is None else analysis.result.collected
        if collected != self._collected.get(buffer.path, {}) and self.context.buffers.get(buffer.uri) is buffer:
            # what is reported in other documents depends on this one
            self._collected[buffer.path] = collected
            self.lint_all(but=buffer.uri)
        return analysis

    def finished(self, buffer: Buffer) -> Analysis:
        """What linting a buffer came to, where that is known already."""
        return self._analyses.finished(buffer)

    def shown(self, buffer: Buffer) -> Buffer:
        """The version of a buffer whose findings are shown: the last saved one where only those are linted."""
        if self.context.projects.of(buffer.path).client.run == "onSave":
            return self._analyses.last(buffer)
        return buffer

    def _others(self, root: str) -> list[FileResult]:
        """The results of a project's documents that rules over several documents may look at."""
        on_disk = [entry for entry in self.context.workspace.on_disk if entry.result is not None]
        inside = [entry.result for entry in on_disk if self.context.projects.of(entry.path).root == root]
        results = (*self._analyses.results(root), *inside)
        return [result for result in results if result is not None and result.collected]

    def schedule(self, uri: str, delay: float = 0) -> None:
        """Lint a document after a delay in seconds, unless it changes again before that."""
        self._cancel(uri)
        if not self.pulls:
            self._tasks[uri] = task = asyncio.ensure_future(self._lint(uri, delay))
            task.add_done_callback(self.context.ended)

    def _cancel(self, uri: str) -> None:
        task = self._tasks.pop(uri, None)
        if task is not None:
            task.cancel()

    async def _lint(self, uri: str, delay: float) -> None:
        if delay:
            await asyncio.sleep(delay)
        buffer = self.context.buffers.get(uri)
        if buffer is None:
            return
        analysis = await self.of(buffer)
        if self.context.buffers.get(uri) is buffer:
            self.context.show_failures(analysis.failures)
            self.publish(uri, buffer.version, self.convert(analysis, buffer))

    def forget(self, uri: str) -> None:
        """Drop what is known of a document that was closed."""
        self._cancel(uri)
        self._analyses.forget(uri)
        self._published.pop(uri, None)
        if not self.pulls:
            self.publish(uri, None, [])

    # all documents

    def lint_all(self, *, but: str | None = None) -> None:
        """Lint all open documents anew, except one."""
        for uri in list(self.context.buffers):
            if uri != but:
                self._analyses.drop(uri)
                self.schedule(uri)
        workspace = self.context.client.client_capabilities.workspace
        if self.pulls and workspace is not None and workspace.diagnostics and workspace.diagnostics.refresh_support:
            self._is_stale = True
            if self._refreshing is None or self._refreshing.done():
                self._refreshing = asyncio.ensure_future(self._refresh())
                self._refreshing.add_done_callback(self.context.ended)

    async def _refresh(self) -> None:
        """Have the client ask for its diagnostics anew: once for all that changes before it has answered."""
        while self._is_stale:
            await asyncio.sleep(REFRESH_DELAY)
            self._is_stale = False
            # a client may answer with an error, or not at all
            with suppress(TimeoutError, JsonRpcException):
                await asyncio.wait_for(self.context.client.workspace_diagnostic_refresh_async(None), REFRESH_PATIENCE)

    def follow_disk(self) -> None:
        """Lint the open documents anew where what is reported in them depends on files that have changed on disk."""
        collected = {
            entry.path: entry.result.collected
            for entry in self.context.workspace.on_disk
            if entry.result is not None and entry.result.collected
        }
        paths = [buffer.path for buffer in self.context.buffers.values()]
        collected |= {path: self._collected[path] for path in paths if self._collected.get(path)}
        changed = collected != {path: known for path, known in self._collected.items() if known}
        self._collected = collected
        if changed:
            self.lint_all()

    @property
    def wide(self) -> bool:
        """Whether the findings of files that are not open are wanted."""
        return self.everywhere or any(project.client.mode == "workspace" for project in self._folders())

    def needs_lint(self) -> bool:
        """Whether indexing a file is to lint it too."""
        return self.wide or any(project.collects() for project in self._folders())

    def _folders(self) -> list[Project]:
        return [self.context.projects.at(root) for root in self.context.projects.roots]

    async def publish_workspace(self) -> None:
        """Publish the findings of the files that are not open, and take back those of files that have none now.

        Requests have their turn in between, and what the client has already is not sent again.
        """
        async with self._publishing:
            reported: set[str] = set()
            end = time.monotonic() + SLICE
            for path, uri, items in self._reports() if self.wide else ():
                if not any(buffer.path == path for buffer in self.context.buffers.values()):
                    self._publish_file(uri, items)
                reported.add(uri)
                if time.monotonic() >= end:
                    await asyncio.sleep(0)
                    end = time.monotonic() + SLICE
            for uri in set(self._published) - reported - set(self.context.buffers):
                self._publish_file(uri, [])

    def _publish_file(self, uri: str, items: list[types.Diagnostic]) -> None:
        result_id = digest(items)
        if self._published.get(uri) != result_id:
            self.publish(uri, None, items)
        if items:
            self._published[uri] = result_id
        else:
            self._published.pop(uri, None)

    def report(self, previous: Sequence[types.PreviousResultId]) -> types.WorkspaceDiagnosticReport:
        """The findings of the files that are not open; of those that the client has already, that they are the same.

        What it has of files that are gone, or are not linted any more, is taken back.
        """
        had = {each.uri: each.value for each in previous}
        reports: list[types.WorkspaceDocumentDiagnosticReport] = []
        for _, uri, items in self._reports(clean=True) if self.wide else ():
            result_id = digest(items)
            if had.pop(uri, None) == result_id:
                reports.append(types.WorkspaceUnchangedDocumentDiagnosticReport(uri, result_id))
            else:
                reports.append(types.WorkspaceFullDocumentDiagnosticReport(uri, items, result_id=result_id))
        nothing = digest([])
        for uri, result_id in had.items():
            if uri not in self.context.buffers and result_id != nothing:
                reports.append(types.WorkspaceFullDocumentDiagnosticReport(uri, [], result_id=nothing))
        return types.WorkspaceDiagnosticReport(reports)

    def _reports(self, *, clean: bool = False) -> Iterator[tuple[str, str, list[types.Diagnostic]]]:
        """The path, the address and the diagnostics of each file that is not open."""
        for entry in self.context.workspace.on_disk:
            if entry.result is not None and (clean or entry.result.diagnostics):
                buffer = self._buffer(entry)
                yield entry.path, buffer.uri, self.convert(Analysis(entry.result), buffer)

    def _buffer(self, entry: Entry) -> Buffer:
        """The text of a file as it was linted."""
        assert entry.result is not None
        root = self.context.projects.of(entry.path).root
        return Buffer.of_text(entry.path, entry.result.source.text, self.context.workspace.encoding, root)

    # diagnostics

    def convert(self, analysis: Analysis, buffer: Buffer) -> list[types.Diagnostic]:
        """The diagnostics of what linting came to."""
        return self.converter(buffer).all(analysis.diagnostics, buffer)

    def converter(self, buffer: Buffer) -> Converter:
        """What makes diagnostics of the findings in a buffer."""
        project = self.context.projects.of(buffer.path)
        return Converter(self.wants, project.root, project.tag, self._lines)

    def _lines(self, path: str) -> Lines | None:
        buffer = self.context.workspace.file(path)
        return None if buffer is None else buffer.lines

    def publish(self, uri: str, version: int | None, diagnostics: list[types.Diagnostic]) -> None:
        """Send the diagnostics of a document."""
        self.context.client.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, diagnostics, version))


def digest(items: Sequence[types.Diagnostic]) -> str:
    """What decides whether the diagnostics of a file are still the same, in this process."""
    return f"{hash(repr(items)):x}"

"""The server's state: buffers, projects and their findings, and when these are worked out and published."""

from __future__ import annotations

import asyncio
import logging
import os
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, TypeVar

from lsprotocol import types
from pygls.lsp.server import LanguageServer
from pygls.uris import from_fs_path, to_fs_path

from twimllint import __version__
from twimllint.config.defaults import NAMES
from twimllint.files.reading import read
from twimllint.server import settings
from twimllint.server.analyses import Analyses
from twimllint.server.completion import World
from twimllint.server.diagnostics import Converter, Wants
from twimllint.server.documents import Buffer
from twimllint.server.positions import Lines
from twimllint.server.project import Analysis, Project
from twimllint.server.projects import Projects
from twimllint.server.protocol import Protocol
from twimllint.server.settings import ClientSettings
from twimllint.source.text import decode

T = TypeVar("T")
logger = logging.getLogger(__name__)

#: The section of the client's settings.
SECTION = "twimllint"
#: How often configuration files are looked at under a client that does not watch them, in seconds.
POLL = 2.0


class Server(LanguageServer):
    """The language server.

    Everything runs on the event loop but linting, which runs in one thread of its own, so that requests are answered
    meanwhile. A buffer is never changed but replaced, so that what was worked out for one version stays true for it.
    """

    def __init__(self) -> None:
        super().__init__(SECTION, __version__, types.TextDocumentSyncKind.Incremental, None, protocol_cls=Protocol)
        self.buffers: dict[str, Buffer] = {}
        self.projects = Projects()
        self.wants = Wants()
        self.stopped = False
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._background: set[asyncio.Task[Any]] = set()
        self._told: set[str] = set()
        self._worker = ThreadPoolExecutor(1, "lint")
        self.analyses = Analyses(self._worker)

    # what the client can do

    @property
    def pulls(self) -> bool:
        """Whether the client asks for diagnostics by itself."""
        document = self.client_capabilities.text_document
        return document is not None and document.diagnostic is not None

    @property
    def encoding(self) -> str:
        """The unit of columns."""
        return str(self.server_capabilities.position_encoding or types.PositionEncodingKind.Utf16.value)

    # life of the server

    def start(self, params: types.InitializeParams) -> None:
        """Take in what the client says of itself and of its folders."""
        self.wants = Wants.of(params.capabilities)
        folders = [to_fs_path(folder.uri) for folder in params.workspace_folders or []]
        if not folders:
            folders = [to_fs_path(params.root_uri) if params.root_uri else params.root_path]
        self.projects.roots = [os.path.normpath(folder) for folder in folders if folder]
        # rules know files by their paths from the working folder
        with suppress(OSError):
            os.chdir(self.projects.folder)
        options = params.initialization_options
        given = options.get("settings", options) if isinstance(options, dict) else None
        self.projects.client = settings.read(given.get(SECTION, given) if isinstance(given, dict) else given)

    def spawn(self, work: Any) -> None:
        """Run a coroutine beside everything else, and say where it fails."""
        task = asyncio.ensure_future(work)
        self._background.add(task)
        task.add_done_callback(self._spawned)

    def _spawned(self, task: asyncio.Task[Any]) -> None:
        self._background.discard(task)
        if not task.cancelled() and task.exception() is not None:
            logger.error("internal error", exc_info=task.exception())
            self.say(f"internal error: {task.exception()}", types.MessageType.Error)

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Note an error of the protocol or of a handler in the client's log; no window opens for it."""
        logger.error("%s: %s", getattr(source, "__name__", source), error, exc_info=error)
        self.say(f"{type(error).__name__}: {error}", types.MessageType.Error, log=True)

    def shutdown(self) -> None:
        """Let go of the thread."""
        self._worker.shutdown(wait=False, cancel_futures=True)
        super().shutdown()  # type: ignore[no-untyped-call]

    def say(self, message: str, kind: types.MessageType, *, log: bool = False) -> None:
        """Show a message to the user, or only write it to the client's log."""
        if log:
            self.window_log_message(types.LogMessageParams(kind, message))
        else:
            self.window_show_message(types.ShowMessageParams(kind, f"twimllint: {message}"))

    def tell(self, failures: tuple[str, ...]) -> None:
        """Say what could not be done, each thing once until the configuration changes."""
        for failure in failures:
            if failure not in self._told:
                self._told.add(failure)
                self.say(failure, types.MessageType.Warning)

    async def in_worker(self, work: Callable[..., T], *arguments: Any) -> T:
        """Do something in the thread that lints, after everything that was begun before."""
        return await asyncio.get_running_loop().run_in_executor(self._worker, work, *arguments)

    # settings

    async def ask_settings(self) -> None:
        """Ask the client for the settings of each folder, and lint anew where they have changed."""
        self.tell(self.projects.client.problems)
        workspace = self.client_capabilities.workspace
        if workspace is None or not workspace.configuration:
            return
        scopes = [from_fs_path(root) for root in self.projects.roots] or [None]
        items = [types.ConfigurationItem(scope, SECTION) for scope in scopes]
        given = await self.workspace_configuration_async(types.ConfigurationParams(items))
        read = [settings.read(value) for value in given]
        if any(value is not None for value in given):
            self.projects.client = read[0]
            for root, client in zip(self.projects.roots, read, strict=False):
                await self._configure(self.projects.at(root), client)
        await self.lint_all()

    async def set_settings(self, given: Any) -> None:
        """Take the settings that a client sends of itself."""
        table = given.get(SECTION, given) if isinstance(given, dict) else given
        self.projects.client = settings.read(table)
        for project in self.projects.all():
            await self._configure(project, self.projects.client)
        await self.lint_all()

    async def _configure(self, project: Project, client: ClientSettings) -> None:
        self.tell(client.problems)
        if client != project.client:
            await self.in_worker(project.configure, client)

    async def reload(self) -> None:
        """Read all configurations again."""
        self._told.clear()
        for project in self.projects.all():
            await self.in_worker(project.reload)
        await self.lint_all()

    async def poll(self) -> None:
        """Watch the configuration files for a client that does not."""
        while True:
            await asyncio.sleep(POLL)
            paths = [buffer.path for buffer in self.buffers.values()]
            if await self.in_worker(self.projects.stale, paths):
                await self.reload()

    # documents

    def opened(self, params: types.DidOpenTextDocumentParams) -> None:
        """Keep the text of a document, and lint it."""
        item = params.text_document
        lines = Lines(item.text, self.encoding)
        self.buffers[item.uri] = Buffer(item.uri, item.language_id, item.version, lines, self.projects.folder)
        self.schedule(item.uri)

    def changed(self, params: types.DidChangeTextDocumentParams) -> None:
        """Follow the changes of a document, and lint it when they have come to rest."""
        uri, version = params.text_document.uri, params.text_document.version
        buffer = self.buffers.get(uri)
        if buffer is None:
            self.say(f"{uri} was changed and is not open", types.MessageType.Warning, log=True)
            return
        buffer = self.buffers[uri] = buffer.after(version, params.content_changes)
        client = self.projects.of(buffer.path).client
        if client.run == "onType":
            self.schedule(uri, client.delay)

    def saved(self, uri: str) -> None:
        """Lint a document that was saved; a configuration file is read again."""
        buffer = self.buffers.get(uri)
        if buffer is None:
            return
        if os.path.basename(buffer.path) in NAMES:
            self.spawn(self.reload())
        elif self.projects.of(buffer.path).client.run == "onSave":
            self.schedule(uri)

    def closed(self, params: types.DidCloseTextDocumentParams) -> None:
        """Forget a document."""
        uri = params.text_document.uri
        self._forget(uri)
        if self.buffers.pop(uri, None) is not None and not self.pulls:
            self.publish(uri, None, [])

    def _forget(self, uri: str) -> None:
        task = self._tasks.pop(uri, None)
        if task is not None:
            task.cancel()
        self.analyses.forget(uri)

    # findings

    async def analysis(self, buffer: Buffer) -> Analysis:
        """What linting a buffer came to."""
        return await self.analyses.of(buffer, self.projects.of(buffer.path))

    def shown(self, buffer: Buffer) -> Buffer:
        """The version of a buffer whose findings are shown: the last saved one where only those are linted."""
        if self.projects.of(buffer.path).client.run == "onSave":
            return self.analyses.last(buffer)
        return buffer

    def schedule(self, uri: str, delay: float = 0) -> None:
        """Lint a document after a delay in seconds, unless it changes again before that."""
        task = self._tasks.pop(uri, None)
        if task is not None:
            task.cancel()
        if not self.pulls:
            self._tasks[uri] = task = asyncio.ensure_future(self._lint_later(uri, delay))
            task.add_done_callback(self._done)

    def _done(self, task: asyncio.Task[None]) -> None:
        if not task.cancelled() and task.exception() is not None:
            self._spawned(task)

    async def _lint_later(self, uri: str, delay: float) -> None:
        if delay:
            await asyncio.sleep(delay)
        buffer = self.buffers.get(uri)
        if buffer is None:
            return
        analysis = await self.analysis(buffer)
        if self.buffers.get(uri) is buffer:
            self.tell(analysis.failures)
            self.publish(uri, buffer.version, self.convert(analysis, buffer))

    async def lint_all(self) -> None:
        """Lint all open documents anew."""
        self.analyses.clear()
        if self.pulls:
            workspace = self.client_capabilities.workspace
            if workspace is not None and workspace.diagnostics and workspace.diagnostics.refresh_support:
                await self.workspace_diagnostic_refresh_async(None)
            return
        for uri in list(self.buffers):
            self.schedule(uri)

    def convert(self, analysis: Analysis, buffer: Buffer) -> list[types.Diagnostic]:
        """The diagnostics of what linting came to."""
        return self.converter(buffer).all(analysis.found, buffer)

    def converter(self, buffer: Buffer) -> Converter:
        """What makes diagnostics of the findings in a buffer."""
        project = self.projects.of(buffer.path)
        return Converter(self.wants, project.root, project.tag, self.lines_of)

    def publish(self, uri: str, version: int | None, found: list[types.Diagnostic]) -> None:
        """Send the diagnostics of a document."""
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, found, version))

    def world(self, buffer: Buffer) -> World:
        """What completion in a buffer knows of the workspace."""
        return World(rules=self.projects.of(buffer.path).rules)

    def lines_of(self, path: str) -> Lines | None:
        """The text of a file: that of its buffer, or else the one on disk; ``None`` where it cannot be read."""
        buffer = self.buffer_at(path)
        if buffer is not None:
            return buffer.lines
        content = read(path)
        return Lines(decode(content, path).text, self.encoding) if isinstance(content, bytes) else None

    def buffer_at(self, path: str) -> Buffer | None:
        """The open document of a file."""
        return next((buffer for buffer in self.buffers.values() if buffer.path == path), None)

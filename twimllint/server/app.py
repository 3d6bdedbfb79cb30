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
from twimllint.engine.settings import LintSettings
from twimllint.report.plain import without_control_sequences
from twimllint.server import settings
from twimllint.server.completion import World
from twimllint.server.diagnostics import Wants
from twimllint.server.documents import Buffer, path_of
from twimllint.server.findings import Findings, FindingsContext
from twimllint.server.positions import Lines
from twimllint.server.project import Project
from twimllint.server.projects import Projects
from twimllint.server.protocol import ServerProtocol, converter
from twimllint.server.settings import ClientSettings
from twimllint.server.workspace import Workspace

T = TypeVar("T")
logger = logging.getLogger(__name__)

#: The section of the client's settings.
SECTION = "twimllint"
#: How often configuration files are looked at under a client that does not watch them, in seconds.
POLL = 2.0
#: How long the first document waits for the client's settings, in seconds.
PATIENCE = 1.0


class Server(LanguageServer):
    """The language server.

    Everything runs on the event loop but linting, which runs in one thread of its own, so that requests are answered
    meanwhile. A buffer is never changed but replaced, so that what was worked out for one version stays true for it.
    """

    def __init__(self) -> None:
        super().__init__(
            SECTION,
            __version__,
            types.TextDocumentSyncKind.Incremental,
            None,
            protocol_cls=ServerProtocol,
            converter_factory=converter,
        )
        self.buffers: dict[str, Buffer] = {}
        self.projects = Projects()
        self.stopped = False
        self._background: set[asyncio.Task[Any]] = set()
        self._shown_failures: set[str] = set()
        self._indexing: asyncio.Task[None] | None = None
        self._following: set[asyncio.Task[Any]] = set()
        self._asked = asyncio.Event()
        self._configuring = asyncio.Lock()
        self._worker = ThreadPoolExecutor(1, "lint")
        self.files = Workspace(self.projects, self.buffers, self.in_worker)
        self.findings = Findings(
            FindingsContext(
                self,
                self.projects,
                self.buffers,
                self.files,
                self._worker,
                self.show_failures,
                self._ended,
                self._have_settings,
            )
        )

    @property
    def encoding(self) -> str:
        """The unit of columns."""
        chosen = self.server_capabilities.position_encoding or types.PositionEncodingKind.Utf16
        return types.PositionEncodingKind(chosen).value

    @property
    def versioned(self) -> bool:
        """Whether the client compares the versions of documents before it makes an edit."""
        workspace = self.client_capabilities.workspace
        return (
            workspace is not None
            and workspace.workspace_edit is not None
            and bool(workspace.workspace_edit.document_changes)
        )

    # life of the server

    def start(self, params: types.InitializeParams) -> None:
        """Take in what the client says of itself and of its folders."""
        self.findings.wants = Wants.of(params.capabilities)
        folders = [to_fs_path(folder.uri) for folder in params.workspace_folders or []]
        if not folders:
            folders = [to_fs_path(params.root_uri) if params.root_uri else params.root_path]
        self.projects.roots = [os.path.normpath(folder) for folder in folders if folder]
        # rules know files by their paths from the working folder
        with suppress(OSError):
            os.chdir(self.projects.folder)
        options = params.initialization_options
        self.projects.client = _own_settings(options.get("settings", options) if isinstance(options, dict) else None)

    def spawn(self, work: Any) -> asyncio.Task[Any]:
        """Run a coroutine beside everything else, and say where it fails."""
        task: asyncio.Task[Any] = asyncio.ensure_future(work)
        self._background.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._background.discard(task)
        if not task.cancelled() and task.exception() is not None:
            logger.error("internal error", exc_info=task.exception())
            self.show_message(f"internal error: {task.exception()}", types.MessageType.Error)

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Note an error of the protocol or of a handler in the client's log; no window opens for it."""
        logger.error("%s: %s", getattr(source, "__name__", source), error, exc_info=error)
        self.show_message(f"{type(error).__name__}: {error}", types.MessageType.Error, log=True)

    def shutdown(self) -> None:
        """Let go of the thread."""
        self._worker.shutdown(wait=False, cancel_futures=True)
        super().shutdown()  # type: ignore[no-untyped-call]

    def show_message(self, message: str, kind: types.MessageType, *, log: bool = False) -> None:
        """Show a message to the user, or only write it to the client's log."""
        message = without_control_sequences(message)
        if log:
            self.window_log_message(types.LogMessageParams(kind, message))
        else:
            self.window_show_message(types.ShowMessageParams(kind, f"twimllint: {message}"))

    def show_failures(self, failures: tuple[str, ...]) -> None:
        """Say what could not be done, each thing once until the configuration changes."""
        for failure in failures:
            if failure not in self._shown_failures:
                self._shown_failures.add(failure)
                self.show_message(failure, types.MessageType.Warning)

    async def in_worker(self, work: Callable[..., T], *arguments: Any) -> T:
        """Do something in the thread that lints, after everything that was begun before."""
        return await asyncio.get_running_loop().run_in_executor(self._worker, work, *arguments)

    # settings

    async def _have_settings(self) -> None:
        """Wait for the settings that a client is asked for first, but not for long."""
        if not self._asked.is_set():
            with suppress(TimeoutError):
                await asyncio.wait_for(self._asked.wait(), PATIENCE)
            self._asked.set()

    async def ask_settings(self) -> None:
        """Ask the client for the settings of each folder, and lint anew where they have changed."""
        try:
            # one after the other, so that the last answer counts
            async with self._configuring:
                await self._ask_settings()
        finally:
            self._asked.set()

    async def _ask_settings(self) -> None:
        self._show_problems(self.projects.client)
        workspace = self.client_capabilities.workspace
        if workspace is None or not workspace.configuration:
            return
        roots = list(self.projects.roots)
        scopes = [from_fs_path(root) for root in roots] or [None]
        items = [types.ConfigurationItem(scope, SECTION) for scope in scopes]
        answers = await self.workspace_configuration_async(types.ConfigurationParams(items))
        read = [settings.read(value) for value in answers]
        if any(value is not None for value in answers):
            self.projects.client = read[0]
            clients = {self.projects.at(root): client for root, client in zip(roots, read, strict=False)}
            # documents outside the workspace, and all of them where there is none, follow the first
            everything = self.projects.all()
            await self._configure([(project, clients.get(project, read[0])) for project in everything])

    async def set_settings(self, given: Any) -> None:
        """Take the settings that a client sends of itself."""
        self.projects.client = _own_settings(given)
        await self._configure([(project, self.projects.client) for project in self.projects.all()])

    async def _configure(self, pairs: list[tuple[Project, ClientSettings]]) -> None:
        changed = [(project, client) for project, client in pairs if client != project.client]
        for project, client in changed:
            self._show_problems(client)
            await self.in_worker(project.configure, client)
        if changed:
            self.settle()

    def _show_problems(self, client: ClientSettings) -> None:
        """Say which settings are wrong, and in the log only, which there are not."""
        self.show_failures(client.problems)
        for unknown in client.unknown:
            if unknown not in self._shown_failures:
                self._shown_failures.add(unknown)
                self.show_message(unknown, types.MessageType.Warning, log=True)

    def settle(self) -> None:
        """Work everything out anew: the settings have changed, or something else that findings depend on."""
        for uri, buffer in self.buffers.items():
            self.buffers[uri] = buffer.again(self.projects.of(buffer.path).root)
        self.findings.lint_all()
        self.index(anew=True)

    async def reload(self) -> None:
        """Read all configurations again."""
        self._shown_failures.clear()
        for project in self.projects.all():
            await self.in_worker(project.reload)
        self.settle()

    async def poll(self) -> None:
        """Watch the configuration files for a client that does not."""
        while True:
            await asyncio.sleep(POLL)
            paths = [buffer.path for buffer in self.buffers.values()]
            if await self.in_worker(self.projects.stale, paths):
                await self.reload()

    # files

    def index(self, *, anew: bool = False) -> None:
        """Look at the files of the workspace, in place of any look that is still under way."""
        if self._indexing is not None:
            self._indexing.cancel()
        self._indexing = asyncio.ensure_future(self._index(anew))
        self._indexing.add_done_callback(self._ended)

    async def indexed(self) -> None:
        """Wait until all files have been looked at, and those again that are known to have changed."""
        while pending := [task for task in (self._indexing, *self._following) if task is not None and not task.done()]:
            await asyncio.wait(pending)

    async def _index(self, anew: bool) -> None:
        await self.files.build(lint=self.findings.needs_lint(), anew=anew)
        self._indexed()

    def follow(self, paths: list[str]) -> None:
        """Follow changes of files on disk, beside everything else."""
        task = self.spawn(self._follow(paths))
        self._following.add(task)
        task.add_done_callback(self._following.discard)

    async def _follow(self, paths: list[str]) -> None:
        if any(os.path.basename(path) in NAMES for path in paths):
            await self.reload()
            return
        if any(not project.reads.isdisjoint(paths) for project in self.projects.all()):
            self.settle()
        await self.files.refresh(paths, lint=self.findings.needs_lint())
        self._indexed()

    def _indexed(self) -> None:
        self.findings.follow_disk()
        if not self.findings.pulls:
            self.spawn(self.findings.publish_workspace())

    # documents

    def opened(self, params: types.DidOpenTextDocumentParams) -> None:
        """Keep the text of a document, and lint it."""
        item = params.text_document
        lines = Lines(item.text, self.encoding)
        path = path_of(item.uri, item.language_id, self.projects.folder)
        root = self.projects.of(path).root
        self.buffers[item.uri] = Buffer(item.uri, item.language_id, item.version, lines, path, root, self._settings_of)
        self.findings.schedule(item.uri)

    def _settings_of(self, path: str) -> LintSettings:
        return self.projects.of(path).settings(path)

    def changed(self, params: types.DidChangeTextDocumentParams) -> None:
        """Follow the changes of a document, and lint it when they have come to rest."""
        uri, version = params.text_document.uri, params.text_document.version
        buffer = self.buffers.get(uri)
        if buffer is None:
            self.show_message(f"{uri} was changed and is not open", types.MessageType.Warning, log=True)
            return
        buffer = self.buffers[uri] = buffer.after(version, params.content_changes)
        client = self.projects.of(buffer.path).client
        if client.run == "onType":
            self.findings.schedule(uri, client.delay)

    def saved(self, uri: str) -> None:
        """Lint a document that was saved; a configuration file is read again."""
        buffer = self.buffers.get(uri)
        if buffer is None:
            return
        if os.path.basename(buffer.path) in NAMES:
            self.spawn(self.reload())
        elif self.projects.of(buffer.path).client.run == "onSave":
            self.findings.schedule(uri)

    def closed(self, params: types.DidCloseTextDocumentParams) -> None:
        """Forget a document."""
        uri = params.text_document.uri
        buffer = self.buffers.pop(uri, None)
        if buffer is not None:
            self.findings.forget(uri)
            self.files.forget(uri)
            self.follow([buffer.path])

    def world_of(self, buffer: Buffer) -> World:
        """What completion in a buffer knows of the workspace."""
        return World(self.files.names, lambda: self.projects.of(buffer.path).rules)

    def buffer_of(self, document: types.TextDocumentIdentifier) -> Buffer | None:
        """The open document of that address."""
        return self.buffers.get(document.uri)


def _own_settings(given: Any) -> ClientSettings:
    """The settings that a client sent, under their section or by themselves, where others may be beside them."""
    if isinstance(given, dict) and SECTION not in given:
        return settings.read(given)._replace(unknown=())
    return settings.read(given.get(SECTION) if isinstance(given, dict) else given)

"""An editor for the tests: a real client over pipes, with the few things that an editor does."""

from __future__ import annotations

import asyncio
import sys
from ast import literal_eval
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from functools import cache
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.protocol import default_converter
from pytest_lsp import LanguageClient, client_capabilities
from pytest_lsp.client import register_lsp_features

from twimllint.server.documents import Buffer
from twimllint.server.parts import Part

#: Longer than anything takes here, so that a server that hangs fails the test.
PATIENCE = 30


class Editor:
    """A client in one folder. ``client`` gives all other requests."""

    def __init__(
        self,
        client: LanguageClient,
        folder: Path,
        result: types.InitializeResult,
        registered: list[types.Registration],
    ) -> None:
        self.client = client
        self.folder = folder
        self.capabilities = result.capabilities
        self.registered = registered
        self.versions: dict[str, int] = {}
        #: what the server published and nobody has waited for yet
        self.news: list[types.PublishDiagnosticsParams] = []
        self.arrived = asyncio.Event()

    def uri(self, name: str) -> str:
        return (self.folder / name).resolve().as_uri()

    def open(self, name: str, text: str, language: str = "xml") -> str:
        uri = self.uri(name)
        self.versions[uri] = 1
        self.client.text_document_did_open(
            types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, language, 1, text))
        )
        return uri

    def change(self, uri: str, *changes: types.TextDocumentContentChangeEvent | str) -> None:
        self.versions[uri] = self.versions.get(uri, 0) + 1
        events = [
            types.TextDocumentContentChangeWholeDocument(change) if isinstance(change, str) else change
            for change in changes
        ]
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(types.VersionedTextDocumentIdentifier(self.versions[uri], uri), events)
        )

    def save(self, uri: str) -> None:
        self.client.text_document_did_save(types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(uri)))

    def close(self, uri: str) -> None:
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri)))

    async def published(self, uri: str | None = None, version: int | None = None) -> types.PublishDiagnosticsParams:
        """The next diagnostics that the server publishes, of that document and version where these are given.

        What came before this was called counts too, unless an earlier call has returned it or something after it.
        """
        async with asyncio.timeout(PATIENCE):
            while True:
                for at, found in enumerate(self.news):
                    if uri in (None, found.uri) and version in (None, found.version):
                        self.news = [each for each in self.news[:at] if each.uri != found.uri] + self.news[at + 1 :]
                        return found
                await self.arrived.wait()
                self.arrived.clear()

    async def lint(self, name: str, text: str, language: str = "xml") -> list[types.Diagnostic]:
        """Open a document, and wait for its diagnostics."""
        uri = self.open(name, text, language)
        return list((await self.published(uri)).diagnostics)

    async def relint(self, uri: str, *changes: types.TextDocumentContentChangeEvent | str) -> list[types.Diagnostic]:
        """Change a document, and wait for the diagnostics of that version."""
        self.change(uri, *changes)
        return list((await self.published(uri, self.versions[uri])).diagnostics)

    async def pull(self, uri: str) -> list[types.Diagnostic]:
        report = await asyncio.wait_for(
            self.client.text_document_diagnostic_async(
                types.DocumentDiagnosticParams(types.TextDocumentIdentifier(uri))
            ),
            PATIENCE,
        )
        return list(report.items)

    async def hover(self, uri: str, line: int, character: int) -> str | None:
        found = await asyncio.wait_for(
            self.client.text_document_hover_async(types.HoverParams(*self.at(uri, line, character))), PATIENCE
        )
        return None if found is None else found.contents.value

    async def actions(self, uri: str, range_: types.Range, only: Sequence[str] | None = None) -> list[types.CodeAction]:
        found = await asyncio.wait_for(
            self.client.text_document_code_action_async(
                types.CodeActionParams(types.TextDocumentIdentifier(uri), range_, types.CodeActionContext([], only))
            ),
            PATIENCE,
        )
        return [_as_action(each) for each in found or []]

    @staticmethod
    def at(uri: str, line: int, character: int) -> tuple[types.TextDocumentIdentifier, types.Position]:
        return types.TextDocumentIdentifier(uri), types.Position(line, character)


def _as_action(found: types.CodeAction | types.Command) -> types.CodeAction:
    """lsprotocol takes a code action that has a command for a command, and the command for a string."""
    if isinstance(found, types.CodeAction):
        return found
    inner = literal_eval(found.command)
    command = types.Command(inner["title"], inner["command"], arguments=inner["arguments"])
    return types.CodeAction(found.title, types.CodeActionKind.QuickFix, command=command)


@cache
def _converter() -> Any:
    """Reads and writes messages for all clients: making what it needs for a kind of message takes long."""
    return default_converter()


@asynccontextmanager
async def editor(
    folder: Path,
    like: str = "visual_studio_code",
    *,
    settings: dict[str, Any] | None = None,
    encodings: Sequence[str] | None = None,
    change: Any = None,
) -> AsyncIterator[Editor]:
    """A session with the server; ``like`` names the editor whose capabilities the client has.

    ``settings`` is what the client answers when it is asked; ``change`` may adapt the capabilities.
    """
    client = LanguageClient(converter_factory=_converter)
    register_lsp_features(client)
    if settings is not None:
        client.set_configuration({"twimllint": settings})
    capabilities = client_capabilities(like)
    if encodings is not None:
        capabilities.general = capabilities.general or types.GeneralClientCapabilities()
        capabilities.general.position_encodings = list(encodings)
    if change is not None:
        change(capabilities)
    registered: list[types.Registration] = []
    client.feature(types.CLIENT_REGISTER_CAPABILITY)(lambda params: registered.extend(params.registrations))
    await client.start_io(sys.executable, "-m", "twimllint", "server", cwd=folder)
    try:
        result = await asyncio.wait_for(
            client.initialize_session(
                types.InitializeParams(
                    capabilities,
                    root_uri=folder.as_uri(),
                    workspace_folders=[types.WorkspaceFolder(folder.as_uri(), folder.name)],
                )
            ),
            PATIENCE,
        )
        each = Editor(client, folder, result, registered)
        listen(each)
        yield each
        await asyncio.wait_for(client.shutdown_session(), PATIENCE)
        assert client._server is not None
        assert client._server.returncode == 0
    finally:
        if client._server is not None and client._server.returncode is None:
            client._server.kill()
        await client.stop()


def listen(each: Editor) -> None:
    """Note everything that the server publishes: waiting for the next notification may begin too late for it."""
    features = each.client.protocol.fm.features
    usual = features.pop(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)

    @each.client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
    def published(params: types.PublishDiagnosticsParams) -> None:
        usual(params)
        each.news.append(params)
        each.arrived.set()


def marked(text: str) -> tuple[Part, int]:
    """The document of a text of TwiML, and the place of the bar in it."""
    (part,) = Buffer.of_text("/voice.twiml", text.replace("|", "", 1), "utf-16", "/").parts
    return part, text.index("|")


def range_of(text: str, part: str) -> types.Range:
    """The range of the first place of ``part``, for texts of ASCII with LF."""

    def position(offset: int) -> types.Position:
        before = text[:offset]
        return types.Position(before.count("\n"), offset - before.rfind("\n") - 1)

    start = text.index(part)
    return types.Range(position(start), position(start + len(part)))


def applied(text: str, edits: Sequence[types.TextEdit]) -> str:
    """The text after edits, for texts of ASCII with LF."""
    starts = [0]
    for line in text.splitlines(keepends=True):
        starts.append(starts[-1] + len(line))
    offsets = [
        (
            starts[e.range.start.line] + e.range.start.character,
            starts[e.range.end.line] + e.range.end.character,
            e.new_text,
        )
        for e in edits
    ]
    for start, end, new in sorted(offsets, reverse=True):
        text = text[:start] + new + text[end:]
    return text

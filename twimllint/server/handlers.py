"""What the server answers to each request and notification of the protocol."""

from __future__ import annotations

import os
from typing import Any

from lsprotocol import types
from pygls.uris import to_fs_path

from twimllint.config.defaults import NAMES
from twimllint.server import actions as code_actions
from twimllint.server.app import Server
from twimllint.server.completion import complete
from twimllint.server.completion_items import TRIGGERS, CompletionClient, after_trigger
from twimllint.server.hover import hover
from twimllint.server.markup import content

#: The files whose changes matter, as a client watches them.
_WATCHED = ("**/{.twimllint,twimllint,pyproject}.toml",)


def _initialize(ls: Server, params: types.InitializeParams) -> None:
    ls.start(params)


def _initialized(ls: Server, _params: types.InitializedParams) -> None:
    workspace = ls.client_capabilities.workspace
    watches = workspace.did_change_watched_files if workspace is not None else None
    if watches is not None and watches.dynamic_registration:
        options = types.DidChangeWatchedFilesRegistrationOptions(
            [types.FileSystemWatcher(pattern) for pattern in _WATCHED]
        )
        registration = types.Registration("watch", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
        ls.client_register_capability(types.RegistrationParams([registration]))
    else:
        ls.spawn(ls.poll())
    ls.spawn(ls.ask_settings())


def _shutdown(ls: Server, _params: Any) -> None:
    ls.stopped = True


def _configured(ls: Server, params: types.DidChangeConfigurationParams) -> None:
    workspace = ls.client_capabilities.workspace
    if workspace is not None and workspace.configuration:
        ls.spawn(ls.ask_settings())
    else:
        ls.spawn(ls.set_settings(params.settings))


def _files_changed(ls: Server, params: types.DidChangeWatchedFilesParams) -> None:
    paths = [to_fs_path(change.uri) or "" for change in params.changes]
    if any(os.path.basename(path) in NAMES for path in paths):
        ls.spawn(ls.reload())


def _folders_changed(ls: Server, params: types.DidChangeWorkspaceFoldersParams) -> None:
    removed = {to_fs_path(folder.uri) for folder in params.event.removed}
    added = [to_fs_path(folder.uri) for folder in params.event.added]
    kept = [root for root in ls.projects.roots if root not in removed]
    ls.projects.roots = kept + [os.path.normpath(path) for path in added if path]
    ls.spawn(ls.ask_settings())


def _saved(ls: Server, params: types.DidSaveTextDocumentParams) -> None:
    ls.saved(params.text_document.uri)


async def _diagnose(ls: Server, params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
    buffer = ls.buffers.get(params.text_document.uri)
    if buffer is None:
        return types.RelatedFullDocumentDiagnosticReport([])
    buffer = ls.shown(buffer)
    analysis = await ls.analysis(buffer)
    ls.tell(analysis.failures)
    return types.RelatedFullDocumentDiagnosticReport(ls.convert(analysis, buffer))


async def _actions(ls: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
    buffer = ls.buffers.get(params.text_document.uri)
    if buffer is None:
        return []
    analysis = await ls.analysis(buffer)
    converter = ls.converter(buffer)
    findings = [code_actions.Finding(one, converter.one(one, buffer)) for one in analysis.found]
    project = ls.projects.of(buffer.path)

    def work() -> list[types.CodeAction]:
        return code_actions.actions(
            buffer, findings, buffer.lines.span(params.range), params.context.only,
            does_good=lambda diagnostic: project.does_good(diagnostic, buffer.path, buffer.text),
            fixed=lambda: project.fixed(buffer.path, buffer.text),
        )  # fmt: skip

    return await ls.in_worker(work)


async def _open_rule(ls: Server, url: str) -> None:
    window = ls.client_capabilities.window
    if window is not None and window.show_document is not None and window.show_document.support:
        await ls.window_show_document_async(types.ShowDocumentParams(url, external=True))
    else:
        ls.say(url, types.MessageType.Info)


def _hover(ls: Server, params: types.HoverParams) -> types.Hover | None:
    buffer = ls.buffers.get(params.text_document.uri)
    if buffer is None:
        return None
    offset = buffer.lines.offset(params.position)
    part = buffer.part_at(offset)
    inner = None if part is None else part.inner(offset)
    if part is None or inner is None:
        return None
    shown = hover(part.document, inner, ls.analyses.known(buffer))
    if shown is None:
        return None
    document = ls.client_capabilities.text_document
    able = document.hover if document is not None else None
    formats = able.content_format if able is not None else None
    return types.Hover(content(shown.text, formats), part.range(shown.span))


def _complete(ls: Server, params: types.CompletionParams) -> types.CompletionList:
    buffer = ls.buffers.get(params.text_document.uri)
    offset = 0 if buffer is None else buffer.lines.offset(params.position)
    part = None if buffer is None else buffer.part_at(offset)
    inner = None if part is None else part.inner(offset)
    if buffer is None or part is None or inner is None:
        return types.CompletionList(False, [])
    client = CompletionClient.of(ls.client_capabilities)
    found = complete(part.document, inner, snippets=client.snippets, world=ls.world(buffer))
    context = params.context
    if context is not None and context.trigger_character is not None:
        found = after_trigger(found, context.trigger_character)
    return types.CompletionList(False, client.items(found, part))


def register(server: Server) -> None:
    """Make the server answer."""
    code_action_options = types.CodeActionOptions(code_action_kinds=list(code_actions.KINDS))
    diagnostic_options = types.DiagnosticOptions(
        inter_file_dependencies=True, workspace_diagnostics=False, identifier="twimllint"
    )
    for method, handler, options in (
        (types.INITIALIZE, _initialize, None),
        (types.INITIALIZED, _initialized, None),
        (types.SHUTDOWN, _shutdown, None),
        (types.WORKSPACE_DID_CHANGE_CONFIGURATION, _configured, None),
        (types.WORKSPACE_DID_CHANGE_WATCHED_FILES, _files_changed, None),
        (types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS, _folders_changed, None),
        (types.TEXT_DOCUMENT_DID_SAVE, _saved, types.SaveOptions(include_text=False)),
        (types.TEXT_DOCUMENT_DIAGNOSTIC, _diagnose, diagnostic_options),
        (types.TEXT_DOCUMENT_CODE_ACTION, _actions, code_action_options),
        (types.TEXT_DOCUMENT_HOVER, _hover, None),
        (types.TEXT_DOCUMENT_COMPLETION, _complete, types.CompletionOptions(trigger_characters=list(TRIGGERS))),
    ):
        server.feature(method, options)(handler)
    server.command(code_actions.OPEN_RULE)(_open_rule)

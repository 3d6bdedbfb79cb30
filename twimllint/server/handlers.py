"""The messages about the life of the server, its settings, its files, and the findings."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams
from pygls.uris import to_fs_path

from twimllint.host.languages import LANGUAGES
from twimllint.server import actions as code_actions
from twimllint.server.app import Server
from twimllint.server.findings import digest

#: The files whose changes matter, as a client watches them.
_PROGRAMS = ",".join(suffix.lstrip(".") for language in LANGUAGES for suffix in language.suffixes)
WATCHED = (
    "**/{.twimllint,twimllint,pyproject}.toml",
    "**/*.{xml,twiml}",
    "**/*.{xml,twiml}.*",
    "**/*.json",  # baselines and rooms manifests
    f"**/*.{{{_PROGRAMS}}}",
)
#: Has the files of the whole workspace linted, open or not.
LINT_WORKSPACE = "twimllint.lintWorkspace"


def _initialize(ls: Server, params: types.InitializeParams) -> None:
    ls.start(params)


def _initialized(ls: Server, _params: types.InitializedParams) -> None:
    ls.files.encoding = ls.encoding
    workspace = ls.client_capabilities.workspace
    watches = workspace.did_change_watched_files if workspace is not None else None
    if watches is not None and watches.dynamic_registration:
        watchers = [types.FileSystemWatcher(pattern) for pattern in WATCHED]
        options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
        registration = types.Registration("watch", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
        ls.client_register_capability(types.RegistrationParams([registration]))
    else:
        ls.spawn(ls.poll())
    ls.spawn(ls.ask_settings())
    ls.index()


def _shutdown(ls: Server, _params: Any) -> None:
    ls.stopped = True


def _configured(ls: Server, params: types.DidChangeConfigurationParams) -> None:
    workspace = ls.client_capabilities.workspace
    if workspace is not None and workspace.configuration:
        ls.spawn(ls.ask_settings())
    else:
        ls.spawn(ls.set_settings(params.settings))


def _files_changed(ls: Server, params: types.DidChangeWatchedFilesParams) -> None:
    paths = [to_fs_path(change.uri) for change in params.changes]
    ls.follow([os.path.normpath(path) for path in paths if path])


def _folders_changed(ls: Server, params: types.DidChangeWorkspaceFoldersParams) -> None:
    removed = _paths(params.event.removed)
    kept = [root for root in ls.projects.roots if root not in removed]
    ls.projects.roots = kept + [path for path in _paths(params.event.added) if path not in kept]
    ls.spawn(ls.ask_settings())
    ls.settle()


def _paths(folders: Sequence[types.WorkspaceFolder]) -> list[str]:
    return [os.path.normpath(path) for folder in folders if (path := to_fs_path(folder.uri))]


def _saved(ls: Server, params: types.DidSaveTextDocumentParams) -> None:
    ls.saved(params.text_document.uri)


async def _diagnose(ls: Server, params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
    buffer = ls.buffer_of(params.text_document)
    if buffer is None:
        return types.RelatedFullDocumentDiagnosticReport([])
    buffer = ls.findings.shown(buffer)
    analysis = await ls.findings.of(buffer)
    ls.show_failures(analysis.failures)
    items = ls.findings.convert(analysis, buffer)
    result_id = digest(items)
    if result_id == params.previous_result_id:
        return types.RelatedUnchangedDocumentDiagnosticReport(result_id)
    return types.RelatedFullDocumentDiagnosticReport(items, result_id=result_id)


async def _diagnose_workspace(ls: Server, params: types.WorkspaceDiagnosticParams) -> types.WorkspaceDiagnosticReport:
    await ls.indexed()
    return ls.findings.report(params.previous_result_ids)


async def _actions(ls: Server, params: types.CodeActionParams) -> list[types.CodeAction]:
    buffer = ls.buffer_of(params.text_document)
    if buffer is None:
        return []
    analysis = await ls.findings.of(buffer)
    converter = ls.findings.converter(buffer)
    findings = [
        code_actions.Finding(diagnostic, converter.one(diagnostic, buffer)) for diagnostic in analysis.diagnostics
    ]
    here = code_actions.Actions(
        buffer, findings, ls.projects.of(buffer.path), versioned=ls.versioned, resolves=_resolves_edits(ls)
    )
    return await ls.in_worker(here.at, buffer.lines.span(params.range), params.context.only)


def _resolves_edits(ls: Server) -> bool:
    """Whether the client asks for the edit of an action when the action is chosen."""
    document = ls.client_capabilities.text_document
    able = document.code_action if document is not None else None
    resolve = able.resolve_support if able is not None and able.data_support else None
    return resolve is not None and "edit" in resolve.properties


async def _resolve_action(ls: Server, action: types.CodeAction) -> types.CodeAction:
    buffer = ls.buffers.get(action.data) if isinstance(action.data, str) else None
    if buffer is None or action.edit is not None:
        return action
    actions = code_actions.Actions(buffer, (), ls.projects.of(buffer.path), versioned=ls.versioned)
    return await ls.in_worker(actions.fix_all) or action


async def _open_rule(ls: Server, url: str = "") -> None:
    if not url:
        raise JsonRpcInvalidParams("expected the URL of a page")
    window = ls.client_capabilities.window
    if window is not None and window.show_document is not None and window.show_document.support:
        # nothing depends on what the client says of it, which some never do
        ls.window_show_document(types.ShowDocumentParams(url, external=True))
    else:
        ls.show_message(url, types.MessageType.Info)


async def _lint_workspace(ls: Server) -> None:
    ls.findings.everywhere = True
    ls.index(anew=True)
    await ls.indexed()


_ACTIONS = types.CodeActionOptions(code_action_kinds=list(code_actions.KINDS), resolve_provider=True)
_DIAGNOSTICS = types.DiagnosticOptions(True, True, identifier="twimllint")
HANDLERS: tuple[tuple[str, Any, Any], ...] = (
    (types.INITIALIZE, _initialize, None),
    (types.INITIALIZED, _initialized, None),
    (types.SHUTDOWN, _shutdown, None),
    (types.WORKSPACE_DID_CHANGE_CONFIGURATION, _configured, None),
    (types.WORKSPACE_DID_CHANGE_WATCHED_FILES, _files_changed, None),
    (types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS, _folders_changed, None),
    (types.TEXT_DOCUMENT_DID_SAVE, _saved, types.SaveOptions(include_text=False)),
    (types.TEXT_DOCUMENT_DIAGNOSTIC, _diagnose, _DIAGNOSTICS),
    (types.WORKSPACE_DIAGNOSTIC, _diagnose_workspace, None),
    (types.TEXT_DOCUMENT_CODE_ACTION, _actions, _ACTIONS),
    (types.CODE_ACTION_RESOLVE, _resolve_action, None),
)
COMMANDS: tuple[tuple[str, Any], ...] = ((code_actions.OPEN_RULE, _open_rule), (LINT_WORKSPACE, _lint_workspace))

"""Code actions: what can be done about the findings at a place, and the fixes of a whole document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from lsprotocol import types

from twimllint.engine.diagnostic import Diagnostic, Edit
from twimllint.run.add_ignores import ignoring, ignoring_in_file
from twimllint.server.documents import Buffer
from twimllint.server.edits import between
from twimllint.source.span import Span
from twimllint.source.text import Source

FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.twimllint"
OPEN_RULE = "twimllint.openRule"
KINDS = (types.CodeActionKind.QuickFix.value, FIX_ALL)
#: No comment can silence what the linter itself got wrong, nor anything in a body that is not XML.
_NOT_SILENCED = frozenset({"internal-error", "not-xml-body"})


class Finding(NamedTuple):
    """A finding with the diagnostic that the client has of it."""

    diagnostic: Diagnostic
    shown: types.Diagnostic


def actions(
    buffer: Buffer,
    findings: Sequence[Finding],
    span: Span,
    only: Sequence[str] | None,
    *,
    does_good: Callable[[Diagnostic], bool],
    fixed: Callable[[], str],
) -> list[types.CodeAction]:
    """What can be done at ``span``; ``only`` are the kinds that the client asks for.

    ``does_good`` says whether a finding's fix can be made by itself; ``fixed`` gives the text with all safe fixes.
    """
    found: list[types.CodeAction] = []
    if _wanted(types.CodeActionKind.QuickFix.value, only):
        here = [finding for finding in findings if finding.diagnostic.span.overlaps(span)]
        found += _fixes(buffer, here, does_good)
        for finding in here:
            found += _others(buffer, finding)
    if _wanted(FIX_ALL, only) and any(d.fix is not None and d.fix.safe for d, _ in findings):
        edits = between(buffer.text, fixed())
        if edits:
            found.append(_edit("Fix all safe findings", FIX_ALL, buffer, edits))
    return found


def _wanted(kind: str, only: Sequence[str] | None) -> bool:
    return only is None or any(kind == asked or not asked or kind.startswith(asked + ".") for asked in only)


def _fixes(
    buffer: Buffer, findings: Iterable[Finding], does_good: Callable[[Diagnostic], bool]
) -> Iterator[types.CodeAction]:
    for diagnostic, shown in findings:
        fix = diagnostic.fix
        if fix is not None and fix.edits and does_good(diagnostic):
            action = _edit(_title(fix.title), types.CodeActionKind.QuickFix.value, buffer, fix.edits)
            action.diagnostics = [shown]
            action.is_preferred = fix.safe or None
            yield action


def _others(buffer: Buffer, finding: Finding) -> Iterator[types.CodeAction]:
    diagnostic, shown = finding
    quick = types.CodeActionKind.QuickFix.value
    if diagnostic.name not in _NOT_SILENCED:
        source = Source.from_text(buffer.text, buffer.path)
        here = ignoring(source, [diagnostic], "")
        in_file = ignoring_in_file(source, diagnostic.name)
        if here != [in_file]:
            action = _edit(f"Ignore {diagnostic.name} here", quick, buffer, here)
            action.diagnostics = [shown]
            yield action
        action = _edit(f"Ignore {diagnostic.name} in this file", quick, buffer, [in_file])
        action.diagnostics = [shown]
        yield action
    if diagnostic.url is not None:
        title = f"Open the page of {diagnostic.code} {diagnostic.name}"
        yield types.CodeAction(
            title, kind=quick, diagnostics=[shown], command=types.Command(title, OPEN_RULE, arguments=[diagnostic.url])
        )


def _edit(title: str, kind: str, buffer: Buffer, edits: Iterable[Edit]) -> types.CodeAction:
    changes = [types.TextEdit(buffer.lines.range(edit.span), edit.text) for edit in edits]
    document = types.OptionalVersionedTextDocumentIdentifier(buffer.uri, buffer.version)
    edit = types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(document, changes)])
    return types.CodeAction(title, kind=kind, edit=edit)


def _title(text: str) -> str:
    return text[:1].upper() + text[1:]

"""Code actions: what can be done about the findings at a place, and the fixes of a whole document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Protocol

from lsprotocol import types

from twimllint.engine.diagnostic import Diagnostic, Edit
from twimllint.run.add_ignores import ignoring, ignoring_in_file
from twimllint.server.documents import Buffer
from twimllint.server.edits import Change, between, workspace_edit
from twimllint.source.span import Span
from twimllint.source.text import Source

FIX_ALL = f"{types.CodeActionKind.SourceFixAll.value}.twimllint"
OPEN_RULE = "twimllint.openRule"
_FIX_ALL_TITLE = "Fix all safe findings"
_QUICK = types.CodeActionKind.QuickFix.value
KINDS = (_QUICK, FIX_ALL)
#: No comment can silence what the linter itself got wrong, nor anything in a body that is not XML.
_NOT_SILENCED = frozenset({"internal-error", "not-xml-body"})


class Finding(NamedTuple):
    """A finding with the diagnostic that the client has of it."""

    diagnostic: Diagnostic
    shown: types.Diagnostic


class Linter(Protocol):
    """What decides which fixes are useful."""

    def fix_is_effective(self, diagnostic: Diagnostic, path: str, text: str) -> bool:
        """Whether the fix of a finding can be made by itself."""

    def fixed(self, path: str, text: str) -> str:
        """The text with all safe fixes."""


class Actions:
    """What can be done about the findings in one document.

    ``versioned`` says whether the client compares the versions of documents before it makes an edit, ``resolves``
    whether it asks for the edit of an action when that is chosen.
    """

    def __init__(
        self,
        buffer: Buffer,
        findings: Sequence[Finding],
        linter: Linter,
        *,
        versioned: bool = True,
        resolves: bool = False,
    ) -> None:
        self.buffer = buffer
        self.findings = findings
        self.linter = linter
        self.versioned = versioned
        self.resolves = resolves

    def at(self, span: Span, only: Sequence[str] | None = None) -> list[types.CodeAction]:
        """What can be done at a place; ``only`` are the kinds that the client asks for."""
        actions: list[types.CodeAction] = []
        if _wanted(_QUICK, only):
            here = [finding for finding in self.findings if finding.diagnostic.span.overlaps(span)]
            actions += self._fixes(here)
            for finding in here:
                actions += self._others(finding)
        if _wanted(FIX_ALL, only) and any(d.fix is not None and d.fix.safe for d, _ in self.findings):
            if only is None and self.resolves:
                # nobody may choose it, and it takes as long as linting the document several times
                actions.append(types.CodeAction(_FIX_ALL_TITLE, FIX_ALL, data=self.buffer.uri))
            elif (every := self.fix_all()) is not None:
                actions.append(every)
        return actions

    def fix_all(self) -> types.CodeAction | None:
        """All safe fixes at once; ``None`` where they change nothing."""
        edits = between(self.buffer.text, self.linter.fixed(self.buffer.path, self.buffer.text))
        return self._edit(_FIX_ALL_TITLE, edits, kind=FIX_ALL) if edits else None

    def _fixes(self, findings: Iterable[Finding]) -> Iterator[types.CodeAction]:
        for diagnostic, shown in findings:
            fix = diagnostic.fix
            if fix is None or not fix.edits:
                continue
            if self.linter.fix_is_effective(diagnostic, self.buffer.path, self.buffer.text):
                action = self._edit(fix.title[:1].upper() + fix.title[1:], fix.edits, shown)
                action.is_preferred = fix.safe or None
                yield action

    def _others(self, finding: Finding) -> Iterator[types.CodeAction]:
        diagnostic, shown = finding
        if diagnostic.name not in _NOT_SILENCED:
            source = Source.from_text(self.buffer.text, self.buffer.path)
            here = ignoring(source, [diagnostic], "")
            in_file = ignoring_in_file(source, diagnostic.name)
            if here and here != [in_file]:
                yield self._edit(f"Ignore {diagnostic.name} here", here, shown)
            if in_file is not None:
                yield self._edit(f"Ignore {diagnostic.name} in this file", [in_file], shown)
        if diagnostic.url is not None:
            title = f"Open the page of {diagnostic.code} {diagnostic.name}"
            command = types.Command(title, OPEN_RULE, arguments=[diagnostic.url])
            yield types.CodeAction(title, _QUICK, diagnostics=[shown], command=command)

    def _edit(
        self, title: str, edits: Iterable[Edit], shown: types.Diagnostic | None = None, *, kind: str = _QUICK
    ) -> types.CodeAction:
        buffer = self.buffer
        changes = [types.TextEdit(buffer.lines.range(edit.span), edit.text) for edit in edits]
        edit = workspace_edit([Change(buffer.uri, buffer.version, changes)], versioned=self.versioned)
        return types.CodeAction(title, kind, diagnostics=None if shown is None else [shown], edit=edit)


def _wanted(kind: str, only: Sequence[str] | None) -> bool:
    return not only or any(kind == asked or not asked or kind.startswith(asked + ".") for asked in only)

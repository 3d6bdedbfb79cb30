"""Edits: from one text to another in few of them, and as the protocol has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from lsprotocol import types

from twimllint.engine.diagnostic import Edit
from twimllint.source.span import Span


class Change(NamedTuple):
    """The edits of one file; ``version`` is that of the open document, ``None`` for a file on disk."""

    uri: str
    version: int | None
    edits: Sequence[types.TextEdit]


def workspace_edit(changes: Iterable[Change], *, versioned: bool) -> types.WorkspaceEdit:
    """Edits of several files, with the versions that they were made for where the client compares these."""
    if not versioned:
        return types.WorkspaceEdit({change.uri: change.edits for change in changes})
    documents = [
        types.TextDocumentEdit(types.OptionalVersionedTextDocumentIdentifier(change.uri, change.version), change.edits)
        for change in changes
    ]
    return types.WorkspaceEdit(document_changes=documents)


_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
#: Texts of more lines are replaced from the first difference to the last one: comparing them takes too long.
_MAX_COMPARED_LINES = 2000


def between(before: str, after: str) -> list[Edit]:
    """The edits that make ``after`` out of ``before``, by whole lines; none where the two are equal."""
    start = _common(before, after)
    tail = _common(before[start:][::-1], after[start:][::-1])
    end_before, end_after = len(before) - tail, len(after) - tail
    if start == end_before and start == end_after:
        return []
    start = _line_start(before, after, start)
    old_lines, new_lines = _LINES.findall(before[start:]), _LINES.findall(after[start:])
    if max(len(old_lines), len(new_lines)) > _MAX_COMPARED_LINES:
        return [Edit(Span(start, end_before), after[start:end_after])]
    starts = [start]
    for line in old_lines:
        starts.append(starts[-1] + len(line))
    return [
        Edit(Span(starts[low], starts[high]), "".join(new_lines[first:last]))
        for kind, low, high, first, last in SequenceMatcher(None, old_lines, new_lines, autojunk=False).get_opcodes()
        if kind != "equal"
    ]


def _line_start(before: str, after: str, offset: int) -> int:
    """Where the line begins that holds a place, up to which both texts are equal; never between CR and LF."""
    while True:
        start = max(before.rfind("\n", 0, offset), before.rfind("\r", 0, offset)) + 1
        split = (
            start > 0 and before[start - 1] == "\r" and "\n" in (before[start : start + 1], after[start : start + 1])
        )
        if not split:
            return start
        offset = start - 1


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with in common, found by halving."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low

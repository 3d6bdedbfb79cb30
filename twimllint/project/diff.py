"""A unified diff of what fixing changes."""

from __future__ import annotations

import re
from collections.abc import Iterator

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


def unified(path: str, before: str, after: str) -> str:
    """The diff of a document in the form that ``patch`` and ``git apply`` read, line ends as they stand."""
    return "".join(_parts(path, before, after))


def _parts(path: str, before: str, after: str) -> Iterator[str]:
    from difflib import unified_diff

    for line in unified_diff(_LINES.findall(before), _LINES.findall(after), f"a/{path}", f"b/{path}", n=3):
        yield line if line.endswith(("\n", "\r")) else line + "\n\\ No newline at end of file\n"

"""Markdown, and the same as plain text for clients that show none."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lsprotocol import types

_SPECIAL = "\\`*_{}[]<>#|"
_MARKS = re.compile(r"\\(.)|\[((?:[^\]\\]|\\.)*)\]\(([^)]*)\)|\*\*|`", re.DOTALL)


def escape(text: str) -> str:
    """Plain text as Markdown that shows it letter by letter."""
    return "".join("\\" + char if char in _SPECIAL else char for char in text)


def plain(markdown: str) -> str:
    """Our own Markdown as plain text; a link as its words and its address."""

    def shown(match: re.Match[str]) -> str:
        if match[1] is not None:
            return match[1]
        return "" if match[2] is None else f"{plain(match[2])}: {match[3]}"

    return _MARKS.sub(shown, markdown).replace("\n\n---\n\n", "\n\n").replace("  \n", "\n")


def content(markdown: str, formats: Sequence[types.MarkupKind] | None) -> types.MarkupContent:
    """Markdown as the client can show it: ``formats`` are those that it takes, the best first."""
    if formats and types.MarkupKind.Markdown in formats:
        return types.MarkupContent(types.MarkupKind.Markdown, markdown)
    return types.MarkupContent(types.MarkupKind.PlainText, plain(markdown))

"""Colours and links of a terminal: one place decides whether an escape sequence is written at all."""

from __future__ import annotations

from typing import NamedTuple

from twimllint.engine.diagnostic import Severity

_CODES = {
    "bold": "1",
    "dim": "2",
    "error": "1;31",
    "warning": "1;33",
    "info": "1;36",
    "gutter": "1;34",
    "good": "1;32",
    "removed": "31",
    "added": "32",
}


class Style(NamedTuple):
    """Paints text if colours are on and links it if hyperlinks are on; otherwise hands it back unchanged."""

    color: bool = False
    hyperlinks: bool = False

    def paint(self, text: str, role: str) -> str:
        """Text in the colour of a role: the name of a severity or another key of the table above; none for ``""``."""
        if not self.color or not text or not role:
            return text
        return f"\x1b[{_CODES[role]}m{text}\x1b[0m"

    def severity(self, text: str, severity: Severity) -> str:
        """Text in the colour of a severity."""
        return self.paint(text, severity.value)

    def link(self, text: str, target: str | None) -> str:
        """Text that a terminal opens ``target`` for; only for plain printable addresses."""
        if not self.hyperlinks or not target or not (target.isascii() and target.isprintable()):
            return text
        return f"\x1b]8;;{target}\x1b\\{text}\x1b]8;;\x1b\\"

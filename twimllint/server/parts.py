"""A TwiML document in a file."""

from __future__ import annotations

from collections.abc import Sequence

from lsprotocol import types

from twimllint.engine.diagnostic import Diagnostic, Edit
from twimllint.engine.edits import escape
from twimllint.server.positions import Lines
from twimllint.source.span import Span
from twimllint.source.tree import Document


class Part:
    """A TwiML document that lies in a file, and where its text lies there.

    This one is the file itself, with every character at its own place; ``program.ProgramPart`` is a document in a
    program.
    """

    def __init__(self, document: Document, lines: Lines) -> None:
        self.document = document
        self.lines = lines

    @property
    def plain(self) -> bool:
        """Whether whatever is written into the document is in the file as it is."""
        return True

    def inner(self, offset: int) -> int | None:
        """The offset in the document of an offset in the file; ``None`` outside the document."""
        return offset

    def outer(self, span: Span) -> Span | None:
        """The place in the file of a span of the document, where it has one."""
        return span

    def range(self, span: Span) -> types.Range | None:
        """The range in the file of a span of the document, where it has one."""
        place = self.outer(span)
        return None if place is None else self.lines.range(place)

    def findings(self, diagnostics: Sequence[Diagnostic]) -> Sequence[Diagnostic]:
        """The findings of the file that lie in the document, with their places in it."""
        return diagnostics

    def written(self, span: Span, text: str) -> Edit | None:
        """An edit of the document as one of the file; ``None`` where it cannot be made there."""
        return Edit(span, text)

    def renamed(self, span: Span, name: str, quote: str) -> Edit | None:
        """An edit of the file that writes a name into the document, escaped as its place needs it."""
        return Edit(span, escape(name, quote))

    def edit(self, span: Span, text: str) -> types.TextEdit | None:
        """The same as the protocol has it."""
        edit = self.written(span, text)
        return None if edit is None else types.TextEdit(self.lines.range(edit.span), edit.text)

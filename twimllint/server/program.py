"""TwiML in program text and documentation: each document in it, with the places of its characters in the file."""

from __future__ import annotations

from collections.abc import Sequence

from twimllint.engine.channel import content_channel, declared_channel
from twimllint.engine.diagnostic import Diagnostic, Edit
from twimllint.engine.edits import escape
from twimllint.engine.settings import LintSettings
from twimllint.files.detect import is_twiml
from twimllint.host.detect import is_markup, may_hold_twiml
from twimllint.host.documents import VirtualDocument
from twimllint.host.extract import Extracted, extract, missing
from twimllint.host.findings import keyword_of
from twimllint.host.languages import Language
from twimllint.server.parts import Part
from twimllint.server.positions import Lines
from twimllint.source.parse import parse
from twimllint.source.span import Span
from twimllint.source.text import Source
from twimllint.source.tree import Document

#: What must not be written between the quotes of an empty literal, whatever the language.
_UNSAFE = frozenset("\"'`\\\r\n{}$#")


class ProgramPart(Part):
    """A document that a program makes, or that a literal or a block of documentation holds."""

    def __init__(self, document: Document, lines: Lines, virtual: VirtualDocument) -> None:
        super().__init__(document, lines)
        self.virtual = virtual

    @property
    def plain(self) -> bool:
        """A literal may need escapes, and a call has keywords of its own."""
        return False

    def inner(self, offset: int) -> int | None:
        """The offset in the document: in the text that is in the file, or at the piece that comes from there."""
        best: tuple[tuple[bool, bool], int] | None = None
        piece_start = 0
        for piece in self.virtual.mapped.pieces:
            if not piece.invented and piece.start <= offset <= piece.end:
                # text of the file's own knows the place best, and a piece that goes on after it
                rank = (piece.exact or not piece.text, offset < piece.end)
                inside = offset - piece.start if piece.exact else len(piece.text) if offset == piece.end else 0
                if best is None or rank > best[0]:
                    best = rank, piece_start + inside
            piece_start += len(piece.text)
        return None if best is None else best[1]

    def outer(self, span: Span) -> Span | None:
        """The place in the file of a span of the document."""
        return self.virtual.mapped.place(*span)

    def findings(self, diagnostics: Sequence[Diagnostic]) -> Sequence[Diagnostic]:
        """The findings of the file that lie in the document, with their places in it."""
        inside = []
        for diagnostic in diagnostics:
            start, end = self.inner(diagnostic.span.start), self.inner(diagnostic.span.end)
            if start is not None and end is not None:
                inside.append(diagnostic._replace(span=Span(start, max(start, end))))
        return inside

    def written(self, span: Span, text: str) -> Edit | None:
        """An edit of the document as one of the file, in the library's spelling where that is a keyword."""
        mapped = self.virtual.mapped
        if mapped.is_keyword(*span):
            keyword = keyword_of(self.virtual.language, text)
            place = None if keyword is None else mapped.edit_place(*span, keyword)
            text = keyword or text
        elif self.virtual.kind == "fence" and not {"\n", "\r"} & set(text):
            # no fix is made in documentation, but what an author asks for is written
            place = mapped.place(*span)
            place = place if place is not None and place.end - place.start == span.end - span.start else None
        else:
            place = mapped.edit_place(*span, text)
        if place is None and span.start == span.end and _UNSAFE.isdisjoint(text):
            place = mapped.place(*span)
            place = place if place is not None and place.start == place.end else None
        return None if place is None else Edit(place, text)

    def renamed(self, span: Span, name: str, quote: str) -> Edit | None:
        """The library escapes what a call is given; the text of a document is escaped here."""
        if self.virtual.kind == "fence" and self.virtual.language == "xml":
            return self._renamed_in_documentation(span, escape(name, quote))
        place = self.virtual.mapped.edit_place(*span, "")
        if place is None:
            return None
        is_call = self.virtual.kind == "builder"
        text = in_literal(name if is_call else escape(name, quote), self.virtual.mapped.avoided(*span, is_call))
        return None if text is None else Edit(place, text)

    def _renamed_in_documentation(self, span: Span, text: str) -> Edit | None:
        """In a page of HTML the angle brackets of the document are escaped, and so is what is written into it."""
        place = self.virtual.mapped.place(*span)
        start = self.virtual.mapped.place(0, 1)
        if place is None or start is None:
            return None
        return Edit(place, text if self.lines.text.startswith("<", start.start) else escape(text))


def in_literal(text: str, avoid: str) -> str | None:
    """A text as it is written in a literal where some characters mean something; ``None`` where it cannot be."""
    pieces: list[str] = []
    for char in text:
        # PHP's brace begins nothing before a dollar sign that is escaped
        if char not in avoid or (char == "{" and "}" not in avoid):
            pieces.append(char)
        elif char in "{}" or (char == '"' and "\\" not in avoid):
            pieces.append(char * 2)
        elif "\\" in avoid and char.isprintable():
            pieces.append("\\" + char)
        else:
            return None
    return "".join(pieces)


def is_program(text: str, path: str, language: Language) -> bool:
    """Whether a file is a program, and not markup of its own, such as a template in PHP."""
    return not is_markup(_encoded(text), path, language)


def read_program(text: str, path: str, language: Language) -> Extracted | None:
    """The TwiML in a program; ``None`` where there can be none, or the language cannot be read."""
    if not may_hold_twiml(_encoded(text)) or missing(language):
        return None
    return extract(text, language, path)


def _encoded(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def program_parts(lines: Lines, path: str, extracted: Extracted, settings: LintSettings) -> tuple[Part, ...]:
    """The documents in a program, each as a tree."""
    parts = []
    for virtual in extracted.documents:
        source = Source.from_text(virtual.mapped.text, path)
        tags = virtual.tags if virtual.tags or virtual.kind == "builder" else None
        document = parse(source) if tags is None else parse(source, tags=tags)
        if virtual.kind != "builder" and not any(virtual.frame) and not is_twiml(document, "response.xml"):
            continue
        channel = virtual.channel if virtual.channel != "unknown" else content_channel(document)
        document.channel = declared_channel(settings, None) or channel
        parts.append(ProgramPart(document, lines, virtual))
    return tuple(parts)

"""Suppressions in documentation, which has no comments of its own: those of the TwiML and the programs in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from html import escape as html_escape

from twimllint.engine.diagnostic import Diagnostic, Edit
from twimllint.host.extract import extract, missing
from twimllint.host.languages import Language, language_named
from twimllint.host.mapped import Mapped
from twimllint.host.remarks import ignoring_above
from twimllint.source.span import Span
from twimllint.source.text import Source

#: The edits that silence findings in one document.
Ignoring = Callable[[Source, list[Diagnostic]], list[Edit]]


def ignoring_in_documentation(
    source: Source, language: Language, diagnostics: Iterable[Diagnostic], ignoring: Ignoring, reason: str
) -> list[Edit]:
    """The edits that write comments into the blocks of a file; none for a finding that no comment can reach."""
    if missing(language):
        return []
    findings = list(diagnostics)
    edits: list[Edit] = []
    programs: dict[str, set[int]] = {}
    extracted = extract(source.text, language)
    for virtual in extracted.documents:
        inside = {
            index: moved
            for index, finding in enumerate(findings)
            if (moved := _inside(finding, virtual.mapped)) is not None
        }
        if virtual.language != "xml":
            programs.setdefault(virtual.language, set()).update(inside)
        elif inside:
            inner = Source.from_text(virtual.mapped.text, "-")
            edits += _outside(ignoring(inner, list(inside.values())), virtual.mapped, source)
    escaped_reason = html_escape(reason, quote=False) if language.name == "html" else reason
    for name, numbers in programs.items():
        of_program = language_named(name)
        if of_program is not None and numbers:
            in_program = [findings[index] for index in sorted(numbers)]
            edits += ignoring_above(source, of_program, extracted.statements, in_program, escaped_reason)[0]
    return edits


_FRONT_MATTER = re.compile(
    r"\ufeff?---[ \t]*\r?\n.*?^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)|\ufeff?", re.DOTALL | re.MULTILINE
)
#: How a page writes a comment, and what it must begin with: its own settings, the type of its document.
_COMMENTS = {
    "markdown": ("<!-- {} -->", _FRONT_MATTER),
    "mdx": ("{{/* {} */}}", _FRONT_MATTER),
    "restructuredtext": (".. {}", re.compile(r"\ufeff?")),
    "html": ("<!-- {} -->", re.compile(r"\ufeff?(?:\s*<!DOCTYPE[^<>]*>\s*)?", re.IGNORECASE)),
}  # fmt: skip


def ignoring_in_whole_page(source: Source, language: Language, name: str) -> Edit:
    """The edit that silences a rule in a whole page of documentation."""
    form, beginning = _COMMENTS[language.name]
    match = beginning.match(source.text)
    start = 0 if match is None else match.end()
    line_end = "\r\n" if "\r\n" in source.text else "\n"
    blank = "" if language.name == "html" else line_end
    return Edit(Span(start, start), form.format(f"twimllint: ignore-file[{name}]") + line_end + blank)


def _inside(diagnostic: Diagnostic, mapped: Mapped) -> Diagnostic | None:
    """A finding with its place in a block, where it lies there."""
    offset = 0
    for piece in mapped.pieces:
        if not piece.invented and piece.start <= diagnostic.span.start < piece.end:
            start = offset + (diagnostic.span.start - piece.start if piece.exact else 0)
            return diagnostic._replace(span=Span(start, start))
        offset += len(piece.text)
    return None


def _outside(edits: Iterable[Edit], mapped: Mapped, source: Source) -> Iterator[Edit]:
    """Comments that are written into a block, as edits of the file: each new line begins as the one it comes before."""
    for edit in edits:
        place = mapped.place(edit.span.start, edit.span.start + 1)
        if place is None:
            continue
        before = source.text[source.text.rfind("\n", 0, place.start) + 1 : place.start]
        comment, _, _ = edit.text.partition("\n")
        text = comment.rstrip("\r")
        if not source.text.startswith("<", place.start):
            text = html_escape(text, quote=False)  # as the block in a page of HTML
        if not before.strip(" \t>"):
            text += ("\r\n" if "\r\n" in source.text else "\n") + before
        yield Edit(Span(place.start, place.start), text)

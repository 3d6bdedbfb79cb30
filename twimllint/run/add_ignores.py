"""``--add-ignores``: write the comment that silences each finding, for projects that begin with many."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from twimllint.engine.diagnostic import Diagnostic, Edit, Span
from twimllint.engine.fix import apply
from twimllint.engine.result import Failure, FileResult
from twimllint.engine.wording import innermost
from twimllint.files.writing import write_atomically
from twimllint.source.parse import parse
from twimllint.source.text import Source
from twimllint.source.tree import Document, Node

if TYPE_CHECKING:
    from twimllint.host.languages import Language


@dataclass(frozen=True, slots=True)
class Added:
    """What was written: how many comments, for how many findings, in how many files; and what could not be."""

    comments: int
    findings: int
    files: int
    failures: tuple[Failure, ...]


def add_ignores(files: Iterable[tuple[str, FileResult]], reason: str) -> Added:
    """Write suppressions for all findings into the files, which come with their paths on disk.

    A finding in an element gets a comment before that element; one that no element holds, or whose line the comment
    would not reach, gets ``ignore-file`` before the root.
    """
    comments = findings = changed = 0
    failures: list[Failure] = []
    for path, result in files:
        # what the linter itself got wrong cannot be silenced
        diagnostics = tuple([d for d in result.diagnostics if d.name != "internal-error"])
        if not diagnostics:
            continue
        if any(d.name == "not-xml-body" for d in diagnostics):
            failures.append(Failure(result.path, "no comment can be written into it, since it is no XML"))
            continue
        if not result.source.is_faithful:
            failures.append(Failure(result.path, "no comment can be written into it, since not all its bytes are text"))
            continue
        text, count = with_ignores(result.source, diagnostics, reason)
        if not count:
            failures.append(Failure(result.path, "no comment can be written into it that silences findings"))
            continue
        try:
            write_atomically(path, result.source.encode(text))
        except OSError as error:
            failures.append(Failure(result.path, f"it cannot be written: {error.strerror or error}"))
            continue
        comments += count
        findings += len(diagnostics)
        changed += 1
    return Added(comments, findings, changed, tuple(failures))


def with_ignores(source: Source, diagnostics: tuple[Diagnostic, ...], reason: str) -> tuple[str, int]:
    """The text of a document with its suppressions, and how many comments were added."""
    edits = ignoring(source, diagnostics, reason)
    return apply(source.text, edits), len(edits)


def ignoring(source: Source, diagnostics: Iterable[Diagnostic], reason: str) -> list[Edit]:
    """The edits that write the suppressions of findings, each one comment; none where the file has no comments."""
    language = None if source.path.endswith((".xml", ".twiml")) else _program(source)
    if language is None:
        return _in_document(source, diagnostics, reason)
    from twimllint.host.languages import DOCUMENTATION

    if language.name in DOCUMENTATION:
        from twimllint.run.ignore_in_fences import ignoring_in_documentation

        return ignoring_in_documentation(
            source, language, diagnostics, lambda inner, found: _in_document(inner, found, reason), reason
        )
    from twimllint.host.remarks import ignoring_in_program

    return ignoring_in_program(source, language, diagnostics, reason)


def _in_document(source: Source, diagnostics: Iterable[Diagnostic], reason: str) -> list[Edit]:
    document = parse(source)
    whole: set[str] = set()
    by_node: dict[int, tuple[Node, set[str]]] = {}
    for diagnostic in diagnostics:
        node = None if document.malformed else innermost(document, diagnostic.span)
        if node is None or node is document.root or not _can_be_ignored_at(source, node, diagnostic.span):
            whole.add(diagnostic.name)
        else:
            by_node.setdefault(id(node), (node, set()))[1].add(diagnostic.name)
    edits = [_before(source, node, names - whole, reason) for node, names in by_node.values() if names - whole]
    if whole:
        edits.append(_at_top(source, document, whole, reason))
    return edits


def ignoring_in_file(source: Source, name: str) -> Edit | None:
    """The edit that silences a rule in the whole file; ``None`` where the file has no comments."""
    language = None if source.path.endswith((".xml", ".twiml")) else _program(source)
    if language is not None:
        from twimllint.host.languages import DOCUMENTATION

        if language.name in DOCUMENTATION:
            from twimllint.run.ignore_in_fences import ignoring_in_whole_page

            return ignoring_in_whole_page(source, language, name)
        from twimllint.host.remarks import ignoring_in_whole_program

        return ignoring_in_whole_program(source, language, name)
    return _at_top(source, parse(source), {name}, "")


def _program(source: Source) -> Language | None:
    """The language of a program; ``None`` for a document, also one that is a template in the program's language."""
    from twimllint.host.detect import is_markup, program_language

    language = program_language(source.path)
    return None if language is None or is_markup(source.raw, source.path, language) else language


def _can_be_ignored_at(source: Source, node: Node, span: Span) -> bool:
    """Whether a comment before the element covers the place: it is on its line, or the whole element is covered."""
    return _has_line_of_its_own(source, node) or source.position(node.span.start)[0] == source.position(span.start)[0]


def _has_line_of_its_own(source: Source, node: Node) -> bool:
    line = source.position(node.span.start)[0]
    return not source.text[source.offset(line, 1) : node.span.start].strip()


def _comment(verb: str, names: set[str], reason: str) -> str:
    # two hyphens would end a comment, or make it no comment at all
    safe_reason = " ".join(reason.split())
    while "--" in safe_reason:
        safe_reason = safe_reason.replace("--", "-")
    safe_reason = safe_reason.rstrip("- ")
    return f"<!-- twimllint: {verb}[{', '.join(sorted(names))}]{' ' + safe_reason if safe_reason else ''} -->"


def _before(source: Source, node: Node, names: set[str], reason: str) -> Edit:
    start = node.span.start
    comment = _comment("ignore", names, reason)
    if not _has_line_of_its_own(source, node):
        return Edit(Span(start, start), comment)
    line = source.position(start)[0]
    indent = source.text[source.offset(line, 1) : start]
    return Edit(Span(start, start), comment + _line_end(source) + indent)


def _at_top(source: Source, document: Document, names: set[str], reason: str) -> Edit:
    """Before the root: nothing may come before a declaration, nor before what a template puts out first."""
    comment = _comment("ignore-file", names, reason)
    if document.root is not None:
        start = document.root.span.start
    elif document.declaration is not None:
        start = document.declaration.end
    else:
        start = 1 if source.text.startswith("\ufeff") else 0
    return Edit(Span(start, start), comment + _line_end(source))


def _line_end(source: Source) -> str:
    return "\r\n" if "\r\n" in source.text else "\n"

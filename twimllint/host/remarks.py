"""Comments of programs: what a suppression in one covers, and where one is written."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module

from twimllint.engine.diagnostic import Diagnostic, Edit
from twimllint.host.extract import Extracted, extract
from twimllint.host.languages import Language
from twimllint.source.span import Span
from twimllint.source.text import Source
from twimllint.source.tree import Comment, Document, Node


def fill_in(document: Document, extracted: Extracted) -> None:
    """Give the document that stands for a program its comments, and its statements as nodes.

    A comment on a line of its own then covers the statement that follows, as it covers the next element in XML.
    """
    root = document.root = _statements(extracted.statements, len(document.source.text))
    document.comments = [
        Comment(remark.text, remark.span, _innermost(root, remark.span.start)) for remark in extracted.remarks
    ]


def _statements(spans: Iterable[Span], length: int) -> Node:
    """A tree of the statements: those in the functions of others lie in these."""
    root = top = Node("program", 0, 0, None)
    root.end = length
    for start, end in sorted(spans, key=lambda span: (span.start, -span.end)):
        while start >= top.end and top.parent is not None:
            top = top.parent
        if end > top.end:
            continue
        node = Node("statement", start, end, top)
        node.index = len(top.children)
        top.children.append(node)
        top = node
    return root


def _innermost(node: Node, offset: int) -> Node:
    while True:
        inner = next((child for child in node.children if child.start < offset < child.end), None)
        if inner is None:
            return node
        node = inner


def ignoring_in_program(source: Source, language: Language, found: Iterable[Diagnostic], reason: str) -> list[Edit]:
    """The edits that write a suppression above the statement of each finding, or at the top of the file."""
    edits, whole = ignoring_above(source, language, extract(source.text, language).statements, found, reason)
    return [*([_at_top(source, _mark(language) or "", whole, reason)] if whole else []), *edits]


def ignoring_above(
    source: Source, language: Language, statements: Iterable[Span], found: Iterable[Diagnostic], reason: str
) -> tuple[list[Edit], set[str]]:
    """The edits that write a suppression above the statement of each finding, and the rules that these do not silence.

    Both are empty where the language has no comments of its own, as in documentation.
    """
    mark = _mark(language)
    if mark is None:
        return [], set()
    root = _statements(statements, len(source.text))
    whole: set[str] = set()
    above: dict[int, set[str]] = {}
    for diagnostic in found:
        line = _line_above(source, root, diagnostic.span.start)
        if line is None:
            whole.add(diagnostic.name)
        else:
            above.setdefault(line, set()).add(diagnostic.name)
    edits = [
        _above(source, mark, line, names - whole, reason) for line, names in sorted(above.items()) if names - whole
    ]
    return edits, whole


def ignoring_in_whole_program(source: Source, language: Language, name: str) -> Edit | None:
    """The edit that silences a rule in the whole file; ``None`` where the language has no comments of its own."""
    mark = _mark(language)
    return None if mark is None else _at_top(source, mark, {name}, "")


def _mark(language: Language) -> str | None:
    dialect = getattr(import_module(language.module), "dialect", None)
    return None if dialect is None else str(dialect.line_comment)


def _line_above(source: Source, root: Node, offset: int) -> int | None:
    """The line of the innermost statement around a place that begins its line."""
    node: Node | None = _innermost(root, offset)
    if node is root:
        node = next((child for child in root.children if child.start <= offset < child.end), None)
    while node is not None and node is not root:
        line = source.position(node.start)[0]
        if not source.text[source.offset(line, 1) : node.start].strip("\ufeff \t"):
            return line
        node = node.parent
    return None


def _comment(mark: str, verb: str, names: set[str], reason: str) -> str:
    one_line = " ".join(reason.split())
    return f"{mark} twimllint: {verb}[{', '.join(sorted(names))}]{' ' + one_line if one_line else ''}"


def _above(source: Source, mark: str, line: int, names: set[str], reason: str) -> Edit:
    text = source.line_text(line)
    indent = text[: len(text) - len(text.lstrip(" \t"))]
    start = source.offset(line, 1)
    return Edit(Span(start, start), indent + _comment(mark, "ignore", names, reason) + _line_end(source))


def _at_top(source: Source, mark: str, names: set[str], reason: str) -> Edit:
    """In the first line that may be a comment: after what an interpreter reads, after PHP's opening tag."""
    line = 1
    while line <= source.line_count and source.line_text(line).lstrip("\ufeff").startswith(("#!", "<?php", "# -*-")):
        line += 1
    start = source.offset(line, 1) if line <= source.line_count else len(source.text)
    before = "" if line <= source.line_count or source.text.endswith("\n") else _line_end(source)
    return Edit(Span(start, start), before + _comment(mark, "ignore-file", names, reason) + _line_end(source))


def _line_end(source: Source) -> str:
    return "\r\n" if "\r\n" in source.text else "\n"

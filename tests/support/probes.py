"""Probes: short documents and what is made of them, in text files.

A probe is a line ``> `` with the document (and ``[path] `` before it where its name matters), and below it what comes
of it. That is written by ``pytest --update``; the documents are what people add.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from support.lint import EVERY, Linted, lint
from twimllint.engine.diagnostic import Diagnostic

USUAL = "x.twiml"
#: The path and text of a document, and the lines that come of it.
Shower = Callable[[str, str], Iterable[str]]


def escaped(text: str) -> str:
    """Text on one line of a file, whatever it holds."""
    plain = [char if char.isprintable() else char.encode("unicode_escape").decode("ascii") for char in text]
    return "".join("\\\\" if char == "\\" else char for char in plain)


def unescaped(text: str) -> str:
    return text.encode("latin-1", "backslashreplace").decode("unicode_escape")


def documents(text: str) -> Iterator[tuple[str, str]]:
    """Path and text of each probe of a file."""
    for line in text.splitlines():
        if line.startswith("> "):
            path, bracket, rest = line[2:].partition("] ")
            yield (path[1:], unescaped(rest)) if bracket and path.startswith("[") else (USUAL, unescaped(line[2:]))


def probe(path: str, text: str, show: Shower) -> str:
    """A probe as it is written."""
    name = "" if path == USUAL else f"[{path}] "
    lines = [f"> {name}{escaped(text)}", *(f"  {escaped(line)}" for line in show(path, text))]
    return "\n".join(lines) + "\n"


def rewritten(text: str, show: Shower) -> str:
    """A file of probes as it should be."""
    return "\n".join(probe(path, document, show) for path, document in documents(text))


def hold(file: Path, show: Shower, update: bool) -> None:
    """Hold a file of probes against what comes of its documents, or write it anew."""
    text = file.read_text(encoding="utf-8")
    now = rewritten(text, show)
    if update:
        file.write_text(now, encoding="utf-8", newline="\n")
    assert now == text


def of_rule(rule: str) -> Shower:
    """All that a rule says of a document, with its fixes."""

    def show(path: str, text: str) -> Iterator[str]:
        linted = lint(text, path, rules=[rule])
        assert not linted.result.failures, linted.result.failures
        for found in linted.diagnostics:
            yield from _finding(linted, found)
        fixed = linted.fixed(unsafe=True)
        if fixed != text:
            yield f"fixed: {fixed}"

    return show


def of_all_rules(path: str, text: str) -> Iterator[str]:
    """What all rules together say of a document, and what its safe fixes and all of them make of it."""
    linted = lint(text, path, rules=EVERY)
    for found in linted.diagnostics:
        yield f"{found.span.start} {linted.marked(found)!r} {found.severity} {found.name}: {found.message}"
    safe, every = linted.fixed(), linted.fixed(unsafe=True)
    if safe != text:
        yield f"safely fixed: {safe}"
    if every != safe:
        yield f"fixed: {every}"


def _finding(linted: Linted, found: Diagnostic) -> Iterator[str]:
    yield f"{found.span.start} {linted.marked(found)!r} {found.severity} {found.twilio_code or '-'} {found.id}"
    yield f"  {found.message}"
    if found.help:
        yield f"  {found.help}"
    for span in found.covers:
        yield f"  covers {span.start} {linted.source.text[span.start : span.end]!r}"
    for related in found.related:
        marked = linted.source.text[related.span.start : related.span.end] if related.path is None else related.path
        yield f"  at {related.span.start} {marked!r}: {related.message}"
    if found.fix is not None:
        yield f"  {'safe' if found.fix.safe else 'unsafe'} fix: {found.fix.title}"

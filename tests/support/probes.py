"""Probes: short documents and all that one rule says of them, in a file for each rule.

A probe is a line ``> `` with the document (and ``[path] `` before it where its name matters), and below it a line for
each finding and for its parts. What is found is written by ``pytest --update``; the documents are what people add.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from support.lint import Linted, lint
from twimllint.engine.diagnostic import Diagnostic

FOLDER = Path(__file__).resolve().parents[1] / "rules" / "probes"
USUAL = "x.twiml"


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


def shown(rule: str, path: str, text: str) -> str:
    """A probe as it is written."""
    name = "" if path == USUAL else f"[{path}] "
    linted = lint(text, path, rules=[rule])
    assert not linted.result.failures, linted.result.failures
    lines = [f"> {name}{escaped(text)}"]
    for found in linted.diagnostics:
        lines += [f"  {escaped(line)}" for line in _finding(linted, found)]
    fixed = linted.fixed(unsafe=True)
    if fixed != text:
        lines.append(f"  fixed: {escaped(fixed)}")
    return "\n".join(lines) + "\n"


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


def rewritten(rule: str, text: str) -> str:
    """A file of probes as it should be."""
    return "\n".join(shown(rule, path, document) for path, document in documents(text))

"""Run the examples in a rule's docstring: they are its documentation and its test.

Sections are ``Flagged:``, ``Fixed:``, ``Allowed:`` and ``Config:``, each followed by an indented block::

    Flagged:
        <Response><Gather numDigit="1"/></Response>
                          ^^^^^^^^ unknown attribute numDigit on <Gather>: did you mean "numDigits"?
    Fixed:
        <Response><Gather numDigits="1"/></Response>

A line of carets marks the line above it: the carets are under the exact span (as far as the end of that line), and
title and label follow, whole or ending in ``...``. Findings and caret lines must match one to one. ``Fixed:`` is the
document after the fixes of the rule, which must be safe where the rule says ``fixable = "safe"``, and unsafe where it
says so; ``Fixed (unsafe):`` is for the examples of a safe rule whose fix is a guess. ``Allowed:`` must stay silent.
``Config:`` holds settings in TOML for the examples that follow it, until the next ``Config:``; built-in rules that it
selects run beside the rule itself, and their findings are not looked at. ``Flagged (menu.xml.erb):`` names the file;
``Flagged (app.py):`` is a program. ``[[x*3000]]`` in an example stands for 3000 times ``x``. Rule authors call::

    from twimllint.testing import check_examples
    def test_rule():
        check_examples(MyRule)
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from textwrap import dedent
from typing import Any

from twimllint.engine.diagnostic import Diagnostic, Span
from twimllint.engine.dispatcher import Dispatcher
from twimllint.engine.fix import fix_source
from twimllint.engine.pipeline import lint_source
from twimllint.engine.registry import Registry
from twimllint.engine.result import FileResult
from twimllint.engine.rule import Rule
from twimllint.engine.settings import LintSettings
from twimllint.host.detect import is_markup, program_language
from twimllint.run.lint_program import lint_program
from twimllint.source.text import Source

__all__ = ["Example", "Mark", "check_examples", "examples", "lint_example", "settings_from"]

_HEADING = re.compile(r"^(Flagged|Fixed|Allowed|Config)(?: \(([^)]+)\))?:\s*$")
_CARETS = re.compile(r"^( *)(\^+)(?: (.*))?$")
_REPEAT = re.compile(r"\[\[(.+?)\*(\d+)\]\]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Mark:
    """One caret line: the span it is under and the message beside it."""

    line: int
    span: Span
    message: str


@dataclass(slots=True)
class Example:
    """One example of a docstring; ``fixed`` is the text after the fixes, ``None`` where the docstring has none.

    ``unsafe`` says that the docstring calls the fix unsafe.
    """

    kind: str
    text: str
    path: str
    marks: list[Mark] = field(default_factory=list)
    fixed: str | None = None
    unsafe: bool = False
    config: str = ""
    shown: str = ""


def examples(doc: str) -> list[Example]:
    """The examples of a docstring, in its order."""
    result: list[Example] = []
    config = ""
    for kind, path, block in _sections(doc):
        if kind == "Config":
            config = block
        elif kind == "Fixed":
            if not result or result[-1].kind != "Flagged":
                raise AssertionError('"Fixed:" follows no "Flagged:"')
            result[-1].fixed, result[-1].unsafe = _expand(block), path == "unsafe"
        else:
            text, marks = _unmark(block)
            result.append(Example(kind, text, path or "example.twiml", marks, config=config, shown=block))
    return result


def _sections(doc: str) -> Iterator[tuple[str, str, str]]:
    """Heading, file name and dedented block of each section."""
    first, _, rest = doc.partition("\n")
    lines = [first, *dedent(rest).split("\n")]
    index = 0
    while index < len(lines):
        heading = _HEADING.match(lines[index])
        index += 1
        if heading is None:
            continue
        start = index
        while index < len(lines) and (not lines[index].strip() or lines[index].startswith("    ")):
            index += 1
        yield heading[1], heading[2] or "", dedent("\n".join(lines[start:index])).strip("\n")


def _unmark(block: str) -> tuple[str, list[Mark]]:
    """The document of a block without its caret lines, and the marks with their places in it."""
    kept: list[str] = []
    marks: list[Mark] = []
    base = 0
    for line in block.split("\n"):
        carets = _CARETS.match(line)
        if carets is None or not kept:
            if kept:
                base += len(_expand(kept[-1])) + 1
            kept.append(line)
            continue
        start, end = len(carets[1]), len(carets[1]) + len(carets[2])
        bom = int(not base and kept[-1].startswith("\ufeff"))
        span = Span(base + _column(kept[-1], start) + bom, base + _column(kept[-1], end) + bom)
        marks.append(Mark(len(kept), span, carets[3] or ""))
    return "\n".join(_expand(line) for line in kept), marks


def _expand(text: str) -> str:
    return _REPEAT.sub(lambda repeat: repeat[1] * int(repeat[2]), text)


def _column(line: str, shown: int) -> int:
    """The column in the expanded line of a column in the line as it is shown."""
    real, last = 0, 0
    for repeat in _REPEAT.finditer(line):
        if shown < repeat.end():
            return real + (shown - last if shown <= repeat.start() else repeat.start() - last)
        real += repeat.start() - last + len(repeat[1]) * int(repeat[2])
        last = repeat.end()
    return real + shown - last


def settings_from(config: str) -> LintSettings:
    """Settings for an example from the TOML of its ``Config:`` block."""
    if not config:
        return LintSettings()
    from twimllint.config.finder import lint_settings_of

    return lint_settings_of(config)


def check_examples(cls: type[Rule]) -> int:
    """Run all examples of a rule's docstring; the number of them. Raises ``AssertionError`` with the differences."""
    found = examples(cls.__doc__ or "")
    alone = Registry({}).extended([cls])
    for example in found:
        settings = settings_from(example.config)
        registry, names = _beside(cls, example.config) or (alone, [cls.name])
        dispatcher = Dispatcher(registry, names, settings.rule_options)
        _check(cls, example, settings, dispatcher)
    return len(found)


def _beside(cls: type[Rule], config: str) -> tuple[Registry, list[str]] | None:
    """The built-in rules with this one, and the names of those to run; ``None`` where the example selects none."""
    if "select" not in config:
        return None
    import tomllib

    from twimllint.engine.select import resolve

    builtin = Registry.builtin()
    registry = builtin if cls.name in builtin.rules else builtin.extended([cls])
    return registry, [*resolve(builtin.rules, select=tomllib.loads(config).get("select")), cls.name]


def _check(cls: type[Rule], example: Example, settings: LintSettings, dispatcher: Dispatcher) -> None:
    source = Source.from_text(example.text, example.path)
    result, _ = lint_example(source, settings, dispatcher, None)
    if result.failures:
        raise AssertionError(f"{cls.name}: {[failure.message for failure in result.failures]}\n{example.text}")
    found = [diagnostic for diagnostic in result.diagnostics if diagnostic.name == cls.name]
    if example.kind == "Allowed":
        if found:
            raise AssertionError(f"{cls.name} speaks on an allowed example:\n{_shown(source, found)}")
        return
    differences = list(_differences(example, source, found.copy()))
    if differences:
        got = _shown(source, found)
        raise AssertionError(f"{cls.name}:\n{example.shown}\n" + "\n".join(differences) + f"\nfindings:\n{got}")
    _check_fix(cls, example, source, settings, dispatcher, found)


def lint_example(
    source: Source, settings: LintSettings, dispatcher: Dispatcher, fix: str | None
) -> tuple[FileResult, Source]:
    """The findings about an example, a document or a program by the name of its file, and the text after fixes."""
    language = program_language(source.path)
    if language is not None and not is_markup(source.raw, source.path, language):
        done = lint_program(source.raw, source.path, language, settings, dispatcher, fix)
        result = done.result or FileResult(source.path, source)
        return result, result.source
    if fix is not None:
        outcome = fix_source(source, settings, dispatcher, unsafe=fix == "unsafe")
        return outcome.result, outcome.source
    return lint_source(source, settings, dispatcher), source


def _differences(example: Example, source: Source, diagnostics: list[Diagnostic]) -> Iterator[str]:
    if not example.marks:
        yield "a flagged example needs a line of carets"
    line_ends = {mark.line: source.offset(mark.line, 1) + len(source.line_text(mark.line)) for mark in example.marks}
    for mark in example.marks:
        for diagnostic in diagnostics:
            # carets cannot run past their line, an empty span is shown by one caret, a byte order mark by none
            start = max(diagnostic.span.start, source.starts[0])
            end = min(diagnostic.span.end, line_ends[mark.line])
            same = start == mark.span.start and max(end, start + 1) == mark.span.end
            if same and _says(diagnostic.message, mark.message):
                diagnostics.remove(diagnostic)
                break
        else:
            yield f"no such finding: {source.text[mark.span.start : mark.span.end]!r} {mark.message}"
    for diagnostic in diagnostics:
        yield f"not expected: {diagnostic.message}"


def _says(message: str, expected: str) -> bool:
    return message.startswith(expected[:-3]) if expected.endswith("...") else message == expected


def _check_fix(
    cls: type[Rule], example: Example, source: Source, settings: LintSettings, dispatcher: Dispatcher, diagnostics: Any
) -> None:
    fixes = [diagnostic.fix for diagnostic in diagnostics if diagnostic.fix is not None]
    if example.fixed is None:
        if fixes:
            raise AssertionError(f'{cls.name} offers a fix; the example needs "Fixed:"\n{example.text}')
        return
    if cls.fixable is None:
        raise AssertionError(f'{cls.name} offers a fix but says "fixable = None"')
    if cls.fixable == "unsafe" and any(fix.safe for fix in fixes):
        raise AssertionError(f'{cls.name} offers a safe fix but says fixable = "unsafe"')
    safe, every = (lint_example(source, settings, dispatcher, kind)[1].text for kind in ("safe", "unsafe"))
    if every != example.fixed:
        raise AssertionError(f"{cls.name}: fixed to\n{every}\nnot to\n{example.fixed}")
    if cls.fixable == "safe" and not example.unsafe and safe != every:
        raise AssertionError(f'{cls.name}: the fix is not safe; write "Fixed (unsafe):"\n{example.text}')
    if (cls.fixable == "unsafe" or example.unsafe) and safe == every:
        raise AssertionError(f"{cls.name}: the fix is safe\n{example.text}")


def _shown(source: Source, diagnostics: Any) -> str:
    return "\n".join(
        f"  {source.place(d.span)} {source.text[d.span.start : d.span.end][:60]!r}: {d.message}" for d in diagnostics
    )

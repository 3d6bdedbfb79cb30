"""Whole documents: ``cases/ok`` must be silent, ``cases/err`` must say what the ``.out`` beside each file says.

A case of ``err`` is in the folder of the rule that it shows most of, with a name of its own. A case may have its settings beside it (``menu.toml`` for ``menu.xml``). An ``.out`` holds a line for each finding;
where there are fixes, ``menu.fixed.xml`` is the document after all of them, unsafe ones too. ``pytest --update`` writes
both anew.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from support.cases import CASES, documents, read, stem
from support.lint import DEFAULT, EVERY, REGISTRY
from twimllint.engine.dispatcher import Dispatcher
from twimllint.engine.fix import fix_source
from twimllint.engine.pipeline import lint_source
from twimllint.engine.result import FileResult


def lines(result: FileResult) -> str:
    assert not result.failures
    found = []
    for diagnostic in result.diagnostics:
        line, column = result.source.position(diagnostic.span.start)
        found.append(
            f"{result.path}:{line}:{column}: {diagnostic.severity} {diagnostic.code} {diagnostic.name} {diagnostic.message}\n"
        )
    return "".join(found)


def compare(path: Path, text: str | None, update: bool) -> None:
    """Hold a text against a file, or write it there; ``None`` stands for no file."""
    if update:
        path.unlink(missing_ok=True)
        if text is not None:
            path.write_text(text, encoding="utf-8", newline="")
    expected = path.read_bytes().decode("utf-8") if path.is_file() else None
    assert text == expected


@pytest.mark.parametrize("name", documents("ok"))
def test_good_documents_are_silent(name: str) -> None:
    _, source, settings = read("ok", name)
    assert lines(lint_source(source, settings, Dispatcher(REGISTRY, DEFAULT, settings.rule_options))) == ""


@pytest.mark.parametrize("name", documents("ok"))
def test_good_documents_stay_as_they_are_with_every_rule(name: str) -> None:
    """Rules that are off by default may have a word to say, but no error."""
    _, source, settings = read("ok", name)
    result = lint_source(source, settings, Dispatcher(REGISTRY, EVERY, settings.rule_options))
    assert [d.name for d in result.diagnostics if d.severity.value == "error"] == []


@pytest.mark.parametrize("name", documents("err"))
def test_bad_documents(name: str, update: bool) -> None:
    path, source, settings = read("err", name)
    plan = Dispatcher(REGISTRY, DEFAULT, settings.rule_options)
    found = lint_source(source, settings, plan)
    assert found.diagnostics
    compare(path.with_name(stem(path) + ".out"), lines(found), update)
    outcome = fix_source(source, settings, plan, unsafe=True)
    fixed = outcome.source.text if outcome.applied else None
    compare(path.with_name(path.name.replace(".", ".fixed.", 1)), fixed, update)
    again = fix_source(outcome.source, settings, plan, unsafe=True)
    assert again.source.text == outcome.source.text


@pytest.mark.parametrize("name", documents("err"))
def test_bad_documents_are_in_the_folder_of_a_rule_that_finds_something(name: str) -> None:
    path = CASES / "err" / name
    assert f" {name.partition('/')[0]} " in path.with_name(stem(path) + ".out").read_text(encoding="utf-8")


def test_there_are_cases() -> None:
    assert documents("ok")
    assert documents("err")

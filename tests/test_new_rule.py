"""``make rule`` starts a rule that works, with the next free code of its family and a case of each kind."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from support.lint import EVERY, lint
from twimllint.engine.plugins import rules_in
from twimllint.engine.registry import Registry
from twimllint.engine.rule import Rule
from twimllint.testing import check_examples, examples

ROOT = Path(__file__).resolve().parent.parent
CODES = {"TW601": "speech", "TW604": "speech", "TW701": "telephony", "TW801": "web", "TW802": "code"}


def load(path: Path, name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def tool() -> Iterator[ModuleType]:
    yield load(ROOT / "tools" / "new_rule.py", "new_rule_tool")
    del sys.modules["new_rule_tool"]


@pytest.fixture
def rule(tool: ModuleType, tmp_path: Path) -> Iterator[type[Rule]]:
    """The class that ``make rule NAME=say-emoji FAMILY=speech`` would write."""
    tool.write(tmp_path, tool.files("say-emoji", "speech", tool.known_codes()))
    module = load(tmp_path / "rules" / "speech" / "say_emoji.py", "say_emoji_rule")
    (cls,) = rules_in(module)
    yield cls
    del sys.modules["say_emoji_rule"]


@pytest.mark.parametrize(
    ("family", "code"), [("speech", "TW605"), ("telephony", "TW702"), ("web", "TW803"), ("code", "TW803")]
)
def test_the_code_is_the_next_one_that_nobody_has(tool: ModuleType, family: str, code: str) -> None:
    assert tool.next_code(family, CODES) == code


def test_no_code_is_taken_from_the_next_family(tool: ModuleType) -> None:
    with pytest.raises(tool.RefusedError, match="no free code"):
        tool.next_code("speech", CODES | {"TW699": "speech"})


def test_an_unknown_family_is_refused_with_those_there_are(tool: ModuleType) -> None:
    with pytest.raises(tool.RefusedError, match="code, speech, telephony, web"):
        tool.next_code("talking", CODES)


@pytest.mark.parametrize("name", ["SayEmoji", "say_emoji", "say emoji", "../say", "", "-say", "say--emoji", "1-say"])
def test_a_name_of_another_shape_is_refused(tool: ModuleType, name: str) -> None:
    with pytest.raises(tool.RefusedError, match="not a name"):
        tool.files(name, "speech", CODES)


def test_no_file_is_overwritten(tool: ModuleType, tmp_path: Path) -> None:
    made = tool.files("say-emoji", "speech", CODES)
    last = tmp_path / list(made)[-1]
    last.parent.mkdir(parents=True)
    last.write_text("mine")
    with pytest.raises(tool.RefusedError, match="exists"):
        tool.write(tmp_path, made)
    assert last.read_text() == "mine"
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == [last]


def test_the_rule_holds_its_examples(rule: type[Rule]) -> None:
    assert (rule.name, rule.__name__) == ("say-emoji", "SayEmoji")
    assert rule.code not in {info.code for info in Registry.builtin()}
    assert {example.kind for example in examples(rule.__doc__ or "")} == {"Flagged", "Allowed"}
    assert check_examples(rule) == 2


@pytest.mark.parametrize("case", ["ok/speech/say-emoji.xml", "err/say-emoji/placeholder.xml"])
def test_the_cases_say_what_is_found_in_them(rule: type[Rule], tmp_path: Path, case: str) -> None:
    path = tmp_path / "tests" / "cases" / case
    expected = path.with_suffix(".out").read_text() if case.startswith("err") else ""
    linted = lint(path.read_text(), case.removeprefix("err/"), rules=[*EVERY, rule.name], extra=[rule])
    shown = []
    for one in linted.diagnostics:
        line, column = linted.source.position(one.span.start)
        shown.append(f"{linted.source.path}:{line}:{column}: {one.severity} {one.code} {one.name} {one.message}\n")
    assert "".join(shown) == expected


LINE = "- New rule: [say-emoji](https://twimllint.github.io/twimllint/rules/say-emoji/) (TW605).\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "# Changes\n\n## Unreleased\n\n### Added\n\n- More.\n\n## 0.1.0\n",
            f"# Changes\n\n## Unreleased\n\n### Added\n\n{LINE}- More.\n\n## 0.1.0\n",
        ),
        (
            "# Changes\n\n## Unreleased\n\n### Fixed\n\n- Less.\n",
            f"# Changes\n\n## Unreleased\n\n### Added\n\n{LINE}\n### Fixed\n\n- Less.\n",
        ),
        ("# Changes\n\n## 0.1.0\n", f"# Changes\n\n## Unreleased\n\n### Added\n\n{LINE}\n## 0.1.0\n"),
    ],
    ids=["among others", "the first addition", "the first change"],
)
def test_the_changelog_has_a_line_about_it(tool: ModuleType, before: str, after: str) -> None:
    assert tool.announced(before, "say-emoji", "TW605") == after

"""Every built-in rule: its docstring's examples, what it says of itself, and one finding for each mistake."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator

import pytest

from twimllint.engine.dispatcher import Dispatcher
from twimllint.engine.registry import Registry
from twimllint.engine.rule import Rule
from twimllint.generate import rule_classes
from twimllint.source.text import Source
from twimllint.testing import Example, check_examples, examples, lint_example, settings_from

CLASSES = {cls.name: cls for cls in rule_classes()}
REGISTRY = Registry.builtin()

#: Rules that need more than a document: of the linter itself, and those that read a manifest on disk.
WITHOUT_EXAMPLES = {"fix-dropped", "internal-error", "room-not-in-manifest", "room-not-in-progress"}
#: The linter's own rules are about directives, of which Twilio knows nothing.
OWN = {name for name, cls in CLASSES.items() if cls.code.startswith("TW9")}
#: Findings of other rules at the same place in a flagged example, by both names, and why they may be there.
BESIDE = {
    ("room-outside-connect", "element-wrong-case"): "two mistakes: the letter case, and the place",
    ("room-no-fallback", "us1-only-element"): "two hints of no kinship",
    ("us1-only-element", "room-no-fallback"): "two hints of no kinship",
}

SECTIONS = ("Flagged", "Fixed", "Allowed", "Config")


@pytest.mark.parametrize("name", CLASSES)
def test_examples(name: str) -> None:
    assert check_examples(CLASSES[name]) > 0 or name in WITHOUT_EXAMPLES


@pytest.mark.parametrize("name", CLASSES)
def test_names_agree(name: str) -> None:
    cls = CLASSES[name]
    module = inspect.getmodule(cls)
    assert module is not None
    assert module.__name__.rpartition(".")[2] == name.replace("-", "_")
    assert cls.__name__ == "".join(part.capitalize() for part in name.split("-"))
    assert (module.__doc__ or "").splitlines()[0] == f"{cls.code} {name}."
    assert re.fullmatch(r"TW[0-9]\d\d", cls.code)


@pytest.mark.parametrize("name", CLASSES)
def test_says_what_and_why(name: str) -> None:
    cls = CLASSES[name]
    doc = inspect.getdoc(cls) or ""
    summary, blank, rest = doc.partition("\n\n")
    assert summary
    assert blank
    assert "\n" not in summary
    assert len(summary) <= 110
    reason = rest.partition("\n\n")[0]
    assert reason
    assert not reason.startswith(SECTIONS)
    page = r"https://www\.twilio\.com/docs(/[\w/#.-]+)?" if name not in OWN else r"https://.+"
    assert re.fullmatch(page, cls.source)


@pytest.mark.parametrize("name", CLASSES)
def test_supersedes_known_rules(name: str) -> None:
    cls = CLASSES[name]
    assert set(cls.supersedes) <= set(CLASSES)
    assert not [other for other in cls.supersedes if name in CLASSES[other].supersedes]


def flagged() -> Iterator[tuple[str, int]]:
    for name, cls in CLASSES.items():
        for index, example in enumerate(examples(cls.__doc__ or "")):
            if example.kind == "Flagged":
                yield name, index


def run(cls: type[Rule], example: Example) -> list[tuple[str, str]]:
    """The rule's findings in an example that another one of equal or higher severity overlaps, all rules selected."""
    settings = settings_from(example.config)
    source = Source.from_text(example.text, example.path)
    result, _ = lint_example(source, settings, Dispatcher(REGISTRY, REGISTRY.rules, settings.rule_options), None)
    own = [d for d in result.diagnostics if d.name == cls.name]
    assert own, f"{cls.name} is silent when all rules are selected: {[d.name for d in result.diagnostics]}"
    return [
        (cls.name, other.name)
        for mine in own
        for other in result.diagnostics
        if other.name != cls.name and other.severity.rank >= mine.severity.rank and other.span.overlaps(mine.span)
    ]


@pytest.mark.parametrize(("name", "index"), list(flagged()))
def test_one_finding_for_each_mistake(name: str, index: int) -> None:
    cls = CLASSES[name]
    beside = run(cls, examples(cls.__doc__ or "")[index])
    assert [pair for pair in beside if pair not in BESIDE] == []


def test_exceptions_are_real() -> None:
    assert {name for pair in BESIDE for name in pair} <= set(CLASSES)

"""Linting takes time in proportion to the input: for every construct, template language and value of a rule.

Times are compared, with a generous bound, since rules, views, the XSD processors and the reports all take part. The
larger sizes are those of ``make fuzz``.
"""

from __future__ import annotations

import time

import pytest
from hypothesis import settings

from support import growth
from support.growth_of_rules import RULES, build
from support.lint import EVERY, dispatcher
from twimllint.engine.fix import fix_source
from twimllint.engine.pipeline import lint_source
from twimllint.engine.settings import LintSettings
from twimllint.source.text import Source

DISPATCHER = dispatcher(EVERY)
#: Quadratic work would take sixteen times as long; the rest is the noise of a busy machine.
RATIO = 9.0
FUZZ = settings.default.max_examples > 100


def size() -> int:
    """Characters of the smaller document: enough to distinguish growth from noise, where there is time for it."""
    return 8_000 if FUZZ else 800


def seconds(text: str, fix: bool) -> float:
    source = Source.from_text(text, "a.xml")
    start = time.process_time()
    if fix:
        fix_source(source, LintSettings(), DISPATCHER, unsafe=True)
    else:
        lint_source(source, LintSettings(), DISPATCHER)
    return time.process_time() - start


def assert_linear(small: str, large: str, fix: bool = False) -> None:
    seconds(small, fix)  # loads the rules
    for _ in range(3):
        first, second = seconds(small, fix), seconds(large, fix)
        if second < RATIO * first + 0.05:
            return
    raise AssertionError(f"{len(small)} characters take {first:.3f} s, {len(large)} take {second:.3f} s")


@pytest.mark.parametrize("name", RULES)
def test_values_of_rules(name: str) -> None:
    assert_linear(build(name, size()), build(name, 4 * size()))


@pytest.mark.parametrize("name", growth.ALL)
def test_constructs(name: str) -> None:
    parts = growth.ALL[name]
    times = max(1, size() // len(parts[1]))
    assert_linear(growth.build(parts, times), growth.build(parts, 4 * times))


@pytest.mark.parametrize(
    "name", ["a URL with escapes", "retired elements", "rooms outside", "unknown elements", "tasks"]
)
def test_fixes(name: str) -> None:
    assert_linear(build(name, size() // 5), build(name, 4 * size() // 5), fix=True)

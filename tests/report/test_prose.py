"""Explanations that fit a terminal: paragraphs, messages and examples."""

import re

import pytest

from twimllint.config.rules import builtin_rules
from twimllint.explain import explain, messages, page
from twimllint.report.cells import display_width
from twimllint.report.prose import example, unwrapped, wrapped

REGISTRY = builtin_rules().registry
TOPICS = [*REGISTRY.rules, "12200", "13212", "Gather", "Connect", "break"]


def test_explanations_fit_80_columns() -> None:
    lines = [(topic, line) for topic in TOPICS for line in (explain(topic, REGISTRY, 80) or "").splitlines()]
    wide = [(topic, line) for topic, line in lines if display_width(line) > 80]
    assert [(topic, line) for topic, line in wide if " " in line.split(": ")[-1].strip()] == []


def test_wrapping_changes_white_space_only_outside_examples() -> None:
    def prose(topic: str, width: int | None) -> list[str]:
        text = explain(topic, REGISTRY, width) or ""
        return re.sub(r"(?ms)^(Flagged|Fixed|Not flagged|With these settings).*?(?=^\S|\Z)", "", text).split()

    for topic in TOPICS:
        assert prose(topic, 60) == prose(topic, None), topic


@pytest.mark.parametrize("name", REGISTRY.rules)
def test_every_message_is_explained(name: str) -> None:
    rule, info = REGISTRY.load(name), REGISTRY.rules[name]
    text = explain(name, REGISTRY) or ""
    listed = page(rule, info).partition("## Messages")[2].partition("## Examples")[0]
    assert listed.count("\n- ") == len(set(rule.messages.values()))
    for message, advice in messages(rule):
        assert f"    {message}\n" in text
        assert not advice or f"        {advice}\n" in text
        assert "{code}" not in advice


def test_paragraphs_and_items_flow() -> None:
    text = "one\ntwo\n\n- three\n  four\n- five\n\n    code\n    code\n\n| a |\n| b |\n```\nx\ny\n```\nsix\nseven"
    assert unwrapped(text) == (
        "one two\n\n- three four\n- five\n\n    code\n    code\n\n| a |\n| b |\n```\nx\ny\n```\nsix seven"
    )


def test_further_lines_of_indented_text_and_of_items_are_indented() -> None:
    assert wrapped("one two three", 8) == "one two\nthree"
    assert wrapped("  one two three", 9) == "  one two\n    three"
    assert wrapped("- one two three", 9) == "- one two\n  three"


def test_an_example_is_cut_around_its_carets() -> None:
    text = "<a>" + "<b/>" * 20 + "<oops/>" + "<b/>" * 20 + "</a>\n" + " " * 84 + "^^^^ wrong"
    line, carets = example(text, 40).split("\n")
    assert display_width(line) <= 40
    start = carets.index("^")
    assert (line[start : start + 4], carets[start:]) == ("oops", "^^^^ wrong")


def test_code_is_broken_between_words_and_tags() -> None:
    assert example('<a><b one="1" two="2"/><c/></a>', 16) == '<a><b one="1"\n  two="2"/><c/>\n  </a>'
    assert example("<a/>\n^^^^ wrong", 16) == "<a/>\n^^^^ wrong"

"""What a rule says of short documents, word for word: ``tests/rules/probes``."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.probes import documents, escaped, hold, of_rule, unescaped
from twimllint.engine.registry import Registry

FOLDER = Path(__file__).parent / "probes"


@pytest.mark.parametrize("rule", sorted(path.stem for path in FOLDER.glob("*.txt")))
def test_probes(rule: str, update: bool) -> None:
    hold(FOLDER / f"{rule}.txt", of_rule(rule), update)


def test_probes_are_of_rules() -> None:
    files = list(FOLDER.iterdir())
    assert {path.stem for path in files} <= set(Registry.builtin().rules)
    assert [path.name for path in files if not list(documents(path.read_text(encoding="utf-8")))] == []


@pytest.mark.parametrize("text", ["", "a\nb\r\tc", "\\n", "é😀\ue000\u2028\x00", "> [x] y"])
def test_documents_are_written_on_one_line(text: str) -> None:
    assert len(escaped(text).splitlines()) == bool(text)
    assert unescaped(escaped(text)) == text

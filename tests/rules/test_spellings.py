"""What a rule says of its examples in other spellings, word for word: ``tests/rules/spellings``.

A file has each flagged example of a rule, what is found in it, and below that the spellings of which something else is
said. ``pytest --update`` writes it. A finding there that is a false alarm is a mistake, as is a silence that is none.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from support.probes import escaped
from support.spellings import table
from twimllint.generate import rule_classes
from twimllint.host.detect import program_language
from twimllint.testing import Example, examples

FOLDER = Path(__file__).parent / "spellings"
CLASSES = {cls.name: cls for cls in rule_classes()}
#: The longest example that is tried.
LONGEST = 600


def flagged(rule: str) -> list[Example]:
    """The examples of documents with findings, without settings."""
    return [
        example
        for example in examples(CLASSES[rule].__doc__ or "")
        if example.marks
        and not example.config
        and len(example.text) <= LONGEST
        and program_language(example.path) is None
    ]


def written(rule: str) -> Iterator[str]:
    for example in flagged(rule):
        name = "" if example.path == "example.twiml" else f"[{example.path}] "
        yield f"> {name}{escaped(example.text)}\n"
        yield from (f"  {escaped(line)}\n" for line in table(rule, example))
        yield "\n"


@pytest.mark.parametrize("rule", [name for name in CLASSES if flagged(name)])
def test_spellings(rule: str, update: bool) -> None:
    file, now = FOLDER / f"{rule}.txt", "".join(written(rule)).rstrip("\n") + "\n"
    old = file.read_text(encoding="utf-8") if file.is_file() else ""
    if update:
        file.write_text(now, encoding="utf-8", newline="\n")
    assert now == old


def test_spellings_are_of_rules() -> None:
    assert {path.stem for path in FOLDER.iterdir()} == {name for name in CLASSES if flagged(name)}

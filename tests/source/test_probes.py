"""What is read of short documents, part by part: ``tests/source/probes``."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.parsed import parts
from support.probes import USUAL, documents, hold
from twimllint.source.templates.find import find_tags
from twimllint.source.untemplated import is_untemplated

FOLDER = Path(__file__).parent / "probes"


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.txt")))
def test_probes(name: str, update: bool) -> None:
    hold(FOLDER / f"{name}.txt", lambda path, text: parts(text, path), update)


def test_the_quick_look_overlooks_no_tag() -> None:
    for file in sorted(FOLDER.glob("*.txt")):
        for path, text in documents(file.read_text(encoding="utf-8")):
            if path in (USUAL, "x.xml") and is_untemplated(text):
                assert not find_tags(text, path), text

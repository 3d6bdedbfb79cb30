"""What is read of short documents, part by part: ``tests/source/probes``."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.parsed import parts
from support.probes import hold

FOLDER = Path(__file__).parent / "probes"


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.txt")))
def test_probes(name: str, update: bool) -> None:
    hold(FOLDER / f"{name}.txt", lambda path, text: parts(text, path), update)

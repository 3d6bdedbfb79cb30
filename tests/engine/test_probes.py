"""What all rules together say of short documents, and their fixes: ``tests/engine/probes``."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.probes import hold, of_all_rules

FOLDER = Path(__file__).parent / "probes"


@pytest.mark.parametrize("name", sorted(path.stem for path in FOLDER.glob("*.txt")))
def test_probes(name: str, update: bool) -> None:
    hold(FOLDER / f"{name}.txt", of_all_rules, update)

"""What several processes of a run ask for is made by one of them."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from support.made_once import made_once


class Factory:
    """The temporary folder of a process."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir()

    def getbasetemp(self) -> Path:
        return self.folder


def test_the_first_one_makes_it_and_the_others_wait(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTEST_XDIST_WORKER", "gw0")
    factories = [Factory(tmp_path / f"popen-{number}-gw0") for number in range(4)]
    made = []

    def make(folder: Path) -> None:
        made.append(folder)
        (folder / "file").write_text("made")

    with ThreadPoolExecutor() as pool:
        folders = list(pool.map(lambda factory: made_once("thing", make, factory), factories))  # type: ignore[arg-type]
    assert made == [tmp_path / "thing"]
    assert folders == made * 4
    assert (folders[0] / "file").read_text() == "made"


def test_what_has_failed_is_made_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("PYTEST_XDIST_WORKER", raising=False)
    factory = Factory(tmp_path / "run")

    def fail(folder: Path) -> None:
        (folder / "half").touch()
        raise OSError

    with pytest.raises(OSError):  # noqa: PT011
        made_once("thing", fail, factory)  # type: ignore[arg-type]
    folder = made_once("thing", lambda folder: (folder / "whole").touch(), factory)  # type: ignore[arg-type]
    assert folder == tmp_path / "run" / "thing"
    assert [path.name for path in folder.iterdir()] == ["whole"]

"""A project to lint and a home for each editor's configuration."""

from pathlib import Path

import pytest

from support.recipes import DOCUMENTS


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "my project"
    for name, text in DOCUMENTS.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text.encode("utf-8"))
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Path:
    folder = tmp_path / "home"
    folder.mkdir()
    return folder

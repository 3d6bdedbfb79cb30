"""The documents of ``tests/cases``, with their settings."""

from __future__ import annotations

from pathlib import Path

from twimllint.engine.settings import LintSettings
from twimllint.source.text import Source, decode
from twimllint.testing import settings_from

CASES = Path(__file__).resolve().parents[1] / "cases"


def documents(folder: str) -> list[str]:
    """The cases of a folder, by their names relative to it."""
    found = [path for path in (CASES / folder).rglob("*") if path.is_file() and path.suffix not in (".out", ".toml")]
    return sorted(path.relative_to(CASES / folder).as_posix() for path in found if ".fixed." not in path.name)


def stem(path: Path) -> str:
    return path.name.partition(".")[0]


def settings_of(path: Path) -> LintSettings:
    beside = path.with_name(stem(path) + ".toml")
    return settings_from(beside.read_text(encoding="utf-8")) if beside.is_file() else LintSettings()


def read(folder: str, name: str) -> tuple[Path, Source, LintSettings]:
    path = CASES / folder / name
    return path, decode(path.read_bytes(), name), settings_of(path)

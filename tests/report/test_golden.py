"""Every format of one fixed run, byte for byte; ``pytest --update`` writes the files anew."""

from collections.abc import Callable
from pathlib import Path

import pytest

from twimllint.engine.result import Run
from twimllint.report import FORMATS, load

GOLDEN = Path(__file__).parent / "golden"


def compare(name: str, text: str, update: bool) -> None:
    path = GOLDEN / name
    if update:
        path.write_bytes(text.encode("utf-8"))
    assert path.read_bytes().decode("utf-8") == text


@pytest.mark.parametrize("format", FORMATS)
def test_report(format: str, run: Run, render: Callable[..., str], update: bool) -> None:
    compare(f"{format}.txt", render(format, run), update)


@pytest.mark.parametrize("format", FORMATS)
def test_report_of_a_clean_run(format: str, clean: Run, render: Callable[..., str], update: bool) -> None:
    compare(f"clean-{format}.txt", render(format, clean), update)


@pytest.mark.parametrize("format", ["full", "concise", "grouped"])
def test_colors(format: str, run: Run, render: Callable[..., str], update: bool) -> None:
    text = render(format, run, color=True, hyperlinks=True, verbose=True)
    compare(f"color-{format}.txt", text.replace("\x1b", "ESC"), update)


@pytest.mark.parametrize("format", ["full", "concise", "grouped", "github", "azure", "teamcity", "markdown", "pylint"])
def test_nasty_characters(format: str, nasty: Run, render: Callable[..., str], update: bool) -> None:
    compare(f"nasty-{format}.txt", render(format, nasty), update)


def test_every_format_has_a_module() -> None:
    assert all(callable(load(name)) for name in FORMATS)


def test_unknown_format() -> None:
    with pytest.raises(KeyError):
        load("yaml")

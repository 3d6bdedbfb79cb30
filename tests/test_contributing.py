"""What CONTRIBUTING.md says of the project: its paths exist, and its tour is the way that a document takes."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import FrameType

import pytest
from click.testing import CliRunner

ROOT = Path(__file__).resolve().parent.parent
TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
STOP = re.compile(r"^(\d+)\. `([\w.]+)` in `([\w/]+\.py)`", re.MULTILINE)
#: Breaks a rule that needs no schema and one that the schema knows, so that all parts of the linter are used.
DOCUMENT = '<Response><Say volume="9"></Say></Response>\n'


def stops() -> list[tuple[str, str]]:
    """File and function of each stop of the tour."""
    found = STOP.findall(TEXT)
    assert [int(number) for number, _, _ in found] == list(range(1, len(found) + 1))
    return [(file, function) for _, function, file in found]


def test_the_tour_has_twelve_stops() -> None:
    assert len(stops()) == 12


def test_the_tour_is_the_way_of_a_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The functions of the tour are called by a real run, for the first time in the order of the list."""
    from twimllint.cli import main

    (tmp_path / "voice.xml").write_text(DOCUMENT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    wanted = {(str(ROOT / file), function) for file, function in stops()}
    names = {function for _, function in wanted}
    called: list[tuple[str, str]] = []

    def note(frame: FrameType, event: str, _argument: object) -> None:
        code = frame.f_code
        if event == "call" and code.co_qualname in names:
            place = (str(Path(code.co_filename).resolve()), code.co_qualname)
            if place in wanted and place not in called:
                called.append(place)

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        done = CliRunner().invoke(main, ["--isolated", "--jobs", "1", "voice.xml"])
    finally:
        sys.setprofile(before)
    assert "empty-say" in done.output
    assert called == [(str(ROOT / file), function) for file, function in stops()]


def test_paths_exist() -> None:
    paths = set(re.findall(r"`((?:twimllint|rules|schemas|tests|docs|editors|tools)/[\w./-]*)`", TEXT))
    assert len(paths) > 30
    assert [path for path in sorted(paths) if not (ROOT / path).exists()] == []


def test_test_files_exist() -> None:
    commands = re.findall(r"pytest ((?:tests/[\w./]+ ?)+)", TEXT)
    paths = {path for command in commands for path in command.split()}
    assert len(paths) > 8
    assert [path for path in sorted(paths) if not (ROOT / path).exists()] == []


def test_make_targets_exist() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([\w-]+):", makefile, re.MULTILINE))
    assert set(re.findall(r"`make ([\w-]+)", TEXT)) <= targets


def test_every_layer_is_listed() -> None:
    folders = {path.parent.name for path in (ROOT / "twimllint").glob("*/__init__.py")}
    assert {name for name in folders if f"| `twimllint/{name}/` |" not in TEXT} == set()


@pytest.mark.parametrize(
    "what", ["attribute", "value", "voice", "error number", "rule", "message", "format", "setting"]
)
def test_common_tasks_are_listed(what: str) -> None:
    table = TEXT.partition("## What to edit")[2].partition("\n## ")[0]
    assert re.search(rf"^\| [^|]*\b{what}\b[^|]* \|", table, re.MULTILINE)

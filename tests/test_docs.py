"""Whatever README and docs show is run: each ``console`` block's commands must print what the block says.

``pytest --update`` writes the outputs anew. A block is left out where the comment ``<!-- not run: reason -->`` stands
above it. The commands of one page run one after the other in the same copy of the examples.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROGRAMS = ROOT / "docs" / "programs"
PAGES = [
    ROOT / "README.md",
    *sorted(page for page in (ROOT / "docs").rglob("*.md") if PROGRAMS not in page.parents),
]
BLOCK = re.compile(
    r"(?P<before><!-- not run: [^\n]+ -->\n+)?(?P<indent>[ ]*)```console\n(?P<body>.*?)(?P=indent)```", re.DOTALL
)
LINK = re.compile(r"\]\((?!https?://|#|mailto:)([^)#\s]+)(?:#[^)]*)?\)")


def pages_with_commands() -> list[Path]:
    return [page for page in PAGES if page.exists() and "```console" in page.read_text(encoding="utf-8")]


def run(command: str, folder: Path) -> str:
    """What a command prints, standard error after standard output, as in a terminal."""
    names = ("HOME", "LANG", "TMPDIR", "SYSTEMROOT")
    environment = {name: os.environ[name] for name in names if name in os.environ}
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    environment |= {"PATH": path, "COLUMNS": "100", "NO_COLOR": "1", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        timeout=120,
    )
    return done.stdout.decode("utf-8").replace(str(folder), "/project")


def rerun(body: str, folder: Path, indent: str) -> str:
    """The block as it should be: its commands with what they print now."""
    lines = [line.removeprefix(indent) for line in body.splitlines()]
    commands: list[str] = []
    for line in lines:
        if line.startswith("$ "):
            commands.append(line[2:])
        elif commands and line.startswith("> ") and commands[-1].rstrip().endswith("\\"):
            commands[-1] += "\n" + line[2:]
    shown: list[str] = []
    for command in commands:
        first, *rest = command.split("\n")
        shown += ["$ " + first, *("> " + line for line in rest)]
        shown += run(command, folder).rstrip("\n").splitlines()
    return "".join((indent + line).rstrip() + "\n" for line in shown)


@pytest.mark.parametrize("page", pages_with_commands(), ids=lambda page: str(page.relative_to(ROOT)))
def test_commands_print_what_is_shown(page: Path, tmp_path: Path, update: bool) -> None:
    folder = tmp_path / "project"
    folder.mkdir()
    shutil.copytree(ROOT / "examples", folder / "examples")
    text = page.read_text(encoding="utf-8")
    if "programs/" in text:
        shutil.copytree(PROGRAMS, folder / "programs")
    parts, last = [], 0
    for block in BLOCK.finditer(text):
        if block["before"]:
            continue
        parts += [text[last : block.start("body")], rerun(block["body"], folder, block["indent"])]
        last = block.end("body")
    fresh = "".join(parts) + text[last:]
    if update:
        page.write_text(fresh, encoding="utf-8")
    assert fresh == text


@pytest.mark.parametrize(
    "page", [page for page in PAGES if page.exists()], ids=lambda page: str(page.relative_to(ROOT))
)
def test_links_lead_somewhere(page: Path) -> None:
    for target in LINK.findall(page.read_text(encoding="utf-8")):
        assert (page.parent / target).exists(), f"{page.name} links to {target}"


def test_generated_files_are_fresh() -> None:
    from twimllint.generate import outputs

    stale = [
        name for name, make in outputs() if not (ROOT / name).is_file() or (ROOT / name).read_text("utf-8") != make()
    ]
    assert not stale, "run: python -m twimllint.generate"

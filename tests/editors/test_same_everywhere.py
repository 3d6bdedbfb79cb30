"""A sample repository, cloned anew: pre-commit, the workflow's own steps and Vim's quickfix list agree to the column."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml

from support.recipes import put
from support.repositories import committed, copy_of_the_project, git
from support.vim import vim

ROOT = Path(__file__).resolve().parent.parent.parent
FILES = ("room.xml", "menu.xml", "dublin.xml")

Place = tuple[str, int, int, str]


@pytest.fixture(scope="module")
def linter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The linter's own repository, as pre-commit would fetch it."""
    return copy_of_the_project(tmp_path_factory.mktemp("linter") / "twimllint")


@pytest.fixture(scope="module")
def sample(linter: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone of a repository with TwiML, a pre-commit configuration and a workflow, as its next developer gets it."""
    origin = tmp_path_factory.mktemp("origin") / "sample"
    (origin / "voice").mkdir(parents=True)
    for name in FILES:
        shutil.copy(ROOT / "examples/bad" / name, origin / "voice" / name)
    (origin / "pom.xml").write_text("<project><Response/></project>\n")
    hooks = [{"id": "twimllint", "args": ["--format", "concise"]}]
    content = {"repos": [{"repo": str(linter), "rev": "HEAD", "hooks": hooks}]}
    (origin / ".pre-commit-config.yaml").write_text(yaml.safe_dump(content))
    committed(origin)
    clone = tmp_path_factory.mktemp("clone") / "sample"
    git("clone", "--quiet", str(origin), str(clone), cwd=origin)
    return clone


def by_pre_commit(sample: Path, home: Path) -> list[Place]:
    environment = {**os.environ, "PRE_COMMIT_HOME": str(home / "pre-commit"), "NO_COLOR": "1"}
    command = [sys.executable, "-m", "pre_commit", "run", "--all-files", "--color", "never"]
    done = subprocess.run(command, cwd=sample, env=environment, capture_output=True, text=True, timeout=300)
    assert done.returncode == 1, done.stdout + done.stderr
    line = re.compile(r"(voice/\S+?):(\d+):(\d+): \w+ (TW\d+) ")
    return [(m[1], int(m[2]), int(m[3]), m[4]) for m in line.finditer(done.stdout)]


def by_workflow(sample: Path, home: Path) -> list[Place]:
    """The one step of the action, with the inputs that the README gives."""
    step = yaml.safe_load((ROOT / "action.yml").read_text())["runs"]["steps"][-1]
    environment = {
        **os.environ,
        "INPUT_ACTION_PATH": str(ROOT),
        "INPUT_PYTHON": sys.executable,
        "INPUT_PATHS": ".",
        "RUNNER_TEMP": str(home),
        "GITHUB_OUTPUT": str(home / "output"),
        "GITHUB_ACTIONS": "true",
    }
    done = subprocess.run(
        ["bash", "-c", step["run"]], cwd=sample, env=environment, capture_output=True, text=True, timeout=300
    )
    assert done.returncode == 1, done.stdout + done.stderr
    line = re.compile(
        r"^::(?:error|warning|notice) file=([^,]+),line=(\d+),(?:endLine=\d+,)?col=(\d+),.*?(TW\d+)", re.MULTILINE
    )
    return [(unquote(m[1]), int(m[2]), int(m[3]), m[4]) for m in line.finditer(done.stdout)]


def by_vim(sample: Path, home: Path) -> list[Place]:
    put(home / ".vim/compiler/twimllint.vim", "vim-compiler")
    put(home / "rc.vim", "vim-rc")
    found: list[Place] = []
    for name in FILES:
        script = f"source {home}/rc.vim\nedit\nwrite\ncall Done(getqflist())\n"
        items = vim("vim", script, sample, home, path=f"voice/{name}")
        assert isinstance(items, list)
        codes = [re.search(r"TW\d+", f"{item.get('code', '')} {item['text']}") for item in items]
        found += [
            (f"voice/{name}", item["lnum"], item["col"], code[0])
            for item, code in zip(items, codes, strict=True)
            if code
        ]
    return found


def test_the_same_findings_at_the_same_places(sample: Path, tmp_path: Path) -> None:
    hook = sorted(by_pre_commit(sample, tmp_path))
    assert {"TW301", "TW401", "TW004"} <= {code for *_, code in hook}
    assert sorted(by_workflow(sample, tmp_path)) == hook
    (tmp_path / "home").mkdir()
    assert sorted(by_vim(sample, tmp_path / "home")) == hook

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

import twimllint
from support.installed import Built, Hooks
from support.recipes import put
from support.repositories import ROOT, committed, git
from support.vim import vim

FILES = ("room.xml", "menu.xml", "dublin.xml")

Place = tuple[str, int, int, str]


@pytest.fixture(scope="module")
def sample(hooks: Hooks, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clone of a repository with TwiML, a pre-commit configuration and a workflow, as its next developer gets it."""
    origin = tmp_path_factory.mktemp("origin") / "sample"
    (origin / "voice").mkdir(parents=True)
    for name in FILES:
        shutil.copy(ROOT / "examples/bad" / name, origin / "voice" / name)
    (origin / "pom.xml").write_text("<project><Response/></project>\n")
    content = hooks.configuration(id="twimllint", args=["--format", "concise"])
    (origin / ".pre-commit-config.yaml").write_text(yaml.safe_dump(content))
    committed(origin)
    clone = tmp_path_factory.mktemp("clone") / "sample"
    git("clone", "--quiet", str(origin), str(clone), cwd=origin)
    return clone


def by_pre_commit(sample: Path, hooks: Hooks) -> list[Place]:
    done = hooks.run(sample)
    assert done.returncode == 1, done.stdout + done.stderr
    line = re.compile(r"(voice/\S+?):(\d+):(\d+): \w+ (TW\d+) ")
    return [(m[1], int(m[2]), int(m[3]), m[4]) for m in line.finditer(done.stdout)]


def by_workflow(sample: Path, home: Path, built: Built) -> list[Place]:
    """The one step of the action, with the inputs that the README gives, and a released version."""
    step = yaml.safe_load((ROOT / "action.yml").read_text())["runs"]["steps"][-1]
    environment = {
        **os.environ,
        **built.offline,
        "INPUT_ACTION_PATH": str(ROOT),
        "INPUT_VERSION": twimllint.__version__,
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


def test_the_same_findings_at_the_same_places(sample: Path, hooks: Hooks, built: Built, tmp_path: Path) -> None:
    hook = sorted(by_pre_commit(sample, hooks))
    assert {"TW301", "TW401", "TW004"} <= {code for *_, code in hook}
    assert sorted(by_workflow(sample, tmp_path, built)) == hook
    (tmp_path / "home").mkdir()
    assert sorted(by_vim(sample, tmp_path / "home")) == hook

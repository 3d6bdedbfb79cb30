"""The project packed, installed and as a repository of hooks; each is made once a run."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import venv
from dataclasses import dataclass
from pathlib import Path

from support.repositories import ROOT, copy_of_the_project, git

#: What no copy of the project holds: made by tools, on the way.
MADE = (
    ".git",
    ".venv",
    "__pycache__",
    "*.egg-info",
    ".*_cache",
    ".hypothesis",
    "node_modules",
    "build",
    "dist",
    "out",
    "site",
)


def run(
    *command: object, cwd: Path, env: dict[str, str] | None = None, check: bool = True
) -> subprocess.CompletedProcess[str]:
    """A command that has ended, and, unless ``check`` is off, well."""
    words = [str(word) for word in command]
    done = subprocess.run(words, cwd=cwd, env=env, capture_output=True, text=True, timeout=400)
    assert done.returncode == 0 or not check, done.stdout + done.stderr
    return done


def commands(environment: Path) -> Path:
    """The folder of the commands of an environment."""
    return environment / ("Scripts" if os.name == "nt" else "bin")


def install(folder: Path, *what: object) -> Path:
    """A fresh environment with ``what`` installed into it; the folder of its commands.

    It has no pip of its own: to put one there takes longer than most packages.
    """
    venv.create(folder)
    python = commands(folder) / "python"
    run(sys.executable, "-m", "pip", "--python", python, "install", "--quiet", *what, cwd=folder)
    return commands(folder)


def made(folder: str, names: list[str]) -> set[str]:
    """What tools have written into a folder of the project, and git ignores."""
    pages = {"rules"} if Path(folder) == ROOT / "docs" else set()
    return {*shutil.ignore_patterns(*MADE)(folder, names), *pages}


def check_out(folder: Path) -> None:
    """A copy of the project, so that building leaves no trace in the working tree."""
    shutil.copytree(ROOT, folder / "twimllint", ignore=made)


@dataclass(frozen=True)
class Built:
    """What a release uploads, and the folder of the wheel and of those that it depends on."""

    sdist: Path
    wheel: Path
    wheels: Path

    @classmethod
    def of(cls, folder: Path) -> Built:
        """What ``build`` has put into a folder."""
        [sdist], [wheel] = folder.glob("*.tar.gz"), folder.glob("twimllint-*.whl")
        return cls(sdist, wheel, folder)

    @property
    def offline(self) -> dict[str, str]:
        """An environment in which pip has those wheels and nothing else."""
        return {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(self.wheels)}


def build(project: Path, folder: Path) -> None:
    """The sdist, the wheel made from it, as ``build`` does, and the wheels of what it depends on."""
    run(sys.executable, "-m", "build", "--outdir", folder, project, cwd=folder)
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--wheel-dir", folder, *folder.glob("*.whl"), cwd=folder)


@dataclass(frozen=True)
class Hooks:
    """The linter's repository as pre-commit fetches it, and the place where pre-commit keeps what it has installed."""

    folder: Path

    def configuration(self, **hook: object) -> dict[str, object]:
        """What a project writes to have a hook."""
        repository = self.folder / "twimllint"
        rev = git("rev-parse", "HEAD", cwd=repository).strip()
        return {"repos": [{"repo": str(repository), "rev": rev, "hooks": [hook]}]}

    def run(self, project: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """``pre-commit run`` on all files of a project; what a hook needs is installed where none has before."""
        kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        kept |= {"PRE_COMMIT_HOME": str(self.folder / "home"), "NO_COLOR": "1", **environment}
        command = [sys.executable, "-m", "pre_commit", "run", "--all-files", "--color", "never", *words]
        return run(*command, cwd=project, env=kept, check=False)


def hooks_repository(folder: Path) -> None:
    """The linter's repository, in its first commit."""
    copy_of_the_project(folder / "twimllint")

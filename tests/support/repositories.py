"""Throwaway git repositories, and a copy of this project as one."""

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
KEPT = (".pre-commit-hooks.yaml", "LICENSE", "README.md", "pyproject.toml", "man", "rules", "schemas", "twimllint")


def git(*words: str, cwd: Path) -> str:
    options = ["-c", "user.name=a", "-c", "user.email=a@example.com", "-c", "commit.gpgsign=false"]
    clean = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
    done = subprocess.run(["git", *options, *words], cwd=cwd, env=clean, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return done.stdout


def committed(folder: Path) -> None:
    git("init", "--quiet", "--initial-branch=main", cwd=folder)
    git("add", "--all", cwd=folder)
    git("commit", "--quiet", "--message=sample", cwd=folder)


def copy_of_the_project(folder: Path) -> Path:
    """The linter's repository with all that an installation needs, committed."""
    folder.mkdir(parents=True)
    for name in KEPT:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        elif (ROOT / name).exists():
            shutil.copy(ROOT / name, folder / name)
    committed(folder)
    return folder

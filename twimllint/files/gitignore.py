"""What git ignores.

git itself is asked where it answers: only it knows which files are tracked in spite of ``.gitignore`` and what the
user ignores everywhere. Where it is missing, or refuses (a work tree of another owner in a container), the
``.gitignore`` files are read here, which needs no further package.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from typing import NamedTuple, Protocol

from twimllint.files.globs import GlobError, compile_glob
from twimllint.files.patterns import is_below
from twimllint.files.reading import read
from twimllint.files.worktree import work_tree

#: Seconds to wait for git, which may itself wait for a pipe; then the files are read here.
_MAX_SECONDS = 5.0
#: More than any ``.gitignore`` has; the rest is not read, since each line costs time for every file.
_MAX_BYTES, _MAX_LINES = 1 << 20, 10_000
#: Set by git for its hooks; they would turn the question to another tree or index than the one that is walked.
_LOCAL = (
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_DIR", "GIT_GRAFT_FILE", "GIT_IMPLICIT_WORK_TREE",
    "GIT_INDEX_FILE", "GIT_NAMESPACE", "GIT_NO_REPLACE_OBJECTS", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX",
    "GIT_REPLACE_REF_BASE", "GIT_SHALLOW_FILE", "GIT_WORK_TREE",
)  # fmt: skip


class Ignored(Protocol):
    """What is ignored below a folder."""

    def is_ignored(self, path: str, folder: bool) -> bool:
        """Whether the entry at this absolute path is ignored; the folders above it are known not to be."""

    def ignored_among(self, folder: str, names: Iterable[str]) -> Ignored:
        """The same as it holds directly in a folder below, which has entries of these names."""


def ignored_below(top: str) -> Ignored:
    """What git ignores in ``top`` and below; nothing outside a work tree."""
    tree = work_tree(top)
    if tree is None:
        return _NothingIgnored()
    asked = _ask_git(top) if _is_regular(top) and _is_regular(tree) else None
    return _IgnoredByGit(asked) if asked is not None else read_ignore_files(tree, top)


def _is_regular(folder: str) -> bool:
    """Whether git can read the folder's ``.gitignore``: it waits for ever at the end of a pipe."""
    path = os.path.join(folder, ".gitignore")
    return os.path.isfile(path) or not os.path.lexists(path)


def _ask_git(top: str) -> frozenset[str] | None:
    """The ignored paths below ``top``, whole folders as one; ``None`` where git cannot say."""
    import subprocess  # not needed where no folder is walked

    environment = {key: value for key, value in os.environ.items() if key not in _LOCAL}
    environment["GIT_OPTIONAL_LOCKS"] = "0"
    command = ["git", "-c", "core.fsmonitor=false", "ls-files", "-o", "-i", "--exclude-standard", "--directory", "-z"]
    try:
        process = subprocess.run(  # noqa: S603
            command, cwd=top, env=environment, stdin=subprocess.DEVNULL, capture_output=True, timeout=_MAX_SECONDS,
            check=False,
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return None
    if process.returncode != 0:
        return None
    names = [os.fsdecode(name).rstrip("/") for name in process.stdout.split(b"\0") if name]
    # "./" stands for the whole folder, which was named in so many words
    return frozenset([os.path.join(top, name.replace("/", os.sep)) for name in names if name != "."])


class _NothingIgnored:
    def is_ignored(self, path: str, folder: bool) -> bool:  # noqa: ARG002
        return False

    def ignored_among(self, folder: str, names: Iterable[str]) -> Ignored:
        return ignored_below(folder) if ".git" in names else self


class _IgnoredByGit:
    """What git has listed."""

    def __init__(self, paths: frozenset[str]) -> None:
        self.paths = paths

    def is_ignored(self, path: str, folder: bool) -> bool:  # noqa: ARG002
        return path in self.paths

    def ignored_among(self, folder: str, names: Iterable[str]) -> Ignored:
        # a repository inside the repository has its own rules
        return ignored_below(folder) if ".git" in names else self


class _Line(NamedTuple):
    pattern: re.Pattern[str]
    folder: str
    ignores: bool


class _IgnoredByFiles:
    """The lines of all ``.gitignore`` files from the top of the work tree down to a folder; the last match counts."""

    def __init__(self, lines: tuple[_Line, ...]) -> None:
        self.lines = lines

    def is_ignored(self, path: str, folder: bool) -> bool:
        end = "/" if folder else ""
        for line in reversed(self.lines):
            if line.pattern.match(is_below(path, line.folder) + end):
                return line.ignores
        return False

    def ignored_among(self, folder: str, names: Iterable[str]) -> Ignored:
        if ".git" in names:
            return ignored_below(folder)
        return _IgnoredByFiles((*self.lines, *_lines(folder))) if ".gitignore" in names else self


def read_ignore_files(tree: str, top: str) -> Ignored:
    """The rules that hold above ``top``; those in ``top`` itself come with ``within``."""
    lines = _lines(tree, os.path.join(".git", "info", "exclude"))
    folder = tree
    for step in is_below(top, tree).split("/") if top != tree else ():
        lines += _lines(folder)
        folder = os.path.join(folder, step)
    return _IgnoredByFiles(lines)


def _lines(folder: str, name: str = ".gitignore") -> tuple[_Line, ...]:
    content = read(os.path.join(folder, name), _MAX_BYTES)
    if not isinstance(content, bytes):
        return ()  # git takes no notice of what it cannot read either
    text = content.decode("utf-8", "surrogateescape")
    lines = []
    for raw in text.removeprefix("\ufeff").split("\n")[:_MAX_LINES]:
        line = raw.rstrip("\r")
        stripped = line.rstrip(" ")
        line = stripped + " " if stripped.endswith("\\") and stripped != line else stripped
        if not line or line.startswith("#"):
            continue
        ignores = not line.startswith("!")
        try:
            pattern = compile_glob(line if ignores else line[1:], git=True)
        except GlobError:
            continue  # git takes no notice of such lines either
        lines.append(_Line(pattern, folder, ignores))
    return tuple(lines)

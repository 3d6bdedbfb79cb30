"""Many globs at once: does a path match one of them?"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable

_MAGIC = frozenset("*?[{\\")


class Glob(NamedTuple):
    """A glob and the absolute folder that it counts from."""

    pattern: str
    folder: str


def is_name(glob: str) -> bool:
    """Whether the glob is only a name, such as ``node_modules``."""
    return not _MAGIC.intersection(glob) and "/" not in glob


def is_below(path: str, folder: str) -> str:
    """``path`` relative to ``folder`` with forward slashes.

    For a path elsewhere, what remains of the relative path when the steps upward are left out: a configuration kept
    in ``ci/`` is about the folders beside it.
    """
    prefix = folder if folder.endswith(os.sep) else folder + os.sep
    if path.startswith(prefix):
        relative = path[len(prefix) :]
    else:
        try:
            relative = os.path.relpath(path, folder)
        except ValueError:
            relative = os.path.splitdrive(path)[1].lstrip(os.sep)
        while relative.startswith(".." + os.sep):
            relative = relative[3:]
    return relative if os.sep == "/" else relative.replace(os.sep, "/")


class Patterns:
    """Globs that leave files out, or take them in. Plain names are a look-up in a set."""

    __slots__ = ("_globs", "_names", "globs")

    def __init__(self, globs: Iterable[Glob]) -> None:
        self.globs = tuple(globs)
        self._names = {glob.pattern: glob for glob in reversed(self.globs) if is_name(glob.pattern)}
        self._globs: list[tuple[Glob, re.Pattern[str]]] = []
        if len(self._names) < len(self.globs):
            from twimllint.files.globs import compile_glob

            self._globs = [(glob, compile_glob(glob.pattern)) for glob in self.globs if not is_name(glob.pattern)]

    def entry(self, path: str, name: str, folder: bool) -> Glob | None:
        """The glob that matches one entry of a folder, whose own folders are known to match none."""
        by_name = self._names.get(name)
        if by_name is not None or not self._globs:
            return by_name
        end = "/" if folder else ""
        for glob, pattern in self._globs:
            if pattern.match(is_below(path, glob.folder) + end):
                return glob
        return None

"""Which plugins of a configuration may be loaded, since loading one runs its code."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from twimllint.files.worktree import work_tree

if TYPE_CHECKING:
    from twimllint.config.load import ConfigFile


class Project:
    """The project that is linted: the work tree around the working folder, or that folder where there is none.

    ``explicit`` is the configuration file that the command line names; its plugins are trusted with it.
    """

    def __init__(self, cwd: str, explicit: str | None = None) -> None:
        self.cwd = os.path.realpath(cwd)
        self.explicit = explicit
        self.tree = work_tree(self.cwd)

    def is_untrusted(self, file: ConfigFile) -> str | None:
        """Why the plugins of a configuration file are not loaded, or ``None`` where they are."""
        if file.path == self.explicit:
            return None
        folder = os.path.dirname(os.path.realpath(file.path))
        if self.tree is None:
            # without a work tree nothing distinguishes a project's own folders from a download below it
            return None if folder == self.cwd else "it lies outside the working folder, which is not in a git work tree"
        return None if work_tree(folder) == self.tree else "it lies outside the work tree"

    def contains(self, path: str, file: ConfigFile) -> bool:
        """Whether the file of a plugin belongs to the project of the configuration file that names it."""
        if file.path == self.explicit:
            folder = os.path.dirname(os.path.realpath(file.path))
            root = work_tree(folder) or folder
        else:
            root = self.tree or self.cwd
        return os.path.realpath(path).startswith(root.rstrip(os.sep) + os.sep)

"""What holds where nothing is configured, in a module of its own: most runs need nothing else of the settings."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from twimllint.files.globs import Glob

#: Files that may hold a configuration; the first in a folder that counts wins.
NAMES = (".twimllint.toml", "twimllint.toml", "pyproject.toml")
FAIL_ON = "warning"
PRESET = "recommended"

#: Folders that are never walked: other people's code, and what tools write.
EXCLUDE = (
    ".bzr", ".cache", ".direnv", ".eggs", ".git", ".gradle", ".hg", ".idea", ".mypy_cache", ".next", ".nox", ".nuxt",
    ".pytest_cache", ".ruff_cache", ".serverless", ".svn", ".terraform", ".tox", ".venv", ".vscode", ".yarn",
    "__pycache__", "_build", "bower_components", "build", "dist", "node_modules", "site-packages", "target", "vendor",
    "venv",
)  # fmt: skip


class Names:
    """Globs that are mere names, as ``Patterns`` has them."""

    __slots__ = ("folder", "names")

    def __init__(self, names: Iterable[str], folder: str) -> None:
        self.names = frozenset(names)
        self.folder = folder

    def entry(self, path: str, name: str, folder: bool) -> Glob | None:  # noqa: ARG002
        """The glob that matches one entry of a folder, whose own folders are known to match none."""
        if name not in self.names:
            return None
        from twimllint.files.globs import Glob

        return Glob(name, self.folder)


def may_configure(folder: str) -> bool:
    """Whether a folder may hold a configuration: a quick look that spares most projects the TOML."""
    for name in NAMES:
        path = os.path.join(folder, name)
        try:
            if name != "pyproject.toml":
                os.lstat(path)
                return True
            with open(path, "rb") as file:
                if b"twimllint" in file.read():
                    return True
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError:
            return True  # what is wrong is told by whoever reads it
    return False

"""The work tree of git that a folder belongs to."""

from __future__ import annotations

import os


def work_tree(folder: str) -> str | None:
    """The nearest folder upwards that holds a ``.git``, which may be ``folder`` itself."""
    at = folder
    while not os.path.lexists(os.path.join(at, ".git")):
        parent = os.path.dirname(at)
        if parent == at:
            return None
        at = parent
    return at

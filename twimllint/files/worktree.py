"""The work tree of git that a folder belongs to."""

from __future__ import annotations

import os


def work_tree(folder: str) -> str | None:
    """The nearest folder upwards that holds a ``.git``, which may be ``folder`` itself."""
    current = folder
    while not os.path.lexists(os.path.join(current, ".git")):
        parent = os.path.dirname(current)
        if parent == current:
            return None
        current = parent
    return current

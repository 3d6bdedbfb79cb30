"""What costs seconds to make, made once a run for all its processes."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest


def made_once(name: str, make: Callable[[Path], None], factory: pytest.TempPathFactory) -> Path:
    """A folder that ``make`` fills: by the process of the run that asks first, while the others wait for it."""
    top = factory.getbasetemp()
    worker = os.environ.get("PYTEST_XDIST_WORKER")
    if worker and top.name.endswith(worker):
        top = top.parent  # each process of a run has a folder of its own in that of the run
    folder, done = top / name, top / f"{name}.done"
    with locked(top / f"{name}.lock"):
        if not done.exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            done.touch()
    return folder


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Only one process of the run is here at a time."""
    import fcntl  # not on Windows

    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield

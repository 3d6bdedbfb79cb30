"""Write a file by rename, so that a crash or a full disk never leaves half of one."""

from __future__ import annotations

import os
import stat
import tempfile
from contextlib import suppress


def write_atomically(path: str, content: bytes) -> None:
    """Replace a file's content, keeping its mode and, where allowed, its owner; a link stays and its target changes.

    Raises ``OSError`` where the folder or the file cannot be written; the file is then as it was.
    """
    before = None
    with suppress(FileNotFoundError):
        before = os.stat(path)
    if before is not None and not (stat.S_ISREG(before.st_mode) or stat.S_ISDIR(before.st_mode)):
        # a pipe or a device, as in --output json=/dev/stdout, is written to and not replaced
        with open(path, "wb") as file:
            file.write(content)
        return
    target = os.path.realpath(path)
    if before is not None:
        # replacing asks the folder alone; a file that is read-only is so for a reason
        os.close(os.open(target, os.O_WRONLY))
    folder, name = os.path.split(target)
    handle, temporary = tempfile.mkstemp(prefix=f".{name[:40]}.", suffix=".tmp", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _like(temporary, before)
        os.replace(temporary, target)
    except BaseException:
        with suppress(FileNotFoundError):
            os.unlink(temporary)
        raise


def _like(path: str, before: os.stat_result | None) -> None:
    if before is None:
        mask = os.umask(0)
        os.umask(mask)
        os.chmod(path, 0o666 & ~mask)
        return
    if hasattr(os, "chown"):
        # only those who may give files away can keep another's
        with suppress(OSError):
            os.chown(path, before.st_uid, before.st_gid)
    os.chmod(path, stat.S_IMODE(before.st_mode))

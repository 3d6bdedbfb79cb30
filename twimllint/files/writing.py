"""Write a file by rename, so that a crash or a full disk never leaves half of one."""

from __future__ import annotations

import os
import signal
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress


def write_atomically(path: str, content: bytes) -> None:
    """Replace a file's content, keeping its mode and, where allowed, its owner; a link stays and its target changes.

    A file with several names (hard links) keeps them all: its content is written over once it is known to fit on the
    disk. Raises ``OSError`` where the folder or the file cannot be written; the file is then as it was.
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
        # replacing asks only the folder; a file that is read-only is so for a reason
        os.close(os.open(target, os.O_WRONLY))
    folder, name = os.path.split(target)
    with _signals_held():
        handle, temporary = tempfile.mkstemp(prefix=f".{name[:40]}.", suffix=".tmp", dir=folder)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            if before is not None and before.st_nlink > 1:
                _overwrite(target, content)
                os.unlink(temporary)
            else:
                _copy_owner_and_mode(temporary, before)
                os.replace(temporary, target)
        except BaseException:
            with suppress(FileNotFoundError):
                os.unlink(temporary)
            raise


def head_of(path: str, size: int) -> bytes | None:
    """The first bytes of a file that is about to be replaced; ``None`` where there is none, or no regular file."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            return None
        with open(path, "rb") as file:
            return file.read(size)
    except OSError:
        return None


@contextmanager
def _signals_held() -> Iterator[None]:
    """Hold back the signals that end a process until the temporary file is gone; they are delivered then."""
    if sys.platform == "win32":
        yield
        return
    held = {signal.SIGINT, signal.SIGTERM, signal.SIGHUP}
    before = signal.pthread_sigmask(signal.SIG_BLOCK, held)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _overwrite(path: str, content: bytes) -> None:
    with open(path, "r+b") as file:
        before = file.read()
        try:
            _write_all(file.fileno(), content)
        except BaseException:
            _write_all(file.fileno(), before)
            raise


def _write_all(descriptor: int, content: bytes) -> None:
    os.lseek(descriptor, 0, os.SEEK_SET)
    left = memoryview(content)
    while left:
        left = left[os.write(descriptor, left) :]
    os.ftruncate(descriptor, len(content))
    os.fsync(descriptor)


def _copy_owner_and_mode(path: str, before: os.stat_result | None) -> None:
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

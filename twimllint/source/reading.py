"""Bytes of a file, or a clear word on why there are none. Nothing here can hang on a pipe or a device."""

from __future__ import annotations

import os
import stat
from typing import NamedTuple

#: Twilio takes 64 KB; far beyond that a file is not worth reading whole.
MAX_BYTES = 32 * 1024 * 1024
HEAD_BYTES = 64 * 1024

_FLAGS = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0) | getattr(os, "O_BINARY", 0)
_KINDS = (
    (stat.S_ISDIR, "it is a folder"),
    (stat.S_ISFIFO, "it is a named pipe; only regular files are read"),
    (stat.S_ISSOCK, "it is a socket; only regular files are read"),
    (stat.S_ISCHR, "it is a device; only regular files are read"),
    (stat.S_ISBLK, "it is a device; only regular files are read"),
)


class UnreadableFileError(Exception):
    """A file that cannot be read; the message says why, as the end of "it cannot be read: ..." or as a sentence."""


class FileHead(NamedTuple):
    """The beginning of a file that is too big to read: its first bytes, and the true size in bytes."""

    head: bytes
    size: int


def read_bytes(path: str | os.PathLike[str], limit: int = MAX_BYTES, *, regular: bool = False) -> bytes | FileHead:
    """The content of a regular file; its head where it holds more than ``limit`` bytes.

    ``regular`` says that a look has just shown that it is a regular file. Raises ``UnreadableFileError``.
    """
    try:
        # a look before opening, since opening a device can do things
        if not regular and not stat.S_ISREG(mode := os.stat(path).st_mode):
            raise UnreadableFileError(_kind(mode))
        descriptor = os.open(path, _FLAGS)
        try:
            status = os.fstat(descriptor)
            if not stat.S_ISREG(status.st_mode):
                raise UnreadableFileError(_kind(status.st_mode))
            if status.st_size > limit:
                return FileHead(_read(descriptor, min(HEAD_BYTES, limit)), status.st_size)
            raw = os.read(descriptor, status.st_size + 1)
            if len(raw) != status.st_size or not raw:
                # some files (/proc) say size 0 and still hold something; others grow meanwhile
                raw += _read(descriptor, limit + 1 - len(raw), HEAD_BYTES)
            return raw if len(raw) <= limit else FileHead(raw[: min(HEAD_BYTES, limit)], len(raw))
        finally:
            os.close(descriptor)
    except (OSError, ValueError) as error:
        raise UnreadableFileError(f"it cannot be read: {reason(error)}") from error


def reason(error: Exception) -> str:
    """What the system says, in a few words."""
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if isinstance(error, PermissionError):
        return "permission is denied"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror[:1].lower() + error.strerror[1:]
    return str(error)


def _read(descriptor: int, limit: int, first: int = 0) -> bytes:
    chunks: list[bytes] = []
    left, size = limit, min(first or limit, limit)
    while left > 0:
        chunk = os.read(descriptor, size)
        if not chunk:
            break
        chunks.append(chunk)
        left -= len(chunk)
        size = min(left, max(HEAD_BYTES, size - len(chunk)))
    return chunks[0] if len(chunks) == 1 else b"".join(chunks)


def _kind(mode: int) -> str:
    return next((text for test, text in _KINDS if test(mode)), "it is no regular file")

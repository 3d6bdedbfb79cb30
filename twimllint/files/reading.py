"""Files as a run sees them: their content or why there is none, and their paths as they are printed."""

from __future__ import annotations

import os

from twimllint.engine.result import Failure
from twimllint.source.reading import HEAD_BYTES, MAX_BYTES, FileHead, UnreadableFileError, read_bytes, reason

__all__ = ["HEAD_BYTES", "MAX_BYTES", "FileHead", "display_path", "read", "reason"]


def read(
    path: str | os.PathLike[str], limit: int = MAX_BYTES, display: str | None = None, *, regular: bool = False
) -> bytes | FileHead | Failure:
    """The content of a regular file; its head where it holds more than ``limit`` bytes; or why it cannot be read.

    ``display`` is the path as the failure shows it, ``path`` itself where it is not given. ``regular`` says that a look
    has just shown that it is a regular file.
    """
    try:
        return read_bytes(path, limit, regular=regular)
    except UnreadableFileError as error:
        return Failure(display if display is not None else os.fspath(path), str(error))


def display_path(path: str, cwd: str) -> str:
    """A path as it is printed: relative to ``cwd`` where it lies below it, with forward slashes, all printable."""
    prefix = cwd if cwd.endswith(os.sep) else cwd + os.sep
    text = path[len(prefix) :] if path.startswith(prefix) else path
    if os.sep != "/":
        text = text.replace(os.sep, "/")
    return text if text.isascii() and text.isprintable() else _printable(text)


def _printable(text: str) -> str:
    characters = []
    for char in text:
        if "\udc80" <= char <= "\udcff":
            characters.append(f"\\x{ord(char) - 0xDC00:02x}")
        else:
            characters.append(char if char.isprintable() else char.encode("unicode_escape").decode("ascii"))
    return "".join(characters)

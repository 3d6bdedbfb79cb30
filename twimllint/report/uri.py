"""Paths as URI references, any byte of them kept by percent escapes."""

from __future__ import annotations

import re
from urllib.parse import quote

_DRIVE = re.compile(r"[A-Za-z]:[\\/]")


def is_absolute(path: str) -> bool:
    """Whether a path, of this system or of Windows, counts from a root."""
    return path.startswith("/") or _DRIVE.match(path) is not None


def relative(path: str) -> str:
    """A relative path as a relative reference: ``a b/é.xml`` becomes ``a%20b/%C3%A9.xml``."""
    return quote(_bytes(path.replace("\\", "/") if _DRIVE.match(path) else path), safe="/")


def absolute(path: str, folder: bool = False) -> str:
    """An absolute path as a ``file:`` URI, with a slash at the end for a folder."""
    path = path.replace("\\", "/") if _DRIVE.match(path) else path
    text = "file://" + ("" if path.startswith("/") else "/") + quote(_bytes(path), safe="/:")
    return text + "/" if folder and not text.endswith("/") else text


def _bytes(path: str) -> bytes:
    try:
        return path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # a lone surrogate in a name on Windows
        return path.encode("utf-8", "surrogatepass")

"""A unified diff of what fixing changes, in the form that ``patch`` and ``git apply`` read."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from typing import NamedTuple

from twimllint.source.text import Source

#: Only a line feed ends a line of a diff: a carriage return is a character of its line.
_LINES = re.compile(r"[^\n]*\n|[^\n]+\Z")
_NO_LINE_END = "\\ No newline at end of file\n"
_QUOTED = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}


class Diff(NamedTuple):
    """The diff of one document: as text for a screen, and as bytes in the document's own encoding, to be applied."""

    text: str
    raw: bytes


def unified(path: str, cwd: str, before: Source, after: Source) -> Diff:
    """The diff of the document at an absolute path, which is named as seen from ``cwd``."""
    header = "".join(_header(path, cwd))
    body = "".join(_parts(before.text, after.text))
    # the lines of a diff are separated by bytes; where the encoding has others, nothing could be applied anyway
    plain = "\n".encode(before.encoding) == b"\n"
    raw = before.encode(body) if plain else body.encode("utf-8", "backslashreplace")
    return Diff(header + body, os.fsencode(header) + raw)


def _header(path: str, cwd: str) -> Iterator[str]:
    below = path.startswith(cwd.rstrip(os.sep) + os.sep)
    name = os.path.relpath(path, cwd) if below else path
    if os.sep != "/":
        name = name.replace(os.sep, "/")
    for mark, side in (("---", "a"), ("+++", "b")):
        yield f"{mark} {_quoted(f'{side}/{name}' if below else name)}\n"


def _quoted(name: str) -> str:
    """A name as git writes it: in quotes where a character would mislead, closed by a tab where it holds a blank."""
    if any(char in _QUOTED or char < " " for char in name):
        return '"' + "".join([_QUOTED.get(char, char if char >= " " else f"\\{ord(char):03o}") for char in name]) + '"'
    return name + "\t" if " " in name else name


def _parts(before: str, after: str) -> Iterator[str]:
    from difflib import unified_diff

    lines = unified_diff(_LINES.findall(before), _LINES.findall(after), n=3)
    for number, line in enumerate(lines):
        if number >= 2:  # the header is written above
            yield line if line.endswith("\n") else f"{line}\n{_NO_LINE_END}"

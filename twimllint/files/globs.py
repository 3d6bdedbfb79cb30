"""Globs over paths, in the manner of ``.gitignore``, as regular expressions.

A glob without a slash matches a name at any depth; one with a slash counts from the folder of the configuration.
``*`` and ``?`` stay within a name, ``**`` crosses folders, ``[a-z]`` and ``[!a-z]`` are sets, ``{a,b}`` are
alternatives, and a slash at the end asks for a folder. What a glob matches, it matches with all that lies below.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_MAGIC = frozenset("*?[{\\")


class Glob(NamedTuple):
    """A glob and the absolute folder that it counts from."""

    pattern: str
    folder: str


class GlobError(ValueError):
    """A glob that cannot be read; the message says what is wrong with it."""


def is_name(glob: str) -> bool:
    """Whether the glob is a mere name, such as ``node_modules``."""
    return not _MAGIC.intersection(glob) and "/" not in glob


@lru_cache(maxsize=1024)
def compile_glob(glob: str, git: bool = False) -> re.Pattern[str]:
    """An expression whose ``match`` accepts relative paths with forward slashes; folders end in one.

    ``git`` reads it as a line of ``.gitignore``: no alternatives, and a folder's match says nothing of what lies below.
    Raises ``GlobError`` for an empty glob, a set or alternatives left open, and for ``..``, which no path below the
    folder can hold.
    """
    text = glob[1:] if glob.startswith("./") else glob
    folder = text.endswith("/")
    body = re.sub(r"(?:(?<=/)|^)\*\*(?:/\*\*)+(?=/|$)", "**", text.strip("/"))
    if not body:
        raise GlobError(f'"{glob}" matches nothing; write "**" for everything')
    if ".." in body.split("/"):
        raise GlobError(f'"{glob}" leads out of the folder that globs count from')
    anchored = "/" in text.rstrip("/")
    start = "" if anchored else "(?:.*/)?"
    # "x/**" is all that lies in x, but not x itself
    end = "/.+" if body.endswith("/**") else ""
    if folder:
        end += "/" if git else "/.*"
    elif not end:
        end = "/?" if git else "(?:/.*)?"
    inner = _translate(body.removesuffix("/**") if body != "**" else "**", glob, not git)
    try:
        return re.compile(rf"(?s:{start}{inner}{end})\Z")
    except re.error as error:
        raise GlobError(f'"{glob}" cannot be read: {error}') from None


def _translate(body: str, glob: str, braces: bool) -> str:
    out: list[str] = []
    at, depth = 0, 0
    while at < len(body):
        char = body[at]
        at += 1
        if char == "*":
            piece, at = _stars(body, at)
            out.append(piece)
        elif char == "?":
            out.append("[^/]")
        elif char == "[":
            piece, at = _set(body, at, glob)
            out.append(piece)
        elif char == "\\" and at < len(body):
            out.append(re.escape(body[at]))
            at += 1
        elif char == "{" and braces:
            out.append("(?:")
            depth += 1
        elif char == "," and depth:
            out.append("|")
        elif char == "}" and depth:
            out.append(")")
            depth -= 1
        else:
            out.append(re.escape(char))
    if depth:
        raise GlobError(f'"{glob}" opens a brace that it does not close')
    return "".join(out)


def _stars(body: str, at: int) -> tuple[str, int]:
    """``**`` as a whole part of the path crosses folders; anything else is one star."""
    start = at - 1
    while at < len(body) and body[at] == "*":
        at += 1
    whole = at - start == 2 and (start == 0 or body[start - 1] == "/") and (at == len(body) or body[at] == "/")
    if not whole:
        # a name has at least one character: "x/*" is not "x/"
        opens = start == 0 or body[start - 1] == "/"
        return "(?=[^/])[^/]*" if opens else "[^/]*", at
    return ("(?:[^/]+/)*", at + 1) if at < len(body) else (".*", at)


def _set(body: str, at: int, glob: str) -> tuple[str, int]:
    close = body.find("]", at + 2 if body[at : at + 1] in ("!", "^") else at + 1)
    if close < 0:
        raise GlobError(f'"{glob}" opens a set with "[" that it does not close; "\\[" is the character itself')
    inner = body[at:close]
    negated = inner[:1] in ("!", "^")
    inner = inner[1:] if negated else inner
    inner = re.sub(r"([\[&~|^\\])", r"\\\1", inner)
    return f"(?!/)[{'^' if negated else ''}{inner}]", close + 1

"""Globs over paths, in the manner of ``.gitignore``, as regular expressions that take linear time.

A glob without a slash matches a name at any depth; one with a slash counts from the folder of the configuration.
``*`` and ``?`` stay within a name, ``**`` crosses folders, ``[a-z]`` and ``[!a-z]`` are sets, ``{a,b}`` are
alternatives, and a slash at the end asks for a folder. What a glob matches, it matches with all that lies below.

What lies between two stars has a fixed length, so that its first match is as good as any other: the expression takes
that one and never comes back to it (an atomic group). The same holds for the names between two ``**``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

#: No path is longer, and no glob needs to be.
MAX_LENGTH = 4096
#: ``{a,b}{c,d}`` stands for four globs; more than so many, or more characters in all, are refused.
MAX_ALTERNATIVES = 200
_STAR = "*"
_ANY_FOLDERS = "**"


class GlobError(ValueError):
    """A glob that cannot be read; the message says what is wrong with it."""


@lru_cache(maxsize=1024)
def compile_glob(glob: str, git: bool = False) -> re.Pattern[str]:
    """An expression whose ``match`` accepts relative paths with forward slashes; folders end in one.

    ``git`` reads it as a line of ``.gitignore``: no alternatives, and a folder's match says nothing of what lies below.
    Raises ``GlobError`` for an empty glob, one that is too long, a set or alternatives left open, and for ``..``,
    which no path below the folder can hold.
    """
    if len(glob) > MAX_LENGTH:
        raise GlobError(f'"{glob[:60]}..." has over {MAX_LENGTH:,} characters')
    text = glob[1:] if glob.startswith("./") else glob
    body = text.strip("/")
    if not body:
        raise GlobError(f'"{glob}" matches nothing; write "**" for everything')
    anchored = "/" in text.rstrip("/")
    bodies = [body] if git else [each for each in _alternatives(body, glob) if each]
    if not bodies:
        raise GlobError(f'"{glob}" matches nothing')
    parts = [_expression(each, glob, anchored, folder=text.endswith("/"), git=git) for each in bodies]
    try:
        return re.compile(rf"(?s:{'|'.join(parts)})\Z")
    except (re.error, OverflowError) as error:
        raise GlobError(f'"{glob}" cannot be read: {error}') from None


def _expression(body: str, glob: str, anchored: bool, *, folder: bool, git: bool) -> str:
    if ".." in body.split("/"):
        raise GlobError(f'"{glob}" leads out of the folder that globs count from')
    names = _names(body, glob)
    # "x/**" is all that lies in x, but not x itself
    end = "/.+" if len(names) > 1 and names[-1] == [_ANY_FOLDERS] else ""
    if end:
        names.pop()
    if folder:
        end += "/" if git else "/.*"
    elif not end:
        end = "/?" if git else "(?:/.*)?"
    if names == [[_ANY_FOLDERS]]:
        return f"(?:.*{end})"
    if not anchored:
        names.insert(0, [_ANY_FOLDERS])
    return f"(?:{_path(names)}{end})"


def _path(names: list[list[str]]) -> str:
    """The expression for names joined by slashes; a ``**`` stands for any folders, none included."""
    runs: list[list[str]] = [[]]
    for name in names:
        if name == [_ANY_FOLDERS]:
            runs.append([])
        else:
            runs[-1].append(_name(name))
    first, *others = runs
    if not others:
        return "/".join(first)
    parts = ["".join([f"{name}/" for name in first])]
    parts += [f"(?>(?:[^/]+/)*?{''.join([f'{name}/' for name in run])})" for run in others[:-1]]
    last = others[-1]
    parts.append(f"(?:[^/]+/)*{'/'.join(last)}" if last else ".*")
    return "".join(parts)


def _name(tokens: list[str]) -> str:
    """The expression for one name, atomic: it matches a name in one way or not at all."""
    chunks: list[str] = [""]
    for token in tokens:
        if token != _STAR:
            chunks[-1] += token
        elif chunks[-1] or len(chunks) == 1:
            chunks.append("")
    first, *others = chunks
    if not others:
        return first
    # a name has at least one character: "x/*" is not "x/"
    opening = first or "(?=[^/])"
    middle = "".join([f"(?>[^/]*?{chunk})" for chunk in others[:-1]])
    return rf"(?>{opening}{middle}[^/]*{others[-1]}(?=/|\Z))"


def _names(body: str, glob: str) -> list[list[str]]:
    """The names of a path, each as tokens: the expression of one character, or a star."""
    names: list[list[str]] = [[]]
    position = 0
    while position < len(body):
        char = body[position]
        position += 1
        if char == "/":
            names.append([])
        elif char == "\0":
            names[-1].append("")
        elif char == "*":
            names[-1].append(_STAR)
        elif char == "?":
            names[-1].append("[^/]")
        elif char == "[":
            token, position = _set(body, position, glob)
            names[-1].append(token)
        elif char == "\\" and position < len(body):
            names[-1].append(re.escape(body[position]))
            position += 1
        else:
            names[-1].append(re.escape(char))
    names = [[_ANY_FOLDERS] if name == [_STAR, _STAR] else name for name in names]
    return [name for name, before in zip(names, [[], *names], strict=False) if not name == before == [_ANY_FOLDERS]]


def _set(body: str, start: int, glob: str) -> tuple[str, int]:
    close = _set_end(body, start)
    if close < 0:
        raise GlobError(f'"{glob}" opens a set with "[" that it does not close; "\\[" is the character itself')
    inner = body[start:close]
    negated = inner[:1] in ("!", "^")
    inner = inner[1:] if negated else inner
    inner = re.sub(r"([\[&~|^\\])", r"\\\1", inner)
    return f"(?!/)[{'^' if negated else ''}{inner}]", close + 1


def _set_end(body: str, start: int) -> int:
    return body.find("]", start + 2 if body[start : start + 1] in ("!", "^") else start + 1)


def _alternatives(body: str, glob: str) -> list[str]:
    """The globs that one with ``{a,b}`` stands for, each without braces."""
    if "{" not in body:
        return [body]
    # what the open braces hold: their finished alternatives, and what is before them
    stack: list[tuple[list[str], list[str]]] = []
    current = [""]
    for piece in _split_braces(body):
        if piece == "{":
            stack.append(([], current))
            current = [""]
        elif piece == "," and stack:
            stack[-1][0].extend(current)
            current = [""]
        elif piece == "}" and stack:
            alternatives, before = stack.pop()
            current = _joined(before, [*alternatives, *current], glob)
        else:
            current = _joined(current, [piece], glob)
    if stack:
        raise GlobError(f'"{glob}" opens a brace that it does not close')
    return current


def _split_braces(body: str) -> Iterator[str]:
    """Braces and commas, and what lies between them; those escaped or in a set are none."""
    position = start = 0
    while position < len(body):
        char = body[position]
        if char in "{,}":
            yield from (body[start:position], char) if start < position else (char,)
            start = position + 1
        elif char == "\\":
            position += 1
        elif char == "[":
            position = max(position, _set_end(body, position + 1))
        position += 1
    if start < len(body):
        yield body[start:]


def _joined(before: list[str], after: list[str], glob: str) -> list[str]:
    if len(before) * len(after) <= MAX_ALTERNATIVES:
        joined = [_join(left, right) for left in before for right in after]
        if sum(map(len, joined)) <= 2 * MAX_LENGTH:
            return joined
    raise GlobError(f'"{glob[:60]}" stands for too many globs, over {MAX_ALTERNATIVES}')


def _join(left: str, right: str) -> str:
    # two stars that meet here are not "**"; no path holds a NUL, and it stands for nothing
    return f"{left}\0{right}" if left.endswith("*") and right.startswith("*") else left + right

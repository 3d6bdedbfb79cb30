"""What the files of a project around a program say: the version of the helper library that it uses.

The nearest folder with a file that names the library decides. In a folder, what is installed or locked is exact; else
the lowest version that a requirement allows is taken, so that nothing is called wrong that is right in one of them.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from typing import NamedTuple

#: Numbers of a version, for comparison; a short one is the lowest of its kind: ``(5,)`` is before ``(5, 10)``.
Version = tuple[int, ...]

#: Folders above a program that are searched.
_FOLDERS = 24
#: Lock files of more bytes are not read.
_MAX_BYTES = 20_000_000
_CONSTRAINT = re.compile(r"(<=?|>=?|!=|=+|~[>=]?|\^)?\s*v?(\d{1,5}(?:\.\d{1,5})*)")


class _Names(NamedTuple):
    """Files that name a library: patterns of paths in a folder, and a regex for the version or the requirement."""

    files: tuple[str, ...]
    regex: re.Pattern[str]


#: By the name of the library's table: where its version is, the surest first.
_WHERE: dict[str, tuple[_Names, ...]] = {
    "node": (
        _Names(("node_modules/twilio/package.json",), re.compile(r'"version"\s*:\s*"([^"]+)"')),
        _Names(
            ("package-lock.json", "npm-shrinkwrap.json"),
            re.compile(r'"(?:node_modules/)?twilio"\s*:\s*\{\s*"version"\s*:\s*"([^"]+)"'),
        ),
        _Names(("yarn.lock",), re.compile(r'^"?twilio@[^\n]*:\r?\n\s+"?version"?:?\s+"?(\d[\w.+-]*)', re.MULTILINE)),
        _Names(("pnpm-lock.yaml",), re.compile(r"^\s+['\"]?/?twilio[@/](\d[\w.+-]*)", re.MULTILINE)),
        _Names(("package.json",), re.compile(r'"twilio"\s*:\s*"([^"]+)"')),
    ),
    "python": (
        _Names(
            ("poetry.lock", "uv.lock", "pdm.lock", "pylock.toml"),
            re.compile(r'^name = "twilio"\r?\nversion = "([^"]+)"', re.MULTILINE),
        ),
        _Names(("Pipfile.lock",), re.compile(r'"twilio"\s*:\s*\{[^{}]*?"version"\s*:\s*"([^"]+)"')),
        _Names(
            ("requirements*.txt", "requirements/*.txt", "constraints*.txt", "setup.cfg"),
            re.compile(r"^[ \t]*twilio[ \t]*(?:\[[^\]\n]*\])?[ \t]*([<>=!~][^#;\n]*)", re.MULTILINE | re.IGNORECASE),
        ),
        _Names(
            ("pyproject.toml", "setup.py", "Pipfile"),
            re.compile(
                r"""["']?\btwilio["']?[ \t]*(?:\[[^\]\n]*\])?[ \t]*"""
                r"""(?:=[ \t]*(?:\{[^}\n]*?version[ \t]*=[ \t]*)?["'])?([<>=!~^\d][^"'\n]*)""",
                re.IGNORECASE,
            ),
        ),
    ),
    "ruby": (
        _Names(("Gemfile.lock", "gems.locked"), re.compile(r"^ {4}twilio-ruby \(([^)]+)\)", re.MULTILINE)),
        _Names(
            ("Gemfile", "gems.rb", "*.gemspec"),
            re.compile(r"""["']twilio-ruby["']((?:\s*,\s*["'][^"'\n]*["'])+)"""),
        ),
    ),
    "php": (
        _Names(
            ("composer.lock", "vendor/composer/installed.json"),
            re.compile(r'"name"\s*:\s*"twilio/sdk"\s*,\s*"version"\s*:\s*"([^"]+)"'),
        ),
        _Names(("composer.json",), re.compile(r'"twilio/sdk"\s*:\s*"([^"]+)"')),
    ),
}  # fmt: skip


def library_version(path: str, library: str) -> Version | None:
    """The version of a helper library that the project of a file uses, or the lowest that it may use.

    ``library`` is the name of the library's table (``node``). ``None`` where nothing says.
    """
    folder = os.path.dirname(os.path.abspath(path))
    for _ in range(_FOLDERS):
        present = _listed(folder)
        for where in _WHERE.get(library, ()):
            for file in _files(folder, where.files, present):
                match = where.regex.search(_text(file))
                version = lowest(match[1]) if match is not None else None
                if version is not None:
                    return version
        parent = os.path.dirname(folder)
        if parent == folder or ".git" in present:
            break
        folder = parent
    return None


def lowest(requirement: str) -> Version | None:
    """The lowest version that a requirement allows: ``^3.84.0``, ``>=6,<7``; ``None`` where it names none."""
    versions = [
        tuple([int(number) for number in version.split(".")])
        for operator, version in _CONSTRAINT.findall(requirement)
        if not operator.startswith(("<", "!"))
    ]
    return min(versions, default=None)


def _listed(folder: str) -> frozenset[str]:
    try:
        return frozenset(os.listdir(folder))
    except OSError:
        return frozenset()


def _files(folder: str, patterns: Iterable[str], present: frozenset[str]) -> Iterator[str]:
    """The files of a folder that patterns name; only the first part and the last may be patterns."""
    for pattern in patterns:
        head, _, rest = pattern.partition("/")
        for name in sorted(entry for entry in present if fnmatchcase(entry, head)) if "*" in head else [head]:
            if name not in present:
                continue
            if "*" in rest:
                inner = os.path.join(folder, name)
                yield from (os.path.join(inner, entry) for entry in sorted(_listed(inner)) if fnmatchcase(entry, rest))
            else:
                yield os.path.join(folder, name, rest) if rest else os.path.join(folder, name)


def _text(file: str) -> str:
    try:
        with open(file, encoding="utf-8", errors="replace") as opened:
            return opened.read(_MAX_BYTES) if os.path.getsize(file) <= _MAX_BYTES else ""
    except OSError:
        return ""

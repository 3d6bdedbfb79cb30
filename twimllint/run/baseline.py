"""A baseline for old projects: the findings that are known and may stay, so that only new ones fail.

A finding is matched by its file, its rule and the text of its line, not by the line's number, so that moved lines
stay matched. Paths count from the folder of the baseline, so that it holds from wherever twimllint is called. The file
is sorted JSON with an entry a line, so that a change shows as a change.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from twimllint.engine.diagnostic import Diagnostic
from twimllint.engine.result import Failure, FileResult, Run
from twimllint.files.reading import FileHead, read
from twimllint.source.text import Source

VERSION = 1
#: The baseline of a million findings or so.
MAX_BYTES = 64 << 20
_MAX_LINE_CHARACTERS = 160

Entry = tuple[str, str, str]  # path, rule's name, text of the place


class BaselineError(Exception):
    """A baseline file that cannot be read; the message names the file and the reason."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """How often each known finding is in the project."""

    entries: Mapping[Entry, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Applied:
    """A run without its known findings, and the entries of the baseline that nothing matches any more."""

    run: Run
    removable: Mapping[Entry, int]


class Lines:
    """The lines of a document as the baseline has them, each made once however many findings it has."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._entries_by_line: dict[int, str] = {}

    def entry(self, path: str, diagnostic: Diagnostic) -> Entry:
        """What identifies a finding wherever its line moves; ``path`` is that of ``place``."""
        line = self._source.position(diagnostic.span.start)[0]
        if line not in self._entries_by_line:
            line_text = " ".join(self._source.line_text(line).split())[:_MAX_LINE_CHARACTERS]
            self._entries_by_line[line] = line_text.encode("utf-8", "backslashreplace").decode("utf-8")[
                :_MAX_LINE_CHARACTERS
            ]
        return path, diagnostic.name, self._entries_by_line[line]


class Place(NamedTuple):
    """A document as the baseline has it: its path, seen from the baseline's folder, and the rules that ran on it."""

    path: str
    rules: frozenset[str]


def place(path: str, file: str, rules: frozenset[str] = frozenset()) -> Place:
    """The place of a document for the baseline at ``file``; both paths are absolute."""
    with suppress(ValueError):  # where it lies on another drive
        path = os.path.relpath(path, os.path.dirname(file))
    return Place(path.replace(os.sep, "/").encode("utf-8", "backslashreplace").decode("utf-8"), rules)


def make(files: Iterable[tuple[Place, FileResult]]) -> Baseline:
    """The baseline that holds every finding of the files, which come with their places."""
    entries: Counter[Entry] = Counter()
    for where, file in files:
        lines = Lines(file.source)
        entries.update([lines.entry(where.path, diagnostic) for diagnostic in file.diagnostics])
    return Baseline(entries)


def apply(
    run: Run,
    places: Sequence[Place | None],
    baseline: Baseline,
    folder: str,
    former: Mapping[str, frozenset[str]] | None = None,
) -> Applied:
    """Take the known findings out of a run; ``places`` has one for each of its files, ``None`` for the others.

    An entry with a former name of a rule, which ``former`` has with the present ones, matches those. What is left over
    is removable where its file was linted and its rule ran, or where its file is gone from below ``folder``, the folder
    of the baseline.
    """
    left, former = Counter(baseline.entries), former or {}
    names = _names_in(baseline, former)
    pairs = zip(run.files, places, strict=True)
    files = [file if where is None else _new_only(where.path, file, left, names) for file, where in pairs]
    known_count = run.findings - sum(len(file.diagnostics) for file in files)
    ran = {where.path: where.rules for where in places if where is not None}
    removable = {
        key: count
        for key, count in left.items()
        if count > 0 and (ran[key[0]] & former.get(key[1], {key[1]}) if key[0] in ran else _is_deleted(key[0], folder))
    }
    return Applied(run._replace(files=tuple(files), baselined=run.baselined + known_count), removable)


def new_only(
    file: FileResult, where: Place, baseline: Baseline, former: Mapping[str, frozenset[str]] | None = None
) -> FileResult:
    """One document without its known findings; the rest is as in ``apply``."""
    return _new_only(where.path, file, Counter(baseline.entries), _names_in(baseline, former or {}))


def _names_in(baseline: Baseline, former: Mapping[str, frozenset[str]]) -> dict[str, list[str]]:
    """The former names that a baseline has, by the present ones."""
    used = {rule for _, rule, _ in baseline.entries if rule in former}
    return {now: sorted(old for old in used if now in former[old]) for old in used for now in former[old]}


def _is_deleted(path: str, folder: str) -> bool:
    # with a backslash in it the name may not be the file's own
    return path != "-" and "\\" not in path and not os.path.lexists(os.path.join(folder, path))


def _new_only(path: str, file: FileResult, left: Counter[Entry], names: Mapping[str, Sequence[str]]) -> FileResult:
    kept: list[Diagnostic] = []
    lines = Lines(file.source)
    for diagnostic in file.diagnostics:
        _, now, text = key = lines.entry(path, diagnostic)
        entry = next((one for one in (key, *[(path, old, text) for old in names.get(now, ())]) if left[one] > 0), None)
        if entry is None:
            kept.append(diagnostic)
        else:
            left[entry] -= 1
    return file if len(kept) == len(file.diagnostics) else file._replace(diagnostics=tuple(kept))


def prune(baseline: Baseline, removable: Mapping[Entry, int]) -> Baseline:
    """A baseline without the entries that nothing matches any more."""
    kept = Counter(baseline.entries)
    kept.subtract(removable)
    return Baseline({key: count for key, count in kept.items() if count > 0})


def dump(baseline: Baseline) -> str:
    """The text of a baseline file: stable, sorted, an entry a line."""
    import json

    files: dict[str, list[dict[str, Any]]] = {}
    for (path, rule, text), count in sorted(baseline.entries.items()):
        row: dict[str, Any] = {"rule": rule, "text": text}
        if count > 1:
            row["count"] = count
        files.setdefault(path, []).append(row)
    blocks = []
    for path, rows in files.items():
        lines = ",\n".join("      " + json.dumps(row, ensure_ascii=False) for row in rows)
        blocks.append(f"    {json.dumps(path, ensure_ascii=False)}: [\n{lines}\n    ]")
    body = ",\n".join(blocks)
    inner = f"{{\n{body}\n  }}" if blocks else "{}"
    return f'{{\n  "version": {VERSION},\n  "files": {inner}\n}}\n'


def load(path: str) -> Baseline:
    """Read a baseline file. Raises ``BaselineError`` where it is missing, no JSON, or of another make."""
    import json

    content = read(path, MAX_BYTES)
    if isinstance(content, Failure):
        missing = not os.path.lexists(path)
        reason = "does not exist; --write-baseline makes it" if missing else f"cannot be read: {content.message}"
        raise BaselineError(f"baseline {path} {reason}")
    if isinstance(content, FileHead):
        raise BaselineError(f"baseline {path} has over {MAX_BYTES:,} bytes, too many for a baseline")
    try:
        table = json.loads(content)
    except json.JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}: {error.msg}"
        raise BaselineError(f"baseline {path} is not JSON at {place}") from error
    except (ValueError, RecursionError) as error:
        raise BaselineError(f"baseline {path} cannot be read: {error}") from error
    if not isinstance(table, dict) or table.get("version") != VERSION:
        raise BaselineError(f"baseline {path} is not of version {VERSION}; --write-baseline makes it anew")
    try:
        entries: Counter[Entry] = Counter()
        for key, count in _entries(table["files"].items()):
            entries[key] += count
        return Baseline(entries)
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError) as error:
        raise BaselineError(f"baseline {path} is damaged ({error!r}); --write-baseline makes it anew") from error


def _entries(files: Iterable[tuple[str, Any]]) -> Iterable[tuple[Entry, int]]:
    for path, rows in files:
        for row in rows:
            count = row.get("count", 1)
            if not isinstance(count, int) or not 0 < count < 1 << 32:
                raise ValueError(f"count is {str(count)[:40]}")
            yield (path, str(row["rule"]), str(row["text"])), count

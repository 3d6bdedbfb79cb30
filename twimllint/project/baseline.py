"""A baseline for old projects: the findings that are known and may stay, so that only new ones fail.

A finding is matched by its file, its rule and the text of its line, not by the line's number, so that moved lines
stay matched. The file is sorted JSON with an entry a line, so that a change shows as a change.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from twimllint.lint.diagnostic import Diagnostic
from twimllint.lint.result import FileResult, Run
from twimllint.source.text import Source

VERSION = 1
_LONGEST = 160

Entry = tuple[str, str, str]  # path, rule's name, text of the place


class BaselineError(Exception):
    """A baseline file that cannot be read; the message names the file and the reason."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """How often each known finding stands in the project."""

    entries: Mapping[Entry, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Applied:
    """A run without its known findings, and the entries of the baseline that nothing matches any more."""

    run: Run
    removable: Mapping[Entry, int]


def entry(path: str, source: Source, diagnostic: Diagnostic) -> Entry:
    """What identifies a finding wherever its line moves."""
    line = source.line_text(source.position(diagnostic.span.start)[0])
    text = " ".join(line.split()).encode("utf-8", "backslashreplace").decode("utf-8")
    return _portable(path), diagnostic.name, text[:_LONGEST]


def _portable(path: str) -> str:
    return path.replace("\\", "/").encode("utf-8", "backslashreplace").decode("utf-8")


def make(run: Run) -> Baseline:
    """The baseline that holds every finding of a run."""
    found = Counter(entry(file.path, file.source, d) for file in run.files for d in file.diagnostics)
    return Baseline(dict(found))


def apply(run: Run, baseline: Baseline) -> Applied:
    """Take the known findings out of a run. Entries of files that were not linted are not called removable."""
    left = Counter(baseline.entries)
    files = tuple([_new_only(file, left) for file in run.files])
    known = run.findings - sum(len(file.diagnostics) for file in files)
    linted = {_portable(file.path) for file in run.files}
    removable = {key: count for key, count in left.items() if count > 0 and key[0] in linted}
    return Applied(run._replace(files=files, baselined=known), removable)


def _new_only(file: FileResult, left: Counter[Entry]) -> FileResult:
    kept: list[Diagnostic] = []
    for diagnostic in file.diagnostics:
        key = entry(file.path, file.source, diagnostic)
        if left[key] > 0:
            left[key] -= 1
        else:
            kept.append(diagnostic)
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

    try:
        with open(path, encoding="utf-8") as file:
            content = json.load(file)
    except FileNotFoundError as error:
        raise BaselineError(f"baseline {path} does not exist; --write-baseline makes it") from error
    except (OSError, ValueError) as error:
        raise BaselineError(f"baseline {path} cannot be read: {error}") from error
    if not isinstance(content, dict) or content.get("version") != VERSION:
        raise BaselineError(f"baseline {path} is not of version {VERSION}; --write-baseline makes it anew")
    try:
        return Baseline(dict(_entries(content["files"].items())))
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise BaselineError(f"baseline {path} is damaged ({error!r}); --write-baseline makes it anew") from error


def _entries(files: Iterable[tuple[str, Any]]) -> Iterable[tuple[Entry, int]]:
    for path, rows in files:
        for row in rows:
            yield (path, str(row["rule"]), str(row["text"])), int(row.get("count", 1))

"""Is this file a report of an earlier run? Nothing else is overwritten by a report or a baseline."""

from __future__ import annotations

import re

_PLACE = r"[^\n]+?:\d+(?::\d+)?: "
_SEVERITY = r"(?:error|warning|info)"
#: How a report of each format begins; an empty file is a report of any.
_BEGINNINGS = {
    "full": rf"{_SEVERITY}\[[A-Z]+\d+\]|No findings in |\d+ files?, |(?:[^\n]+: )?failure: ",
    "concise": rf"{_PLACE}{_SEVERITY} [A-Z]+\d+ |(?:[^\n]+: )?failure: ",
    "grouped": rf"[^\n]+\n +\d+:\d+ +{_SEVERITY} |No findings in |\d+ files?, |(?:[^\n]+: )?failure: ",
    "json": r'\{"version": \d+, "tool": \{"name": "twimllint"',
    "jsonl": r'\{"path": "[^\n]*"code": "|\{"failure": ',
    "sarif": r'\{[^\n]{0,300}"(?:\$schema|version|runs)"[^\n]{0,300}sarif',
    "junit": r"<\?xml[^>]*>\s*<testsuites?\b",
    "checkstyle": r"<\?xml[^>]*>\s*<checkstyle\b",
    "github": r"::(?:error|warning|notice) ",
    "gitlab": r'\[\s*(?:\]|\{"type": "issue")',
    "azure": r"##vso\[task\.logissue ",
    "rdjson": r'\{"source": \{"name": "twimllint"',
    "rdjsonl": r'\{"message": "[^\n]*"source": \{"name": "twimllint"',
    "pylint": rf"{_PLACE}\[\w+\(",
    "teamcity": r"##teamcity\[",
    "markdown": r"### twimllint\n",
}
_BASELINE = r'\{\s*"version":\s*\d+,\s*"files":\s*\{'
#: So much of a file is looked at.
HEAD = 4096


def is_report(form: str, head: bytes) -> bool:
    """Whether a file whose content begins with ``head`` holds a report of this format, or nothing."""
    return _begins(_BEGINNINGS[form], head)


def is_baseline(head: bytes) -> bool:
    """Whether a file whose content begins with ``head`` holds a baseline, or nothing."""
    return _begins(_BASELINE, head)


def _begins(pattern: str, head: bytes) -> bool:
    text = head.decode("utf-8-sig", "replace").lstrip()
    return not text or re.match(pattern, text) is not None

"""Program text, data and documentation in which TwiML is not looked for, by suffix."""

from __future__ import annotations

import os

#: Suffixes, and what such a file is called. Those of templates and those that ``host`` reads are not among them.
LANGUAGES = {
    ".adoc": "AsciiDoc",
    ".c": "C",
    ".cc": "C++",
    ".cpp": "C++",
    ".ex": "Elixir",
    ".exs": "Elixir",
    ".groovy": "Groovy",
    ".ipynb": "a notebook",
    ".json": "JSON",
    ".kt": "Kotlin",
    ".lua": "Lua",
    ".pl": "Perl",
    ".pm": "Perl",
    ".ps1": "PowerShell",
    ".rs": "Rust",
    ".scala": "Scala",
    ".sh": "a shell script",
    ".sql": "SQL",
    ".swift": "Swift",
    ".toml": "TOML",
    ".vb": "Visual Basic",
    ".yaml": "YAML",
    ".yml": "YAML",
}


def language_of(path: str) -> str | None:
    """What a file of that name is, or ``None`` where it may hold TwiML."""
    return LANGUAGES.get(os.path.splitext(path)[1].lower())

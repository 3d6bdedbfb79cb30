"""What holds where nothing is configured, in a module of its own: most runs need nothing else of the settings."""

from __future__ import annotations

#: Files that may hold a configuration; the first of them in a folder wins.
NAMES = (".twimllint.toml", "twimllint.toml", "pyproject.toml")
FAIL_ON = "warning"
PRESET = "recommended"

#: Folders that are never walked: other people's code, and what tools write.
EXCLUDE = (
    ".bzr", ".cache", ".direnv", ".eggs", ".git", ".gradle", ".hg", ".idea", ".mypy_cache", ".next", ".nox", ".nuxt",
    ".pytest_cache", ".ruff_cache", ".serverless", ".svn", ".terraform", ".tox", ".venv", ".vscode", ".yarn",
    "__pycache__", "_build", "bower_components", "build", "dist", "node_modules", "site-packages", "target", "vendor",
    "venv",
)  # fmt: skip

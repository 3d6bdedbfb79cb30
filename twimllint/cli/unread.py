"""Files that could be looked at if more were installed."""

from __future__ import annotations

from collections.abc import Sequence

from twimllint.cli.streams import warn
from twimllint.host.languages import EXTRA
from twimllint.report.plain import count


def warn_of_unread(languages: Sequence[str]) -> None:
    """Say how many files were found that cannot be read, and what to install; ``languages`` has that of each."""
    if languages:
        names = ", ".join(sorted(set(languages)))
        files = count(len(languages), "file")
        warn(f"{files} that may hold TwiML cannot be read ({names}); pip install '{EXTRA}' adds that")

"""What a report may ask of its surroundings; the command line decides, reports only read."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class RenderOptions(NamedTuple):
    """How to write a report.

    ``color`` allows ANSI colours and ``hyperlinks`` terminal links (OSC 8); ``width`` is the number of columns that
    source lines may take. ``quiet`` leaves out the closing line, ``verbose`` adds what was skipped to it.
    ``version`` is the version of twimllint, ``root`` the absolute folder that paths count from (the run's own where
    empty). ``describe`` turns the name of a rule into its long explanation in Markdown, where that is at hand.
    ``columns`` is the unit in which ``concise`` counts columns, one of ``twimllint.report.columns.UNITS``.
    ``failures`` asks the formats for people to list what could not be done, which a screen shows on standard error.
    """

    color: bool = False
    width: int = 100
    verbose: bool = False
    quiet: bool = False
    hyperlinks: bool = False
    version: str = "0"
    root: str = ""
    describe: Callable[[str], str] | None = None
    columns: str = "characters"
    failures: bool = False

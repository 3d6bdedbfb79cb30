"""What came out: the findings of each file and of the whole run, as every report format reads them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twimllint.engine.basics import RuleInfo, Severity
    from twimllint.engine.diagnostic import Diagnostic
    from twimllint.source.text import Source


def error_text(error: BaseException) -> str:
    """The class and message of an error in one line, whatever its own code does when it is asked for the message."""
    try:
        text = str(error)
    except Exception:
        text = ""
    return " ".join(f"{type(error).__name__}: {text}".split()).removesuffix(":")


class Failure(NamedTuple):
    """Work that could not be done (unreadable file, broken manifest ...): printed to standard error, exit 2.

    ``path`` is empty where no file is to blame; ``line`` counts from 1 and is ``None`` where no line can be named.
    """

    path: str
    message: str
    line: int | None = None

    def __str__(self) -> str:
        place = [part for part in (self.path, self.line and str(self.line)) if part]
        return ": ".join([":".join(place), self.message]) if place else self.message


class Renamed(NamedTuple):
    """A rule that is selected or suppressed by a former code or name: that one, the present one, and where."""

    old: str
    new: str
    place: str

    def __str__(self) -> str:
        return f'{self.place}: rule "{self.old}" is now called "{self.new}"'


class FileResult(NamedTuple):
    """One document linted.

    ``path`` is the path as shown (forward slashes, relative to the working folder where it lies below it);
    ``diagnostics`` are in the order of the text; ``suppressed`` counts the findings that a comment silenced;
    ``fixed`` counts the fixes applied to it in this run; ``failures`` says what could not be done about it.
    ``collected`` holds what each ``ProjectRule`` wants to know of it, by the rule's name; ``limited`` names the rules
    that have more findings than are listed. ``renamed`` has the rules that its comments name as they were called.
    """

    path: str
    source: Source
    diagnostics: tuple[Diagnostic, ...] = ()
    suppressed: int = 0
    fixed: int = 0
    failures: tuple[Failure, ...] = ()
    collected: Mapping[str, Any] = {}
    limited: tuple[str, ...] = ()
    renamed: tuple[Renamed, ...] = ()


class Run(NamedTuple):
    """One run over many documents, in the order of their paths.

    ``files`` holds every document linted; ``skipped`` counts files that are not TwiML, ``excluded`` those that
    the configuration leaves out. ``rules`` maps the name of each rule known to its ``RuleInfo``. ``root`` is the
    absolute folder that relative paths count from.
    """

    root: str
    files: tuple[FileResult, ...] = ()
    failures: tuple[Failure, ...] = ()
    skipped: int = 0
    excluded: int = 0
    fixed: int = 0
    baselined: int = 0
    rules: Mapping[str, RuleInfo] = {}

    def number(self, severity: Severity) -> int:
        """How many findings have this severity."""
        return [d.severity for f in self.files for d in f.diagnostics].count(severity)

    @property
    def findings(self) -> int:
        """How many findings there are."""
        return sum(len(f.diagnostics) for f in self.files)

    @property
    def fixable(self) -> int:
        """How many findings carry a fix, safe or not."""
        return sum(d.fix is not None for f in self.files for d in f.diagnostics)

    @property
    def suppressed(self) -> int:
        """How many findings a comment silenced."""
        return sum(f.suppressed for f in self.files)

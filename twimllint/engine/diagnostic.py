"""What a rule says: a diagnostic with its place, and the edits that would mend it.

Nothing here knows TwiML, files or terminals. All places are offsets in code points of the decoded
text; lines and columns are worked out only where a report is written.
"""

from __future__ import annotations

from typing import NamedTuple

from twimllint.engine.basics import Severity as Severity
from twimllint.engine.basics import Span as Span


class Edit(NamedTuple):
    """Replace the text of ``span`` by ``text``; an empty span inserts."""

    span: Span
    text: str


class Fix(NamedTuple):
    """Edits that mend one finding together.

    ``safe`` means that the result is what the author surely meant; anything else waits for ``--unsafe-fixes``.
    """

    title: str
    edits: tuple[Edit, ...]
    safe: bool = False


class Related(NamedTuple):
    """A second place that explains the first ("control leaves here").

    ``path`` is set where that place lies in another file (a rooms manifest, a document of the same ring); the span
    then counts in that file's text, and ``line`` says its 1-based line where the text is not at hand.
    """

    span: Span
    message: str
    path: str | None = None
    line: int | None = None


class Diagnostic(NamedTuple):
    """One finding: a mistake, its place, and what to do about it.

    ``covers`` names further spans that the finding speaks for, so that more general rules stay silent there too.
    """

    code: str
    name: str
    severity: Severity
    span: Span
    message: str
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    help: str | None = None
    url: str | None = None
    twilio_code: int | None = None
    covers: tuple[Span, ...] = ()

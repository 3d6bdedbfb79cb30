"""What a rule says: a diagnostic with its place, and the edits that would fix it.

Nothing here knows TwiML, files or terminals. All places are offsets in code points of the decoded
text; lines and columns are worked out only where a report is written.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from twimllint.engine.basics import Severity as Severity
from twimllint.engine.basics import Span as Span
from twimllint.engine.message import joined

if TYPE_CHECKING:
    from twimllint.source.text import Place


class Edit(NamedTuple):
    """Replace the text of ``span`` by ``text``; an empty span inserts."""

    span: Span
    text: str


class Fix(NamedTuple):
    """Edits that fix one finding together.

    ``safe`` means that the result is what the author surely meant; anything else waits for ``--unsafe-fixes``.
    """

    title: str
    edits: tuple[Edit, ...]
    safe: bool = False


class Related(NamedTuple):
    """A second place that explains the first ("control leaves here").

    ``path`` is set where that place lies in another file (a rooms manifest, a document of the same ring); the span
    then counts in that file's text, and ``line`` says its 1-based line where the text is not at hand. ``again`` says
    that it explains nothing: the same is wrong there as well.
    """

    span: Span
    message: str
    path: str | None = None
    line: int | None = None
    again: bool = False


class Diagnostic(NamedTuple):
    """One finding: a mistake, its place, and what to do about it.

    ``title`` says what is wrong, ``label`` what is particular here (it belongs at the caret), ``help`` what to write
    instead and what Twilio does. ``id`` names the message among those of its rule. ``covers`` names further spans
    that the finding covers, so that more general rules stay silent there too.

    ``path`` and ``place`` are filled in by the engine; the lines and columns that they give are 1-based and count code
    points, and are 0 in a finding that no engine has placed.
    """

    code: str
    name: str
    severity: Severity
    span: Span
    title: str
    fix: Fix | None = None
    related: tuple[Related, ...] = ()
    help: str | None = None
    url: str | None = None
    twilio_code: int | None = None
    covers: tuple[Span, ...] = ()
    label: str = ""
    id: str = ""
    path: str = ""
    place: Place | None = None

    @property
    def message(self) -> str:
        """Title and label in one line."""
        return joined(self.title, self.label)

    @property
    def line(self) -> int:
        """The line that it begins on."""
        return 0 if self.place is None else self.place.line

    @property
    def column(self) -> int:
        """The column that it begins at."""
        return 0 if self.place is None else self.place.column

    @property
    def end_line(self) -> int:
        """The line that it ends on."""
        return 0 if self.place is None else self.place.end_line

    @property
    def end_column(self) -> int:
        """The column after its last character."""
        return 0 if self.place is None else self.place.end_column

    def __str__(self) -> str:
        """The finding as the concise format prints it."""
        place = [self.path, str(self.line), str(self.column)] if self.place is not None else [self.path]
        where = ":".join(part for part in place if part)
        text = f"{self.severity}[{self.code}] {self.name}: {self.message}"
        return f"{where}: {text}" if where else text

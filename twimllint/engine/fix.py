"""Apply fixes with care: never overlapping, never one that breaks the parse or leaves its own finding in place.

Rounds of fixing and linting go on until nothing changes, so that applying fixes twice gives what applying them once
gave.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from twimllint.engine.context import Context
from twimllint.engine.diagnostic import Diagnostic, Edit
from twimllint.engine.dispatcher import Dispatcher
from twimllint.engine.events import FixDropped
from twimllint.engine.findings import order, prepare
from twimllint.engine.finish import emit
from twimllint.engine.pipeline import lint_document
from twimllint.engine.result import FileResult
from twimllint.engine.settings import LintSettings
from twimllint.source.parse import parse
from twimllint.source.span import Span
from twimllint.source.text import Source, decode
from twimllint.source.wellformed import check_well_formed

#: More rounds than any chain of fixes needs; a bound so that two rules at odds cannot loop for ever.
ROUNDS = 25
#: So many characters are linted to find out which fixes of a batch do harm, and at least so many attempts are made: far
#: more than a document written by hand needs. What is not found out by then waits for another run.
MAX_CHARACTERS_LINTED, MIN_ATTEMPTS = 1_000_000, 8


@dataclass(frozen=True, slots=True)
class FixResult:
    """A document after its fixes.

    ``result`` lists what remains; ``applied`` the findings that were fixed; ``dropped`` those whose fix was given up
    because it would have malformed the parse or left the finding in place.
    """

    source: Source
    result: FileResult
    applied: tuple[Diagnostic, ...]
    dropped: tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True)
class FileState:
    """A file as it is now: its surroundings, whose document shows how sound it is, and the findings about it."""

    ctx: Context
    result: FileResult

    @property
    def source(self) -> Source:
        """The file."""
        return self.ctx.source

    @property
    def malformed(self) -> bool:
        """Whether its tree cannot be trusted."""
        return self.ctx.document.malformed

    @property
    def errors(self) -> int:
        """How many breaches of XML there are."""
        return len(self.ctx.document.errors)

    def counts(self) -> Counter[str]:
        """How many findings each rule has."""
        return Counter(diagnostic.name for diagnostic in self.result.diagnostics)


#: Lints the bytes of a file, as often as fixes change them.
Relint = Callable[[bytes], FileState]


def fix_source(source: Source, settings: LintSettings, dispatcher: Dispatcher, *, unsafe: bool = False) -> FixResult:
    """Apply the fixes of all findings in a document: the safe ones, and with ``unsafe`` all of them."""

    def relint(raw: bytes) -> FileState:
        return _state(decode(raw, source.path), settings, dispatcher)

    return fix_state(_state(source, settings, dispatcher), relint, dispatcher, unsafe=unsafe)


def fix_state(state: FileState, relint: Relint, dispatcher: Dispatcher, *, unsafe: bool = False) -> FixResult:
    """Apply the fixes of a file that ``relint`` lints, whatever kind of file it is.

    None is made where writing the file would change bytes that no fix is about.
    """
    applied: list[Diagnostic] = []
    dropped: list[Diagnostic] = []
    if not state.source.is_faithful:
        dropped = [d for d in state.result.diagnostics if _is_wanted(d, unsafe)]
        return FixResult(state.source, _with_dropped(state, dropped, dispatcher), (), tuple(dropped))
    search = _Search(relint, max(MIN_ATTEMPTS, MAX_CHARACTERS_LINTED // (len(state.source.text) + 1)))
    for _ in range(ROUNDS):
        dropped_keys = set(map(_key, dropped))
        batch = _compatible_fixes([d for d in state.result.diagnostics if _key(d) not in dropped_keys], unsafe)
        if not batch:
            break
        after = _state_after(state, batch, relint)
        if after is None:
            # the culprits wait; the rest of the batch has its turn in the next round
            dropped += search.failing_fixes(state, batch)
            continue
        applied.extend(batch)
        state = after
        # what did harm before may do none now, so that a second run finds nothing left to do
        dropped.clear()
    return FixResult(state.source, _with_dropped(state, dropped, dispatcher), tuple(applied), tuple(dropped))


def fix_is_effective(diagnostic: Diagnostic, source: Source, settings: LintSettings, dispatcher: Dispatcher) -> bool:
    """Whether the fix of one finding, made by itself, removes the finding and breaks nothing."""

    def relint(raw: bytes) -> FileState:
        return _state(decode(raw, source.path), settings, dispatcher)

    return fix_is_effective_in(_state(source, settings, dispatcher), diagnostic, relint)


def fix_is_effective_in(state: FileState, diagnostic: Diagnostic, relint: Relint) -> bool:
    """The same for a file that ``relint`` lints, whatever kind of file it is."""
    return _state_after(state, [diagnostic], relint) is not None


def apply(text: str, edits: Iterable[Edit]) -> str:
    """The text with non-overlapping edits made."""
    parts: list[str] = []
    last = 0
    for edit in sorted(edits, key=lambda edit: edit.span):
        parts += [text[last : edit.span.start], edit.text]
        last = edit.span.end
    parts.append(text[last:])
    return "".join(parts)


def _state(source: Source, settings: LintSettings, dispatcher: Dispatcher) -> FileState:
    document = parse(source, templates=settings.templates != "off")
    ctx = Context(document, settings, rules=dispatcher.registry.rules)
    return FileState(ctx, lint_document(document, check_well_formed(document), settings, dispatcher, limit=None))


def _is_wanted(diagnostic: Diagnostic, unsafe: bool) -> bool:
    fix = diagnostic.fix
    return fix is not None and bool(fix.edits) and (unsafe or fix.safe)


def _key(diagnostic: Diagnostic) -> tuple[str, Span, str]:
    """What distinguishes a finding from all others of a file."""
    return diagnostic.name, diagnostic.span, diagnostic.message


def _compatible_fixes(findings: Iterable[Diagnostic], unsafe: bool) -> list[Diagnostic]:
    """The findings whose fixes can be made together: no two touch the same text, and the first one wins."""
    batch: list[Diagnostic] = []
    taken = _Taken()
    starts = sorted(
        (d for d in findings if _is_wanted(d, unsafe)),
        key=lambda d: min(edit.span for edit in d.fix.edits) if d.fix else d.span,
    )
    for diagnostic in starts:
        spans = [edit.span for edit in diagnostic.fix.edits] if diagnostic.fix else []
        if not any(taken.touches(span) for span in spans):
            batch.append(diagnostic)
            for span in spans:
                taken.add(span)
    return batch


class _Taken:
    """Places of the text that fixes change: none touches another, so that starts and ends are in one order."""

    def __init__(self) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []

    def touches(self, span: Span) -> bool:
        """Whether a place touches one that is taken."""
        index = bisect_left(self._ends, span.start)
        return index < len(self._ends) and self._starts[index] <= span.end

    def add(self, span: Span) -> None:
        """Take a place."""
        index = bisect_right(self._ends, span.start)
        self._starts.insert(index, span.start)
        self._ends.insert(index, span.end)


def _state_after(state: FileState, batch: list[Diagnostic], relint: Relint) -> FileState | None:
    """The state after these fixes, or ``None`` where one of them did harm or no good."""
    edits = [edit for diagnostic in batch if diagnostic.fix for edit in diagnostic.fix.edits]
    text = apply(state.source.text, edits)
    if text == state.source.text:
        return None
    after = relint(state.source.encode(text))
    if (after.malformed and not state.malformed) or (after.errors > state.errors):
        return None
    before, now = state.counts(), after.counts()
    if state.malformed and not after.malformed:
        return after
    expected = Counter(diagnostic.name for diagnostic in batch)
    return after if all(now[name] <= before[name] - count for name, count in expected.items()) else None


class _Search:
    """Looks for the fixes of a batch that do harm, by halving, in at most so many attempts."""

    def __init__(self, relint: Relint, attempts: int) -> None:
        self.relint = relint
        self.attempts = attempts

    def failing_fixes(self, state: FileState, batch: list[Diagnostic]) -> list[Diagnostic]:
        """Those fixes of a failed batch that do not work by themselves, or are not known to."""
        if len(batch) == 1:
            return batch
        half = len(batch) // 2
        halves = [part for part in (batch[:half], batch[half:]) if not self._works(state, part)]
        # where each half is fine and only both together are not, the later one waits
        return [d for part in halves for d in self.failing_fixes(state, part)] or batch[half:]

    def _works(self, state: FileState, batch: list[Diagnostic]) -> bool:
        self.attempts -= 1
        return self.attempts >= 0 and _state_after(state, batch, self.relint) is not None


def _with_dropped(state: FileState, dropped: list[Diagnostic], dispatcher: Dispatcher) -> FileResult:
    """The result with a finding for each fix that was given up."""
    result = state.result
    if not dropped or dispatcher.rule("fix-dropped") is None:
        return result
    remaining = {(d.name, d.message) for d in result.diagnostics}
    new = [
        prepare(report, state.ctx)
        for diagnostic in dropped
        if (diagnostic.name, diagnostic.message) in remaining
        for report in emit(FixDropped(diagnostic), state.ctx, dispatcher)
    ]
    return result._replace(diagnostics=tuple(sorted((*result.diagnostics, *new), key=order)))

"""One file of program text or documentation: is there TwiML in it, and what is wrong with that."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from twimllint.engine.diagnostic import Diagnostic
from twimllint.engine.dispatcher import Dispatcher
from twimllint.engine.fix import FileState, fix_is_effective_in, fix_state
from twimllint.engine.result import FileResult
from twimllint.engine.settings import LintSettings
from twimllint.host.check import Checked, check_program
from twimllint.host.decoding import decode_program
from twimllint.host.detect import is_test_file, may_hold_twiml
from twimllint.host.extract import Extracted, missing
from twimllint.host.languages import Language
from twimllint.host.remembered import Remembered
from twimllint.source.text import Source


class AlreadyReadProgram(Protocol):
    """What is known of a program before it is linted, to whoever keeps it."""

    @property
    def remembered(self) -> Remembered:
        """The findings about the documents of its last version."""

    def extracted(self, text: str) -> Extracted | None:
        """The TwiML in a program of that text."""


class ProgramOutcome(NamedTuple):
    """What became of a file: its result where it holds TwiML, and the file before its fixes where there were any.

    ``unreadable_language`` names the language that cannot be read as it is installed; ``unreadable_because`` says why
    the file cannot be read as a program of its language.
    """

    result: FileResult | None = None
    before: Source | None = None
    unreadable_language: str | None = None
    unreadable_because: str | None = None


def lint_program(
    raw: bytes,
    shown: str,
    language: Language,
    settings: LintSettings,
    dispatcher: Dispatcher,
    fix: str | None,
    ahead: AlreadyReadProgram | None = None,
) -> ProgramOutcome:
    """Lint the TwiML in a file, and fix it where that is asked for.

    What is known ``ahead`` is not worked out again.
    """
    wanted = settings.code and may_hold_twiml(raw) and (settings.code_tests or not is_test_file(shown))
    if not wanted:
        return ProgramOutcome()
    if missing(language):
        return ProgramOutcome(unreadable_language=language.name)
    source = decode_program(raw, shown)
    if ahead is None:
        checked = check_program(source, language, settings, dispatcher)
    else:
        extracted = ahead.extracted(source.text)
        checked = check_program(source, language, settings, dispatcher, extracted, ahead.remembered)
    if checked.result is None:
        return ProgramOutcome(unreadable_because=checked.unreadable_because)
    if fix is None or not any(diagnostic.fix is not None for diagnostic in checked.result.diagnostics):
        return ProgramOutcome(checked.result)

    def look(raw: bytes) -> FileState:
        return _state(check_program(decode_program(raw, shown), language, settings, dispatcher))

    outcome = fix_state(_state(checked), look, dispatcher, unsafe=fix == "unsafe")
    if outcome.source.raw == raw:  # nothing was fixed, or fixes have led back to where they began
        return ProgramOutcome(outcome.result)
    return ProgramOutcome(outcome.result._replace(fixed=len(outcome.applied)), checked.ctx.source)


def fix_is_effective_in_program(
    diagnostic: Diagnostic, raw: bytes, shown: str, language: Language, settings: LintSettings, dispatcher: Dispatcher
) -> bool:
    """Whether the fix of one finding, made by itself, removes the finding and breaks nothing."""

    def look(raw: bytes) -> FileState:
        return _state(check_program(decode_program(raw, shown), language, settings, dispatcher))

    return not missing(language) and fix_is_effective_in(look(raw), diagnostic, look)


def _state(checked: Checked) -> FileState:
    """A file whose TwiML is gone, or that is no program any more, counts as malformed: no fix may do that."""
    ctx = checked.ctx
    if checked.result is None:
        ctx.document.malformed = True
        return FileState(ctx, FileResult(ctx.path, ctx.source))
    return FileState(ctx, checked.result)

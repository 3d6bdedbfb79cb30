"""One file: is it TwiML, and what is wrong with it."""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple, Protocol

from twimllint.engine.context import Context
from twimllint.engine.dispatcher import Dispatcher
from twimllint.engine.pipeline import lint_document
from twimllint.engine.result import Failure, FileResult
from twimllint.engine.settings import LintSettings
from twimllint.files.detect import has_twiml_suffix, is_twiml, looks_like_twiml, provider_of
from twimllint.files.discover import FoundFile
from twimllint.files.reading import MAX_BYTES, FileHead, read
from twimllint.source.parse import parse
from twimllint.source.span import Span
from twimllint.source.text import Source, decode
from twimllint.source.tree import Document
from twimllint.source.wellformed import Xml, check_well_formed

if TYPE_CHECKING:
    from twimllint.engine.clock import Clock
    from twimllint.engine.diagnostic import Diagnostic
    from twimllint.host.extract import Extracted
    from twimllint.host.remembered import Remembered

_LARGE_FILE_BYTES = 64 * 1024
#: How the names of files end that are no program text.
_NO_PROGRAM = (".xml", ".twiml")


class WorkerLostError(Exception):
    """A worker process has gone, and what it was linting with it; the message says what to do."""


class FileOutcome(NamedTuple):
    """What became of one file: its result, or a failure, or neither where it is not TwiML.

    ``before`` is the document before its fixes, ``None`` where none was made. ``unreadable_language`` names
    the language of a program that cannot be read as it is installed; ``unreadable_because`` says why a program was
    skipped; ``provider`` whose XML it is instead of TwiML.
    """

    path: str
    result: FileResult | None = None
    failure: Failure | None = None
    before: Source | None = None
    unreadable_language: str | None = None
    unreadable_because: str | None = None
    provider: str | None = None

    @property
    def changed(self) -> bool:
        """Whether fixing changed the document."""
        return self.before is not None


class _Steps(NamedTuple):
    """What is done with a document, one after the other."""

    parse: Callable[..., Document] = parse
    check: Callable[[Document], Xml | None] = check_well_formed
    lint: Callable[..., FileResult] = lint_document


_STEPS = _Steps()


def _timed_steps(clock: Clock) -> _Steps:
    """The same, each measured as part of a phase."""
    return _Steps(
        clock.of_phase("parsing", parse),
        clock.of_phase("parsing", check_well_formed),
        clock.of_phase("schema and dispatch", lint_document),
    )


class AlreadyRead(Protocol):
    """What has been read of a document before it is linted, by whoever needs it too."""

    def take_document(self) -> Document | None:
        """The tree of a document; only once, since well-formedness is noted in it."""

    @property
    def remembered(self) -> Remembered:
        """The findings about the documents in the last version of a program."""

    def extracted(self, text: str) -> Extracted | None:
        """The TwiML in a program of that text."""


def lint_bytes(
    raw: bytes,
    shown: str,
    settings: LintSettings,
    dispatcher: Dispatcher,
    fix: str | None,
    *,
    assume_twiml: bool = True,
) -> FileOutcome:
    """Lint a file's bytes; with ``assume_twiml`` as TwiML, whatever they hold, as with standard input."""
    try:
        program = _lint_program(raw, shown, settings, dispatcher, fix)
        if program is not None:
            return program
        assume_twiml = assume_twiml or has_twiml_suffix(shown)
        # the bytes may show it before they are decoded
        if not assume_twiml and not looks_like_twiml(raw, shown):
            return FileOutcome(shown)
        return _lint_source(decode(raw, shown), settings, dispatcher, fix, assume_twiml=assume_twiml)
    except Exception as error:
        return _outcome_of_crash(raw, shown, error, dispatcher)


def lint_text(
    text: str,
    shown: str,
    settings: LintSettings,
    dispatcher: Dispatcher,
    *,
    assume_twiml: bool = True,
    ahead: AlreadyRead | None = None,
) -> FileOutcome:
    """Lint a document that is decoded already, such as an editor's; spans are offsets in ``text``.

    What is there ``ahead`` is not read again.
    """
    source = Source.from_text(text, shown)
    try:
        program = _lint_program(text.encode("utf-8", "surrogatepass"), shown, settings, dispatcher, None, ahead)
        if program is not None:
            return program
        tree = None if ahead is None or settings.templates == "off" else ahead.take_document()
        assume_twiml = assume_twiml or has_twiml_suffix(shown)
        if tree is None and not assume_twiml and not looks_like_twiml(source.raw, shown):
            return FileOutcome(shown)
        return _lint_source(source, settings, dispatcher, None, assume_twiml=assume_twiml, tree=tree)
    except Exception as error:
        return _outcome_of_crash(source.raw, shown, error, dispatcher)


def _lint_program(
    raw: bytes,
    shown: str,
    settings: LintSettings,
    dispatcher: Dispatcher,
    fix: str | None,
    ahead: AlreadyRead | None = None,
) -> FileOutcome | None:
    """The result of a file of program text or documentation; ``None`` for any other file."""
    if shown == "-" or shown.endswith(_NO_PROGRAM):
        return None
    from twimllint.host.detect import interpreter, is_markup, program_language, script_language

    language = program_language(shown) or script_language(raw)
    if language is None and (name := interpreter(raw)):
        return FileOutcome(shown, unreadable_because=f"it is a script for {name}")
    if language is None or is_markup(raw, shown, language):
        return None
    from twimllint.run.lint_program import lint_program

    outcome = dispatcher.timed("program text", lint_program, raw, shown, language, settings, dispatcher, fix, ahead)
    return FileOutcome(
        shown,
        outcome.result,
        before=outcome.before,
        unreadable_language=outcome.unreadable_language,
        unreadable_because=outcome.unreadable_because,
    )


def fix_text(text: str, shown: str, settings: LintSettings, dispatcher: Dispatcher) -> str:
    """A document or program that is decoded already after its safe fixes."""
    from twimllint.engine.fix import fix_source

    program = _lint_program(text.encode("utf-8", "surrogatepass"), shown, settings, dispatcher, "safe")
    if program is None:
        return fix_source(Source.from_text(text, shown), settings, dispatcher).source.text
    return program.result.source.text if program.result is not None and program.changed else text


def fix_is_effective(
    diagnostic: Diagnostic, text: str, shown: str, settings: LintSettings, dispatcher: Dispatcher
) -> bool:
    """Whether the fix of one finding, made by itself, removes the finding and breaks nothing."""
    from twimllint.engine import fix
    from twimllint.host.detect import is_markup, program_language, script_language

    raw = text.encode("utf-8", "surrogatepass")
    language = program_language(shown) or script_language(raw)
    if language is None or is_markup(raw, shown, language):
        return fix.fix_is_effective(diagnostic, Source.from_text(text, shown), settings, dispatcher)
    from twimllint.run.lint_program import fix_is_effective_in_program

    return fix_is_effective_in_program(diagnostic, raw, shown, language, settings, dispatcher)


def _lint_source(
    source: Source,
    settings: LintSettings,
    dispatcher: Dispatcher,
    fix: str | None,
    *,
    assume_twiml: bool,
    tree: Document | None = None,
) -> FileOutcome:
    """Lint a document. ``tree`` is its tree where there is one already; whoever made it keeps it."""
    raw, path = source.raw, source.path
    # a large tree would be sought through for garbage again and again while it grows, and there is none in it
    pauses_gc = len(raw) > _LARGE_FILE_BYTES and gc.isenabled()
    if pauses_gc:
        gc.disable()
    steps = _STEPS if dispatcher.clock is None else _timed_steps(dispatcher.clock)
    document = tree or steps.parse(source, templates=settings.templates != "off")
    try:
        if tree is None and not assume_twiml and not is_twiml(document, path):
            return FileOutcome(path, provider=provider_of(document))
        result = steps.lint(document, steps.check(document), settings, dispatcher)
    finally:
        if tree is None:
            document.discard()
        if pauses_gc:
            gc.enable()
    if fix is None or not any(d.fix is not None for d in result.diagnostics):
        return FileOutcome(path, result)
    from twimllint.engine.fix import fix_source

    fix_result = dispatcher.timed("fixing", fix_source, source, settings, dispatcher, unsafe=fix == "unsafe")
    if fix_result.source.raw == raw:  # nothing was fixed, or fixes have led back to where they began
        return FileOutcome(path, fix_result.result)
    return FileOutcome(path, fix_result.result._replace(fixed=len(fix_result.applied)), before=source)


def _outcome_of_crash(raw: bytes, shown: str, error: Exception, dispatcher: Dispatcher) -> FileOutcome:
    """The linter itself failed on a file: a finding that says so, and a failure, so that the exit code is 2."""
    if isinstance(error, MemoryError):
        return FileOutcome(shown, failure=Failure(shown, "there is not enough memory to lint it"))
    from twimllint.engine.events import RuleCrashed
    from twimllint.engine.findings import prepare
    from twimllint.engine.finish import emit

    failure = Failure(shown, f"internal error: {type(error).__name__}: {error}")
    source = Source.from_text(raw.decode("utf-8", "surrogateescape"), shown)
    ctx = Context(Document(source), LintSettings(), rules=dispatcher.registry.rules)
    crash = RuleCrashed("twimllint", error, Span(0, 0))
    diagnostics = tuple([prepare(diagnostic, ctx) for diagnostic in emit(crash, ctx, dispatcher)])
    return FileOutcome(shown, FileResult(shown, source, diagnostics, failures=(failure,)))


def lint_head(head: bytes, shown: str, dispatcher: Dispatcher, *, assume_twiml: bool = True) -> FileOutcome:
    """A file far over Twilio's limit: its size is the only finding, and the rest is not read."""
    if not (assume_twiml or has_twiml_suffix(shown) or looks_like_twiml(head, shown)):
        return FileOutcome(shown)
    from twimllint.engine.events import DocumentTooLarge
    from twimllint.engine.findings import prepare
    from twimllint.engine.finish import emit

    source = decode(head, shown)
    ctx = Context(Document(source), LintSettings(), rules=dispatcher.registry.rules)
    diagnostics = tuple([prepare(diagnostic, ctx) for diagnostic in emit(DocumentTooLarge(MAX_BYTES), ctx, dispatcher)])
    return FileOutcome(shown, FileResult(shown, source, diagnostics))


def _may_hold_twiml(raw: bytes, shown: str) -> bool | None:
    """Whether there is TwiML in a program; ``None`` for any other file."""
    if shown.endswith(_NO_PROGRAM):
        return None
    from twimllint.host.detect import is_markup, may_hold_twiml, program_language, script_language

    language = program_language(shown) or script_language(raw)
    if language is None or is_markup(raw, shown, language):
        return None
    from twimllint.host.decoding import decode_program
    from twimllint.host.extract import extract, missing

    if not may_hold_twiml(raw) or missing(language):
        return False
    return bool(extract(decode_program(raw, shown).text, language, shown).documents)


def is_twiml_file(file: FoundFile) -> bool:
    """Whether a file would be linted."""
    if has_twiml_suffix(file.display):
        return True
    content = read(file.path, display=file.display, regular=file.regular)
    if isinstance(content, Failure):
        return True
    raw = content.head if isinstance(content, FileHead) else content
    program = _may_hold_twiml(raw, file.display)
    if program is not None:
        return program
    return looks_like_twiml(raw, file.display) and (
        isinstance(content, FileHead) or is_twiml(parse(decode(raw, file.display)), file.display)
    )

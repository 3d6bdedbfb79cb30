"""One file: is it TwiML, and what is wrong with it."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, NamedTuple, Protocol

from twimllint.engine.context import Context
from twimllint.engine.dispatcher import Dispatcher
from twimllint.engine.pipeline import lint_document
from twimllint.engine.result import Failure, FileResult
from twimllint.engine.settings import LintSettings
from twimllint.files.detect import always as always_twiml
from twimllint.files.detect import judge as judge_twiml
from twimllint.files.detect import provider_of, sniff
from twimllint.files.discover import Found
from twimllint.files.reading import MAX_BYTES, FileHead, read
from twimllint.source.parse import parse
from twimllint.source.span import Span
from twimllint.source.text import Source, decode
from twimllint.source.tree import Document
from twimllint.source.wellformed import check_well_formed

if TYPE_CHECKING:
    from twimllint.engine.diagnostic import Diagnostic
    from twimllint.host.check import Remembered
    from twimllint.host.extract import Extracted

_LARGE = 64 * 1024


class Linted(NamedTuple):
    """What became of one file: its result, or a failure, or neither where it is not TwiML.

    ``before`` is the document before its fixes, ``None`` where none was made. ``unread`` names the language of a
    program that cannot be read as it is installed; ``trouble`` says why a program was skipped; ``provider`` whose XML
    it is instead of TwiML.
    """

    path: str
    result: FileResult | None = None
    failure: Failure | None = None
    before: Source | None = None
    unread: str | None = None
    trouble: str | None = None
    provider: str | None = None

    @property
    def changed(self) -> bool:
        """Whether fixing changed the document."""
        return self.before is not None


class Ahead(Protocol):
    """What has been read of a document before it is linted, by whoever needs it too."""

    def take_document(self) -> Document | None:
        """The tree of a document; only once, since well-formedness is noted in it."""

    @property
    def remembered(self) -> Remembered:
        """The findings about the documents in the last version of a program."""

    def extracted(self, text: str) -> Extracted | None:
        """The TwiML in a program of that text."""


def lint_bytes(
    raw: bytes, shown: str, settings: LintSettings, dispatcher: Dispatcher, fix: str | None, *, always: bool = True
) -> Linted:
    """Lint a file's bytes; ``always`` takes them for TwiML whatever they hold, as with standard input."""
    try:
        program = _lint_program(raw, shown, settings, dispatcher, fix)
        if program is not None:
            return program
        return _lint(raw, shown, settings, dispatcher, fix, always=always or always_twiml(shown))
    except Exception as error:
        return _crashed(raw, shown, error, dispatcher)


def lint_text(
    text: str,
    shown: str,
    settings: LintSettings,
    dispatcher: Dispatcher,
    *,
    always: bool = True,
    ahead: Ahead | None = None,
) -> Linted:
    """Lint a document that is decoded already, such as an editor's; spans are offsets in ``text``.

    What is there ``ahead`` is not read again.
    """
    source = Source.from_text(text, shown)
    try:
        program = _lint_program(text.encode("utf-8", "surrogatepass"), shown, settings, dispatcher, None, ahead)
        if program is not None:
            return program
        tree = None if ahead is None or settings.templates == "off" else ahead.take_document()
        always = always or always_twiml(shown)
        if tree is None and not always and not sniff(source.raw, shown):
            return Linted(shown)
        return _lint_source(source, settings, dispatcher, None, always=always, tree=tree)
    except Exception as error:
        return _crashed(source.raw, shown, error, dispatcher)


def _lint_program(
    raw: bytes,
    shown: str,
    settings: LintSettings,
    dispatcher: Dispatcher,
    fix: str | None,
    ahead: Ahead | None = None,
) -> Linted | None:
    """The result of a file of program text or documentation; ``None`` for any other file."""
    if shown == "-" or shown.endswith((".xml", ".twiml")):
        return None
    from twimllint.host.detect import is_markup, program_language

    language = program_language(shown)
    if language is None or is_markup(raw, shown, language):
        return None
    from twimllint.run.lint_program import lint_program

    done = dispatcher.timed(
        "program text", lambda: lint_program(raw, shown, language, settings, dispatcher, fix, ahead)
    )
    return Linted(shown, done.result, before=done.before, unread=done.unread, trouble=done.trouble)


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
    from twimllint.host.detect import is_markup, program_language

    raw = text.encode("utf-8", "surrogatepass")
    language = program_language(shown)
    if language is None or is_markup(raw, shown, language):
        return fix.fix_is_effective(diagnostic, Source.from_text(text, shown), settings, dispatcher)
    from twimllint.run.lint_program import fix_is_effective_in_program

    return fix_is_effective_in_program(diagnostic, raw, shown, language, settings, dispatcher)


def _lint(
    raw: bytes, shown: str, settings: LintSettings, dispatcher: Dispatcher, fix: str | None, *, always: bool
) -> Linted:
    # the bytes may tell before they are decoded
    if not always and not sniff(raw, shown):
        return Linted(shown)
    return _lint_source(decode(raw, shown), settings, dispatcher, fix, always=always)


def _lint_source(
    source: Source,
    settings: LintSettings,
    dispatcher: Dispatcher,
    fix: str | None,
    *,
    always: bool,
    tree: Document | None = None,
) -> Linted:
    """Lint a document. ``tree`` is its tree where there is one already; whoever made it keeps it."""
    raw, shown = source.raw, source.path
    # a large tree would be sought through for garbage again and again while it grows, and there is none in it
    patient = len(raw) > _LARGE and gc.isenabled()
    if patient:
        gc.disable()
    timed = dispatcher.timed
    document = tree or timed("parsing", lambda: parse(source, templates=settings.templates != "off"))
    try:
        if tree is None and not always and not judge_twiml(document, shown):
            return Linted(shown, provider=provider_of(document))
        xml = timed("parsing", lambda: check_well_formed(document))
        result = timed("schema and dispatch", lambda: lint_document(document, xml, settings, dispatcher))
    finally:
        if tree is None:
            document.discard()
        if patient:
            gc.enable()
    if fix is None or not any(d.fix is not None for d in result.diagnostics):
        return Linted(shown, result)
    from twimllint.engine.fix import fix_source

    outcome = timed("fixing", lambda: fix_source(source, settings, dispatcher, unsafe=fix == "unsafe"))
    fixed = outcome.result._replace(fixed=len(outcome.applied))
    return Linted(shown, fixed, before=source if outcome.source.raw != raw else None)


def _crashed(raw: bytes, shown: str, error: Exception, dispatcher: Dispatcher) -> Linted:
    """The linter itself failed on a file: a finding that says so, and a failure, so that the exit code is 2."""
    if isinstance(error, MemoryError):
        return Linted(shown, failure=Failure(shown, "there is not enough memory to lint it"))
    from twimllint.engine.events import RuleCrashed
    from twimllint.engine.findings import prepare
    from twimllint.engine.finish import emit

    failure = Failure(shown, f"internal error: {type(error).__name__}: {error}")
    source = Source.from_text(raw.decode("utf-8", "surrogateescape"), shown)
    ctx = Context(Document(source), LintSettings(), rules=dispatcher.registry.rules)
    crash = RuleCrashed("twimllint", error, Span(0, 0))
    found = tuple([prepare(diagnostic, ctx) for diagnostic in emit(crash, ctx, dispatcher)])
    return Linted(shown, FileResult(shown, source, found, failures=(failure,)))


def lint_head(head: bytes, shown: str, dispatcher: Dispatcher, *, always: bool = True) -> Linted:
    """A file far over Twilio's limit: its size is the only finding, and the rest is not read."""
    if not (always or always_twiml(shown) or sniff(head, shown)):
        return Linted(shown)
    from twimllint.engine.events import DocumentTooLarge
    from twimllint.engine.findings import prepare
    from twimllint.engine.finish import emit

    source = decode(head, shown)
    ctx = Context(Document(source), LintSettings(), rules=dispatcher.registry.rules)
    found = tuple([prepare(diagnostic, ctx) for diagnostic in emit(DocumentTooLarge(MAX_BYTES), ctx, dispatcher)])
    return Linted(shown, FileResult(shown, source, found))


def _holds_twiml(raw: bytes, shown: str) -> bool | None:
    """Whether there is TwiML in a program; ``None`` for any other file."""
    if shown.endswith((".xml", ".twiml")):
        return None
    from twimllint.host.detect import is_markup, may_hold_twiml, program_language

    language = program_language(shown)
    if language is None or is_markup(raw, shown, language):
        return None
    from twimllint.host.check import decode_program
    from twimllint.host.extract import extract, missing

    if not may_hold_twiml(raw) or missing(language):
        return False
    return bool(extract(decode_program(raw, shown).text, language, shown).documents)


def is_twiml_file(found: Found) -> bool:
    """Whether a file would be linted."""
    if always_twiml(found.display):
        return True
    content = read(found.path, display=found.display, regular=found.regular)
    if isinstance(content, Failure):
        return True
    raw = content.head if isinstance(content, FileHead) else content
    program = _holds_twiml(raw, found.display)
    if program is not None:
        return program
    return sniff(raw, found.display) and (
        isinstance(content, FileHead) or judge_twiml(parse(decode(raw, found.display)), found.display)
    )

"""A program or a documentation file through the rules: virtual documents out, findings back."""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from twimllint.engine.context import Context
from twimllint.engine.directives import read_directives
from twimllint.engine.events import CallProblem, OptionsDropped, UnescapedValue
from twimllint.engine.finish import emit, finish, renamed_rules
from twimllint.engine.pipeline import lint_document
from twimllint.engine.result import Failure, FileResult, Renamed
from twimllint.files.detect import is_twiml
from twimllint.host.detect import other_providers
from twimllint.host.extract import Extracted, extract
from twimllint.host.findings import UNKNOWN_ATTRIBUTE, moved_to_program
from twimllint.host.languages import DOCUMENTATION, Language
from twimllint.host.project import library_version
from twimllint.host.remarks import fill_in
from twimllint.host.remembered import Remembered
from twimllint.host.samples import without_samples
from twimllint.source.parse import parse
from twimllint.source.span import Span
from twimllint.source.text import Source
from twimllint.source.tree import Channel, Document
from twimllint.source.wellformed import check_well_formed

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Set

    from twimllint.engine.diagnostic import Diagnostic
    from twimllint.engine.directives import Directives
    from twimllint.engine.dispatcher import Dispatcher
    from twimllint.engine.settings import LintSettings
    from twimllint.host.documents import VirtualDocument
    from twimllint.host.remembered import Outcome

#: The first generation of twilio-node that drops options after the text.
_DROPS_OPTIONS = (4,)
#: What is usual of hosts that a program has where it is tried out.
_OF_TRIALS = frozenset({"insecure-callback", "url-local-host", "url-tunnel-host"})
#: What bytes that are no UTF-8 become in the text of a program; XML has no such characters.
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
#: Rules that say whose XML something is.
_ABOUT_DIALECTS = frozenset({UNKNOWN_ATTRIBUTE, "foreign-dialect"})


class Checked(NamedTuple):
    """A file after its rules: the result, or ``None`` where it holds no TwiML.

    The document of ``ctx`` stands for the file: it is malformed where one of the documents in it is, or where the file
    cannot be read as its language (``unreadable_because`` says why), and has the errors of all of them.
    """

    result: FileResult | None
    ctx: Context
    unreadable_because: str | None = None


def check_program(
    source: Source,
    language: Language,
    settings: LintSettings,
    dispatcher: Dispatcher,
    extracted: Extracted | None = None,
    remembered: Remembered | None = None,
) -> Checked:
    """Lint all TwiML in a file; ``extracted`` is what was found in it, where somebody has looked already."""
    extracted = extract(source.text, language, source.path) if extracted is None else extracted
    ctx = _context(source, extracted, settings, dispatcher)
    whole = ctx.document
    if extracted.unreadable_because is not None:
        whole.malformed = True
        return Checked(None, ctx, f"line {source.position(extracted.offset)[0]}: {extracted.unreadable_because}")
    settings = _with_directives(settings, ctx.directives)
    diagnostics: list[Diagnostic] = []
    failures: list[Failure] = []
    suppressed = looked_at = 0
    renamed: list[Renamed] = []
    others: set[Span] = set()
    seen: set[tuple[str, Span]] = set()
    remembered = (remembered or Remembered()).begun(settings, dispatcher)
    of_channel = _of_channels(settings)
    for virtual in (*extracted.documents, *extracted.excerpts):
        result, document = remembered.of(virtual, lambda virtual: _lint(virtual, source, of_channel, dispatcher))
        is_other = result is None or _is_of_another_provider(result.diagnostics, source.text)
        if result is None or is_other or (virtual.part is not None and virtual.place in others):
            others.add(virtual.place)
            continue
        looked_at += 1
        whole.malformed = whole.malformed or document.malformed
        whole.errors += document.errors
        suppressed += result.suppressed
        # lines of the document are not those of the file
        renamed += [rename._replace(place=source.path) for rename in result.renamed]
        failures += result.failures
        of_document = result.diagnostics
        if language.name in DOCUMENTATION or virtual.kind == "fence":
            of_document = tuple(without_samples(of_document, virtual.mapped.text))
        diagnostics += _new(moved_to_program(of_document, virtual, source.text), seen)
    for problem in extracted.problems:
        of_other_version = _is_of_other_version(problem, os.path.join(settings.folder or "", source.path))
        if not of_other_version and not _is_of_other_markup(problem, others):
            diagnostics += emit(problem, ctx, dispatcher)
    if not looked_at and not diagnostics and ctx.directives is None:
        return Checked(None, ctx)
    kept, silenced = _finished(diagnostics, ctx, dispatcher)
    result = FileResult(
        source.path,
        source,
        tuple(kept),
        suppressed + silenced,
        failures=tuple(dict.fromkeys(failures)),
        renamed=(*renamed_rules(ctx, dispatcher), *renamed),
    )
    return Checked(result, ctx)


def _finished(diagnostics: list[Diagnostic], ctx: Context, dispatcher: Dispatcher) -> tuple[list[Diagnostic], int]:
    """The findings that stay, those about comments included, and the number of those that comments suppress."""
    if ctx.directives is not None:
        diagnostics += _about_directives(ctx, ctx.directives, dispatcher)
    kept, silenced = finish(diagnostics, (), ctx, dispatcher)
    return [one._replace(fix=None) if one.name == "unused-suppression" else one for one in kept], silenced


def _is_of_another_provider(found: Iterable[Diagnostic], text: str) -> bool:
    """Whether a document has names of the XML of another provider, and the program names that provider too."""
    theirs = [diagnostic.title + diagnostic.label for diagnostic in found if diagnostic.name in _ABOUT_DIALECTS]
    return any("'s " in words and any(name in words.lower() for name in other_providers(text)) for words in theirs)


def _of_channels(settings: LintSettings) -> dict[Channel, LintSettings]:
    """The settings for documents of each channel, as far as the program shows it."""
    if settings.channel is not None:
        return {"voice": settings, "messaging": settings, "unknown": settings}
    return {
        "voice": settings._replace(channel="voice"),
        "messaging": settings._replace(channel="messaging"),
        "unknown": settings,
    }


def _lint(
    virtual: VirtualDocument, source: Source, of_channel: Mapping[Channel, LintSettings], dispatcher: Dispatcher
) -> Outcome:
    """The findings about one virtual document, in its own places; ``None`` where it is no TwiML after all."""
    document = parsed(virtual, source.path)
    if not counts(virtual, document):
        return None, document
    result = lint_document(document, check_well_formed(document), of_channel[virtual.channel], dispatcher)
    if virtual.tags and any(found.name in _OF_TRIALS for found in result.diagnostics):
        result = result._replace(diagnostics=tuple(_without_trials(result.diagnostics, document)))
    return result, document


def _without_trials(found: Iterable[Diagnostic], document: Document) -> Iterator[Diagnostic]:
    """Without findings about one of several hosts: programs have others where they are tried out."""
    from twimllint.engine.ways import written_on_some_ways

    parts = written_on_some_ways(document)
    for diagnostic in found:
        index = bisect_right(parts, diagnostic.span.start, key=lambda part: part.start) - 1
        if diagnostic.name not in _OF_TRIALS or index < 0 or diagnostic.span.start >= parts[index].end:
            yield diagnostic


def parsed(virtual: VirtualDocument, path: str) -> Document:
    """A virtual document, found in the file of that path, as a tree."""
    text = virtual.mapped.text
    inner = Source.from_text(text if text.isascii() else _LONE_SURROGATE.sub("\ufffd", text), path)
    # branches of builder calls hold whole elements, those in the text of a literal may begin one
    builder = virtual.kind == "builder"
    return parse(inner, tags=virtual.tags, whole_branches=builder) if virtual.tags or builder else parse(inner)


def counts(virtual: VirtualDocument, document: Document) -> bool:
    """Whether a virtual document, which was parsed already, is TwiML and no other XML."""
    return virtual.certain or any(virtual.frame) or is_twiml(document, "response.xml")


def _new(found: Iterable[Diagnostic], seen: set[tuple[str, Span]]) -> Iterator[Diagnostic]:
    """Findings that no earlier document has brought: one for each rule and place."""
    for diagnostic in found:
        if (diagnostic.name, diagnostic.span) not in seen:
            seen.add((diagnostic.name, diagnostic.span))
            yield diagnostic


def _is_of_other_markup(problem: CallProblem, others: Set[Span]) -> bool:
    """Whether a value goes into texts that are no TwiML after all."""
    return isinstance(problem, UnescapedValue) and others >= set(problem.values["within"])


def _is_of_other_version(problem: CallProblem, path: str) -> bool:
    """Whether the library that the project uses takes what the newest one does not: options after the text in Node."""
    if not isinstance(problem, OptionsDropped) or problem.values.get("text_first") or problem.values.get("keywords"):
        return False
    version = library_version(path, "node")
    return version is not None and version < _DROPS_OPTIONS


# -- comments of the language


def _context(source: Source, extracted: Extracted, settings: LintSettings, dispatcher: Dispatcher) -> Context:
    """The surroundings of the file itself: its comments are read as a document's are."""
    document = Document(source)
    directives = None
    if any("twimllint" in remark.text for remark in extracted.remarks):
        fill_in(document, extracted)
        directives = read_directives(document)
    return Context(document, settings, directives, dispatcher.registry.rules)


def _with_directives(settings: LintSettings, directives: Directives | None) -> LintSettings:
    """The settings with what comments of the file say."""
    if directives is None:
        return settings
    for setting in directives.settings:
        key = setting.key.replace("-", "_")
        if key in ("region", "channel", "role", "room_type") and setting.key not in settings.fixed:
            settings = settings._replace(**{key: setting.value})  # type: ignore[arg-type]
    return settings


def _about_directives(ctx: Context, directives: Directives, dispatcher: Dispatcher) -> Iterator[Diagnostic]:
    for item in (*directives.errors, *directives.settings, *directives.suppressions):
        for rule in dispatcher.on("#directive"):
            for diagnostic in rule.check(item, ctx):
                yield diagnostic._replace(fix=None)

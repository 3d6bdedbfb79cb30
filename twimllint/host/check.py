"""A program or a documentation file through the rules: virtual documents out, findings back."""

from __future__ import annotations

import os
import re
from codecs import lookup
from typing import TYPE_CHECKING, NamedTuple

from twimllint.engine.context import Context
from twimllint.engine.directives import read_directives
from twimllint.engine.events import CallProblem, OptionsDropped, UnescapedValue
from twimllint.engine.finish import emit, finish, renamed_rules
from twimllint.engine.pipeline import lint_document
from twimllint.engine.result import Failure, FileResult, Renamed
from twimllint.files.detect import is_twiml as is_twiml
from twimllint.host.detect import other_providers
from twimllint.host.extract import Extracted, extract
from twimllint.host.languages import DOCUMENTATION, Language
from twimllint.host.project import library_version
from twimllint.host.remarks import fill_in
from twimllint.source.parse import parse
from twimllint.source.span import Span
from twimllint.source.text import Source
from twimllint.source.tree import Channel, Document
from twimllint.source.wellformed import check_well_formed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set

    from twimllint.engine.diagnostic import Diagnostic, Edit, Fix, Related
    from twimllint.engine.directives import Directives
    from twimllint.engine.dispatcher import Dispatcher
    from twimllint.engine.settings import LintSettings
    from twimllint.host.documents import VirtualDocument
    from twimllint.source.errors import TemplateTag

#: Rules about files and about template languages: they have nothing to say of a text inside a program.
_ABOUT_FILES = frozenset({
    "byte-order-mark", "encoding-mismatch", "missing-xml-declaration", "not-xml-body", "unclosed-template-tag",
    "unescaped-interpolation", "unescaped-template-value",
})  # fmt: skip
#: The first generation of twilio-node that drops options after the text.
_DROPS_OPTIONS = (4,)
#: What a builder cannot get wrong, since the library writes the XML.
_ABOUT_XML = "TW0"
#: Whole families that need a whole document.
_ABOUT_WHOLES = ("TW0", "TW5")
#: What a fragment can get wrong all the same.
_OF_FRAGMENTS = frozenset({
    "unescaped-ampersand", "unescaped-angle-bracket", "undefined-entity", "duplicate-attribute", "illegal-character",
})  # fmt: skip
#: What documentation shows on purpose: placeholders, passwords that are none, hosts of nobody or of the reader.
_SHOWN_IN_DOCS = frozenset({
    "insecure-callback", "sip-password-in-clear", "unfilled-placeholder", "url-local-host", "url-tunnel-host",
})  # fmt: skip
#: What is usual of hosts that a program has where it is tried out.
_OF_TRIALS = frozenset({"insecure-callback", "url-local-host", "url-tunnel-host"})
#: What stands for a value, by the rule that it breaks: ``my-phone-number``, ``LANGUAGE``, ``your-voice``, ``n``.
_NUMBER_IN_WORDS = re.compile(r"[^:@\d]*[A-Za-z][^:@\d]*")
_WORD_FOR_VALUE = re.compile(r"[A-Z][A-Z0-9_]{2,}|[A-Za-z]|(?:your|my)[-_ ].*|.*(?:xx|XX).*")
_SAMPLES = {
    "number-invalid": _NUMBER_IN_WORDS,
    **dict.fromkeys(("not-an-integer", "unknown-voice", "invalid-language", "relay-voice-invalid"), _WORD_FOR_VALUE),
}
#: A comment above the declaration is the caption of a listing.
_BEFORE_PROLOG = "content-before-prolog"
#: ``<your-host>`` in a value is such a placeholder too, and a number with these digits.
_ANGLE_BRACKET, _SAMPLE_DIGITS = "unescaped-angle-bracket", "123456789"
#: How long the text of a number may be.
_MAX_DIGITS = 20
#: What bytes that are no UTF-8 become in the text of a program; XML has no such characters.
_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_PYTHON = (".py", ".pyw", ".pyi")
#: The declaration of an encoding, in the first two lines.
_CODING = re.compile(rb"(?:[ \t\f]*(?:#[^\r\n]*)?(?:\r\n?|\n))?[ \t\f]*#[^\r\n]*?coding[:=][ \t]*([-\w.]+)")
_UNKNOWN_ATTRIBUTE = "unknown-attribute"
#: Rules that say whose XML something is.
_ABOUT_DIALECTS = frozenset({_UNKNOWN_ATTRIBUTE, "foreign-dialect"})
#: What is around a value or a text.
_DELIMITERS = "\"'<>"
_DELIMITER = re.compile(f"[{_DELIMITERS}]")


class Checked(NamedTuple):
    """A file after its rules: the result, or ``None`` where it holds no TwiML.

    The document of ``ctx`` stands for the file: it is malformed where one of the documents in it is, or where the file
    cannot be read as its language (``unreadable_because`` says why), and has the errors of all of them.
    """

    result: FileResult | None
    ctx: Context
    unreadable_because: str | None = None


#: What comes of a document: no result where it is no TwiML after all.
_Outcome = tuple[FileResult | None, Document]


class Remembered:
    """The findings about each document of a file as it was looked at last, for those that are in it unchanged.

    The text of a document, the marks in it and the settings decide its findings; where it is in the file does not.
    """

    def __init__(self) -> None:
        self._for: tuple[LintSettings, Dispatcher] | None = None
        #: by all but the marks in a document: few look the same without them, and fewer are looked at twice
        self._last: dict[object, tuple[Sequence[TemplateTag], _Outcome]] = {}
        self._now: dict[object, tuple[Sequence[TemplateTag], _Outcome]] = {}

    def begun(self, settings: LintSettings, dispatcher: Dispatcher) -> Remembered:
        """The memory for a new look at the file: what was not found in it the last time is forgotten."""
        same = self._for == (settings, dispatcher)
        self._for = settings, dispatcher
        self._last, self._now = self._now if same else {}, {}
        return self

    def of(self, virtual: VirtualDocument, lint: Callable[[VirtualDocument], _Outcome]) -> _Outcome:
        """The findings about a document, from memory or from ``lint``."""
        key = virtual.mapped.text, virtual.kind, virtual.channel, virtual.frame, virtual.certain
        known = self._now.get(key) or self._last.get(key)
        outcome = known[1] if known is not None and _are_same(known[0], virtual.tags) else lint(virtual)
        if outcome[0] is None or not outcome[0].failures:
            self._now[key] = virtual.tags, outcome
        return outcome


def _are_same(tags: Sequence[TemplateTag], others: Sequence[TemplateTag]) -> bool:
    """Whether two documents have the same marks."""
    return [_marks(tag) for tag in tags] == [_marks(tag) for tag in others]


def _marks(tag: TemplateTag) -> tuple[object, ...]:
    return tag.kind, tag.language, tag.span, tag.text, tag.closed, tag.fills_element


def decode_program(raw: bytes, path: str) -> Source:
    """The text of a program or documentation file. Never raises; bytes that are no UTF-8 are kept as surrogates.

    A program in Python says in its first lines if it has another encoding.
    """
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if raw.startswith(mark):
            return Source(path, raw, raw.decode(encoding, "replace"), encoding)
    declared = _CODING.match(raw) if path.endswith(_PYTHON) else None
    if declared is not None:
        try:
            encoding = lookup(declared[1].decode("ascii")).name
            return Source(path, raw, raw.decode(encoding), encoding)
        except (LookupError, UnicodeError):  # Python cannot read it either
            pass
    return Source(path, raw, raw.decode("utf-8", "surrogateescape"))


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
            of_document = tuple(_without_samples(of_document, virtual.mapped.text))
        diagnostics += _new(_moved_to_program(of_document, virtual, source.text), seen)
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
) -> _Outcome:
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
    from twimllint.engine.ways import is_one_of_several

    for diagnostic in found:
        if diagnostic.name not in _OF_TRIALS or not is_one_of_several(document, diagnostic.span.start):
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


def _moved_to_program(found: Iterable[Diagnostic], virtual: VirtualDocument, text: str) -> Iterator[Diagnostic]:
    """Findings with their places in the file of ``text``; those that make no sense in a program are left out."""
    for diagnostic in found:
        if not _is_about_document(diagnostic, virtual):
            continue
        span = virtual.mapped.place(*diagnostic.span)
        if span is None:
            if any(virtual.frame):
                continue
            span = virtual.place
        fix = _fix(diagnostic.fix, virtual)
        spelt = _in_spelling_of_language(diagnostic, fix, text)
        if diagnostic.name == _UNKNOWN_ATTRIBUTE and virtual.mapped.is_keyword(*diagnostic.span):
            spelt = _with_keyword(spelt, virtual.mapped.text[slice(*diagnostic.span)], text[slice(*span)])
        yield spelt._replace(
            span=span,
            related=tuple(_related(diagnostic.related, virtual)),
            covers=tuple(
                [place for covered in diagnostic.covers if (place := virtual.mapped.place(*covered)) is not None]
            ),
        )


def _without_samples(found: Iterable[Diagnostic], text: str) -> list[Diagnostic]:
    """Without findings about samples in documentation, and what else is said of the same values."""
    values: list[Span] = []
    for start, end in (diagnostic.span for diagnostic in found if _is_sample(diagnostic, text)):
        before, after = max(text.rfind(char, 0, start) for char in _DELIMITERS), _DELIMITER.search(text, end)
        values.append(Span(before + 1, after.start() if after else len(text)))
    return [diagnostic for diagnostic in found if not any(diagnostic.span.overlaps(value) for value in values)]


def _is_sample(diagnostic: Diagnostic, text: str) -> bool:
    """Whether a finding is about something that documentation shows on purpose."""
    excerpt = text[diagnostic.span.start : diagnostic.span.end]
    if diagnostic.name == _ANGLE_BRACKET:
        return excerpt != "<"
    if diagnostic.name == _BEFORE_PROLOG:
        return excerpt.startswith("<!--")
    pattern = _SAMPLES.get(diagnostic.name)
    if pattern is not None and pattern.fullmatch(excerpt):
        return True
    if diagnostic.name in _SHOWN_IN_DOCS:
        return True
    return len(excerpt) <= _MAX_DIGITS and _SAMPLE_DIGITS in re.sub(r"\D", "", excerpt)


def _is_about_document(diagnostic: Diagnostic, virtual: VirtualDocument) -> bool:
    if diagnostic.name in _ABOUT_FILES:
        return False
    if virtual.kind == "builder" and diagnostic.code.startswith(_ABOUT_XML):
        return False
    part, span = virtual.part, diagnostic.span
    if part is not None and not part.start <= span.start <= span.end <= part.end:
        return False
    if any(place.start <= span.start and span.end <= place.end for place in virtual.doubtful):
        return False
    return not any(virtual.frame) or (diagnostic.name in _OF_FRAGMENTS or not diagnostic.code.startswith(_ABOUT_WHOLES))


def _related(related: Iterable[Related], virtual: VirtualDocument) -> Iterator[Related]:
    for other in related:
        if other.path is not None:
            yield other
        elif (place := virtual.mapped.place(*other.span)) is not None:
            yield other._replace(span=place)


def _fix(fix: Fix | None, virtual: VirtualDocument) -> Fix | None:
    """The fix in the file, where each of its edits has exactly one place there."""
    if fix is None:
        return None
    edits: list[Edit] = []
    for edit in fix.edits:
        text: str | None = edit.text
        if virtual.mapped.is_keyword(*edit.span):
            text = keyword_of(virtual.language, edit.text)
        place = None if text is None else virtual.mapped.edit_place(*edit.span, text)
        if place is None or text is None:
            return None
        edits.append(edit._replace(span=place, text=text))
    return fix._replace(edits=tuple(edits))


def _in_spelling_of_language(diagnostic: Diagnostic, fix: Fix | None, text: str) -> Diagnostic:
    """A finding with its fix, whose words name keywords as the program does: ``num_digits`` for ``numDigits``."""
    label, title = diagnostic.label, "" if fix is None else fix.title
    for inner, edit in zip(diagnostic.fix.edits, fix.edits, strict=True) if diagnostic.fix and fix else ():
        if inner.text != edit.text and inner.text.isidentifier():
            label = label.replace(f'"{inner.text}"', f'"{edit.text}"')
            title = re.sub(r'^rename "\w+" to "\w+"$', f'rename "{text[slice(*edit.span)]}" to "{edit.text}"', title)
    return diagnostic._replace(label=label, fix=None if fix is None else fix._replace(title=title))


def _with_keyword(diagnostic: Diagnostic, attribute: str, keyword: str) -> Diagnostic:
    """A finding that calls an attribute what the program does."""
    name = re.compile(rf"\b{re.escape(attribute)}\b")

    def spelt(words: str) -> str:
        return name.sub(lambda _: keyword, words)

    advice = None if diagnostic.help is None else spelt(diagnostic.help)
    return diagnostic._replace(title=spelt(diagnostic.title), label=spelt(diagnostic.label), help=advice)


def keyword_of(language: str, attribute: str) -> str | None:
    """How a keyword is spelt that becomes this attribute; ``None`` where no plain keyword does."""
    from importlib import import_module

    from twimllint.host.languages import LANGUAGES

    module = next((candidate.module for candidate in LANGUAGES if candidate.name == language), None)
    word: str = import_module(module).dialect.keyword(attribute) if module is not None else attribute
    return word if word.isidentifier() else None


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

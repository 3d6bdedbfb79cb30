"""The TwiML that files hold, as it would be linted, without linting it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from twimllint.config.finder import ConfigFinder
from twimllint.engine.result import Failure
from twimllint.files.detect import has_twiml_suffix, is_twiml, looks_like_twiml
from twimllint.files.discover import FoundFile, discover
from twimllint.files.reading import FileHead, read
from twimllint.host.check import decode_program
from twimllint.host.detect import is_markup, is_test_file, may_hold_twiml, program_language
from twimllint.host.documents import VirtualDocument
from twimllint.host.extract import extract, missing
from twimllint.host.languages import EXTRA, Language
from twimllint.host.mapped import Mapped
from twimllint.source.parse import parse
from twimllint.source.span import Span
from twimllint.source.text import Place, Source, decode


class Extracted(NamedTuple):
    """One document: the path of its file as shown, where it is in it, and the document."""

    path: str
    place: Place
    document: VirtualDocument


def extract_files(
    paths: Iterable[str], finder: ConfigFinder, failures: list[Failure], *, no_exclude: bool = False
) -> Iterator[Extracted]:
    """The documents in the files at and below ``paths``, in the order of the walk; what cannot be read is added to
    ``failures``.
    """
    walk = discover(paths, finder, no_exclude=no_exclude)
    for file in walk:
        content = read(file.path, display=file.display, regular=file.regular)
        if isinstance(content, Failure):
            failures.append(content)
        elif not isinstance(content, FileHead):
            language = program_language(file.display)
            if language is None or is_markup(content, file.display, language):
                yield from _of_xml(content, file.display)
            else:
                code_tests = finder.settings_for(file.path).lint.code_tests
                yield from _of_program(content, file, language, failures, code_tests)
    failures.extend((*walk.failures, *walk.mistakes))


def _of_xml(raw: bytes, shown: str) -> Iterator[Extracted]:
    if not (has_twiml_suffix(shown) or looks_like_twiml(raw, shown)):
        return
    source = decode(raw, shown)
    document = parse(source)
    if is_twiml(document, shown):
        whole = Span(0, len(source.text))
        mapped = Mapped.exactly(source.text, 0)
        virtual = VirtualDocument("file", "xml", mapped, whole, document.tags, not document.malformed)
        yield Extracted(shown, source.place(whole), virtual)


def _of_program(
    raw: bytes, file: FoundFile, language: Language, failures: list[Failure], code_tests: bool
) -> Iterator[Extracted]:
    display = file.display
    if not (may_hold_twiml(raw) and (code_tests or not is_test_file(display))):
        return
    if missing(language):
        if file.explicit:
            failures.append(Failure(display, f"{language.name} needs an extra: pip install '{EXTRA}'"))
        return
    source: Source = decode_program(raw, display)
    for document in extract(source.text, language, source.path).documents:
        yield Extracted(display, source.place(document.place), document)

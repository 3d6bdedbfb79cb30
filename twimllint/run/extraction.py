"""The TwiML that files hold, as it would be linted, without linting it."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from twimllint.config.finder import ConfigFinder
from twimllint.engine.channel import find_channel
from twimllint.engine.directives import read_directives
from twimllint.engine.result import Failure
from twimllint.engine.settings import LintSettings
from twimllint.files.detect import has_twiml_suffix, is_twiml, looks_like_twiml
from twimllint.files.discover import discover
from twimllint.files.reading import MAX_BYTES, FileHead, display_path, read
from twimllint.host.check import counts, parsed
from twimllint.host.decoding import decode_program
from twimllint.host.detect import (
    interpreter,
    is_markup,
    is_test_file,
    may_hold_twiml,
    program_language,
    script_language,
)
from twimllint.host.documents import VirtualDocument
from twimllint.host.extract import extract, missing
from twimllint.host.languages import Language, needs_extra
from twimllint.host.mapped import Mapped
from twimllint.source.parse import parse
from twimllint.source.span import Span
from twimllint.source.text import Place, decode
from twimllint.source.tree import Channel, Document


class Extracted(NamedTuple):
    """One document: the path of its file as shown, where it is in it, the document, and its channel."""

    path: str
    place: Place
    document: VirtualDocument
    channel: Channel


class _File(NamedTuple):
    """A file to look at: its path as shown, its content, and the settings for it; ``named`` by the user."""

    shown: str
    raw: bytes
    settings: LintSettings
    named: bool


class Extraction:
    """Gets the documents out of files, and notes what came up on the way.

    ``failures`` is what could not be done, ``remarks`` why files that were named are not looked at, ``unread`` the
    language of each other file that cannot be read as the linter is installed.
    """

    def __init__(self, finder: ConfigFinder, *, no_exclude: bool = False) -> None:
        self.failures: list[Failure] = []
        self.remarks: list[str] = []
        self.unread: list[str] = []
        self._finder = finder
        self._no_exclude = no_exclude

    def of_paths(self, paths: Iterable[str]) -> Iterator[Extracted]:
        """The documents in the files at and below some paths, in the order of the walk."""
        walk = discover(paths, self._finder, no_exclude=self._no_exclude)
        for file in walk:
            content = read(file.path, display=file.display, regular=file.regular)
            if isinstance(content, Failure):
                self.failures.append(content)
            elif isinstance(content, FileHead):
                self._too_large(file.display, named=file.explicit)
            else:
                settings = self._finder.settings_for(file.path).lint
                yield from self._of_file(_File(file.display, content, settings, file.explicit))
        self.failures.extend((*walk.failures, *walk.mistakes))
        self.remarks.extend(walk.remarks)

    def of_standard_input(self, raw: bytes, name: str | None) -> Iterator[Extracted]:
        """The documents in what came on standard input for a file of that name; TwiML itself without a name."""
        path = os.path.normpath(os.path.join(self._finder.cwd, name or "-"))
        file = _File(display_path(path, self._finder.cwd), raw, self._finder.settings_for(path).lint, True)
        if len(raw) > MAX_BYTES:
            self._too_large(file.shown, named=True)
        elif name is None:
            yield _whole_file(file, parse(decode(raw, file.shown)))
        else:
            yield from self._of_file(file)

    def _too_large(self, shown: str, *, named: bool) -> None:
        if named:
            self.remarks.append(f"{shown} is too large; it is not read")

    def _of_file(self, file: _File) -> Iterator[Extracted]:
        language = program_language(file.shown) or script_language(file.raw)
        if language is not None and not is_markup(file.raw, file.shown, language):
            yield from self._of_program(file, language)
        elif language is None and (name := interpreter(file.raw)):
            self.remarks += [f"{file.shown} is not read: it is a script for {name}"] if file.named else []
        elif has_twiml_suffix(file.shown) or looks_like_twiml(file.raw, file.shown):
            document = parse(decode(file.raw, file.shown))
            if is_twiml(document, file.shown):
                yield _whole_file(file, document)

    def _of_program(self, file: _File, language: Language) -> Iterator[Extracted]:
        if not (may_hold_twiml(file.raw) and (file.settings.code_tests or not is_test_file(file.shown))):
            return
        if missing(language):
            if file.named:
                self.failures.append(Failure(file.shown, needs_extra(language.name)))
            else:
                self.unread.append(language.name)
            return
        source = decode_program(file.raw, file.shown)
        found = extract(source.text, language, source.path)
        if found.unreadable_because is not None and file.named:
            line = source.position(found.offset)[0]
            self.remarks.append(f"{file.shown} is not read: line {line}: {found.unreadable_because}")
        for virtual in found.documents:
            document = parsed(virtual, source.path)
            if counts(virtual, document):
                channel = virtual.channel
                if channel == "unknown":
                    channel = _channel(document, file.settings)
                yield Extracted(file.shown, source.place(virtual.place), virtual, channel)


def _whole_file(file: _File, document: Document) -> Extracted:
    source = document.source
    whole = Span(0, len(source.text))
    mapped = Mapped.exactly(source.text, 0)
    virtual = VirtualDocument("file", "xml", mapped, whole, document.tags, not document.malformed)
    return Extracted(file.shown, source.place(whole), virtual, _channel(document, file.settings))


def _channel(document: Document, settings: LintSettings) -> Channel:
    """The channel of a document, from its comments, the settings or the verbs in it."""
    return find_channel(document, settings, read_directives(document))

"""What the server knows of one file: its text as the client has it, and the TwiML documents in it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from threading import RLock
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from lsprotocol import types
from pygls.uris import from_fs_path, to_fs_path

from twimllint.engine.channel import find_channel
from twimllint.engine.diagnostic import Edit
from twimllint.engine.directives import read_directives
from twimllint.engine.fix import apply
from twimllint.engine.settings import LintSettings
from twimllint.files.detect import has_twiml_suffix, is_twiml, looks_like_twiml
from twimllint.files.reading import MAX_BYTES, display_path
from twimllint.host.detect import program_language
from twimllint.server.cursor import Draft
from twimllint.server.garbage import paused
from twimllint.server.languages import TWIML, is_never_twiml, with_suffix
from twimllint.server.parts import Part
from twimllint.server.positions import Lines, changed
from twimllint.source.parse import parse
from twimllint.source.text import BOM, Source, decode
from twimllint.source.untemplated import is_untemplated

if TYPE_CHECKING:
    from twimllint.host.extract import Extracted
    from twimllint.host.remembered import Remembered
    from twimllint.source.tree import Document


class Reading(NamedTuple):
    """What reading a file came to: its own tree, or what was found in a program; neither in a file of anything else."""

    extracted: Extracted | None = None
    document: Document | None = None


class Buffer:
    """A file at one version: what the client shows, or what lies on disk.

    ``path`` is absolute; ``folder`` is the one of the project, from which paths are counted where they are shown;
    ``settings`` gives those of the file when it is read.
    """

    def __init__(
        self,
        uri: str,
        language: str,
        version: int | None,
        lines: Lines,
        path: str,
        folder: str,
        settings: Callable[[str], LintSettings] = lambda _path: LintSettings(),
    ) -> None:
        self.uri = uri
        self.language = language
        self.version = version
        self.lines = lines
        self.path = path
        self.folder = folder
        self.settings = settings
        self._lock = RLock()
        self._read: Reading | None = None
        self._parts: tuple[Part, ...] | None = None
        self._remembered: Remembered | None = None
        self._taken = False
        #: of the last version that was read and was TwiML
        self._channel: str | None = None

    @classmethod
    def on_disk(
        cls, path: str, raw: bytes, encoding: str, folder: str, settings: Callable[[str], LintSettings]
    ) -> Buffer:
        """A file as it lies on disk."""
        return cls.of_text(path, decode(raw, path).text, encoding, folder, settings)

    @classmethod
    def of_text(
        cls,
        path: str,
        text: str,
        encoding: str,
        folder: str,
        settings: Callable[[str], LintSettings] = lambda _path: LintSettings(),
    ) -> Buffer:
        """A file as it lies on disk, decoded."""
        lines = Lines(text, encoding, first=int(text.startswith(BOM)))
        return cls(from_fs_path(path) or path, "", None, lines, path, folder, settings)

    def after(self, version: int | None, changes: Sequence[types.TextDocumentContentChangeEvent]) -> Buffer:
        """The file after changes of the client's."""
        lines = changed(self.lines, changes)
        after = Buffer(self.uri, self.language, version, lines, self.path, self.folder, self.settings)
        after._channel = self._channel if self._read is None or self.tree is None else self.tree.channel
        after._remembered = self._remembered
        return after

    def again(self, folder: str) -> Buffer:
        """The same text, to be read once more: the settings are different, or the folder of the project."""
        return Buffer(self.uri, self.language, self.version, self.lines, self.path, folder, self.settings)

    def edited(self, edits: Iterable[Edit]) -> Buffer:
        """The file as it would be after edits, none of which touches another."""
        text = apply(self.text, list(dict.fromkeys(edits)))
        lines = Lines(text, self.lines.encoding, self.lines.first)
        return Buffer(self.uri, self.language, self.version, lines, self.path, self.folder, self.settings)

    @property
    def text(self) -> str:
        """The text."""
        return self.lines.text

    @property
    def surely_twiml(self) -> bool:
        """Whether the name or the language is enough to say TwiML; a program is one whatever its language says."""
        if has_twiml_suffix(self.path):
            return True
        return self.language == TWIML and program_language(self.path) is None

    @property
    def never_twiml(self) -> bool:
        """Whether the name or the language rules TwiML out, whatever the text."""
        return is_never_twiml(self.path, self.language)

    @property
    def parts(self) -> tuple[Part, ...]:
        """The TwiML documents in the file, in the order of its text; none in a file of anything else."""
        reading = self._reading
        with self._lock:
            if self._parts is None:
                with paused():
                    self._parts = self._divide(reading)
            return self._parts

    def _divide(self, reading: Reading) -> tuple[Part, ...]:
        if reading.extracted is not None:
            from twimllint.server.program import program_parts

            name = display_path(self.path, self.folder)
            return program_parts(self.lines, name, reading.extracted, self.settings(self.path))
        return () if reading.document is None else (Part(reading.document, self.lines),)

    @property
    def tree(self) -> Document | None:
        """The document that the file itself is."""
        return self._reading.document

    @property
    def draft(self) -> Draft | None:
        """The document that the file itself is, as far as completion has to know it.

        While somebody types, no tree is made for it: the channel of an earlier version will do.
        """
        if self._channel is not None and self._read is None and is_untemplated(self.text):
            return Draft(self.text, (), self._channel)
        return None if self.tree is None else Draft.of(self.tree)

    def take_document(self) -> Document | None:
        """The tree of a TwiML file, for the linter; only once, since well-formedness is noted in it."""
        reading = self._reading
        with self._lock:
            taken, self._taken = self._taken, True
        return None if taken else reading.document

    def extracted(self, text: str) -> Extracted | None:
        """The TwiML in a program, for the linter; ``text`` is what that made of the bytes."""
        return self._reading.extracted if text == self.text else None

    @property
    def remembered(self) -> Remembered:
        """The findings about the documents of a program in the version that was linted last."""
        if self._remembered is None:
            from twimllint.host.remembered import Remembered

            self._remembered = Remembered()
        return self._remembered

    @property
    def _reading(self) -> Reading:
        """The file is read once, by whoever needs it first: a request or the linter in its thread."""
        with self._lock:
            if self._read is None:
                with paused():
                    self._read = self._look()
            return self._read

    def _look(self) -> Reading:
        if len(self.text) > MAX_BYTES or self.never_twiml:
            return Reading()
        name = display_path(self.path, self.folder)
        language = None if self.surely_twiml else program_language(name)
        if language is not None:
            from twimllint.server.program import is_program, read_program

            if is_program(self.text, name, language):
                return Reading(read_program(self.text, name, language))
        source = Source.from_text(self.text, name)
        if not self.surely_twiml and not looks_like_twiml(source.raw, name):
            return Reading()
        document = parse(source)
        if not self.surely_twiml and not is_twiml(document, name):
            return Reading()
        document.channel = find_channel(document, self.settings(self.path), read_directives(document))
        return Reading(document=document)

    def part_at(self, offset: int) -> Part | None:
        """The TwiML document at an offset."""
        return next((part for part in self.parts if part.inner(offset) is not None), None)


def path_of(uri: str, language: str, folder: str) -> str:
    """The absolute path of a document; for one that is no file, a name in ``folder`` that no file has.

    An untitled document may know which file it is going to be.
    """
    scheme, _, rest = uri.partition(":")
    path = to_fs_path(uri) if scheme.lower() == "file" else None
    if path and "\0" not in path:
        return os.path.normpath(path)
    name = unquote(rest.partition("#")[0].partition("?")[0]).replace("\0", "")
    if scheme == "untitled" and os.path.isabs(name):
        return with_suffix(os.path.normpath(name), language)
    name = f"{scheme}:{name.rpartition('/')[2]}" if rest else uri.rpartition("/")[2]
    return os.path.join(folder, with_suffix(name or "untitled", language))

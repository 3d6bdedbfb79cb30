"""From place to place: links, definitions, references, and the names that can be changed everywhere."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from urllib.parse import unquote

from lsprotocol import types
from pygls.uris import from_fs_path

from twimllint.engine.context import Context, RuleInputError
from twimllint.engine.diagnostic import Edit
from twimllint.server.documents import Buffer
from twimllint.server.index import context
from twimllint.server.names import Name, Reference, name_at, names, references
from twimllint.server.parts import Part
from twimllint.server.room_files import Mention, mentions
from twimllint.server.workspace import Workspace
from twimllint.source.span import Span
from twimllint.twiml import rooms
from twimllint.twiml.addresses import FILE, document_addresses, resolve

_WEB = re.compile(r"https?://[^\s<>\"{}|\\^`]+", re.IGNORECASE)
_START = types.Range(types.Position(0, 0), types.Position(0, 0))


class CannotRenameError(Exception):
    """A new name that cannot be given, or a place where it cannot be written; ``str`` says why."""


class _Here(NamedTuple):
    """A place in a document."""

    part: Part
    offset: int
    ctx: Context


class Navigator:
    """Answers for one document of the workspace."""

    def __init__(self, workspace: Workspace, buffer: Buffer) -> None:
        self.workspace = workspace
        self.buffer = buffer

    def links(self) -> Iterator[types.DocumentLink]:
        """The URLs of the document that lead to a file of the project or to the web."""
        for part in self.buffer.parts:
            ctx = self._context(part)
            for reference in references(part.document):
                range_ = part.range(reference.span)
                target, tooltip = self._target(reference, ctx)
                if range_ is not None and target is not None:
                    yield types.DocumentLink(range_, target, tooltip)

    def definitions(self, position: types.Position) -> list[types.Location]:
        """Where a URL leads to in the project, or where else a name is given."""
        here = self._here(position)
        if here is None:
            return []
        reference = _reference_at(here)
        if reference is not None:
            return [types.Location(from_fs_path(path) or path, _START) for path in self._files(reference, here.ctx)]
        name = name_at(here.part.document, here.offset)
        if name is None:
            return []
        entry = self._manifest(name, here.ctx)
        return [entry] if entry is not None else self._naming(name)

    def references(self, position: types.Position) -> list[types.Location]:
        """Every place that gives the same name, or whose URL leads to the same file.

        At the name of the root these are the URLs that lead to this document.
        """
        here = self._here(position)
        if here is None:
            return []
        root = here.part.document.root
        if root is not None and root.name_span.start <= here.offset <= root.name_span.end:
            return self._referring(set(document_addresses(here.ctx)))
        reference = _reference_at(here)
        if reference is not None:
            return self._referring(set(resolve(here.ctx, reference.url)))
        name = name_at(here.part.document, here.offset)
        return [] if name is None else self._naming(name)

    def name(self, position: types.Position) -> tuple[types.Range, str] | None:
        """The name at a position that can be changed everywhere, and its range."""
        here = self._here(position)
        name = None if here is None else name_at(here.part.document, here.offset)
        if here is None or name is None:
            return None
        range_ = here.part.range(name.span)
        return None if range_ is None else (range_, name.text)

    def rename(self, position: types.Position, new: str) -> dict[Buffer, list[types.TextEdit]]:
        """The edits that give another name at every place of the workspace. Raises ``CannotRenameError``."""
        here = self._here(position)
        name = None if here is None else name_at(here.part.document, here.offset)
        if name is None:
            raise CannotRenameError("there is no name of a room, a queue or a conference here")
        if not new.strip() or not new.isprintable():
            raise CannotRenameError("a name must have at least one character, and only printable ones")
        edits: dict[Buffer, list[Edit]] = {}
        for buffer, part, each in self._places(name):
            edit = part.renamed(each.span, new.strip(), each.quote)
            if edit is None:
                raise CannotRenameError(_cannot_be_written(buffer))
            edits.setdefault(buffer, []).append(edit)
        for buffer, changes in edits.items():
            if not _names_otherwise(buffer, changes, name, new.strip()):
                raise CannotRenameError(_cannot_be_written(buffer))
        for mention in self._mentions(name):
            edits.setdefault(mention.buffer, []).append(Edit(mention.span, mention.written(new.strip())))
        return {
            buffer: [types.TextEdit(buffer.lines.range(edit.span), edit.text) for edit in dict.fromkeys(changes)]
            for buffer, changes in edits.items()
        }

    # how

    def _here(self, position: types.Position) -> _Here | None:
        offset = self.buffer.lines.offset(position)
        part = self.buffer.part_at(offset)
        inner = None if part is None else part.inner(offset)
        return None if part is None or inner is None else _Here(part, inner, self._context(part))

    def _context(self, part: Part, buffer: Buffer | None = None) -> Context:
        buffer = buffer or self.buffer
        return context(part.document, self.workspace.projects.of(buffer.path).settings(buffer.path))

    def _files(self, reference: Reference, ctx: Context) -> list[str]:
        """The files of the project that a URL leads to: TwiML by its address, anything else by its path on disk."""
        addresses = resolve(ctx, reference.url)
        paths = self.workspace.served_at(addresses)
        for address in addresses:
            path = address.path.replace("/", os.sep)
            if address.host == FILE and path not in paths and os.path.isfile(path):
                paths.append(path)
        return paths or list(self._below_a_folder(reference.url))

    def _below_a_folder(self, url: str) -> Iterator[str]:
        """The file that a path may lead to where nothing says what is served: below the folder or one above it."""
        path = unquote(url.partition("?")[0].partition("#")[0])
        if not url.startswith("/") or url.startswith("//") or "\0" in path:
            return
        root = self.workspace.projects.of(self.buffer.path).root
        folder = os.path.dirname(self.buffer.path)
        while folder.startswith(root):
            file = os.path.normpath(folder + os.sep + path)
            if file.startswith(root) and os.path.isfile(file):
                yield file
                return
            if folder == os.path.dirname(folder):
                return
            folder = os.path.dirname(folder)

    def _target(self, reference: Reference, ctx: Context) -> tuple[str | None, str | None]:
        files = self._files(reference, ctx)
        if files:
            return from_fs_path(files[0]), os.path.relpath(files[0], self.buffer.folder)
        return (reference.url, None) if _WEB.fullmatch(reference.url) else (None, None)

    def _places(self, name: Name) -> Iterator[tuple[Buffer, Part, Name]]:
        for buffer in self.workspace.naming(name.kind, name.text):
            for part in buffer.parts:
                for each in names(part.document):
                    if (each.kind, each.text) == (name.kind, name.text):
                        yield buffer, part, each

    def _naming(self, name: Name) -> list[types.Location]:
        locations = _locations((buffer, part, each.span) for buffer, part, each in self._places(name))
        return locations + [
            types.Location(mention.buffer.uri, mention.buffer.lines.range(mention.span))
            for mention in self._mentions(name)
        ]

    def _mentions(self, name: Name) -> list[Mention]:
        return list(mentions(self.workspace, name.text)) if name.kind == "room-name" else []

    def _referring(self, addresses: set[object]) -> list[types.Location]:
        def places() -> Iterator[tuple[Buffer, Part, Span]]:
            for buffer in self.workspace.referring(addresses):  # type: ignore[arg-type]
                for part in buffer.parts:
                    ctx = self._context(part, buffer)
                    for reference in references(part.document):
                        if not addresses.isdisjoint(resolve(ctx, reference.url)):
                            yield buffer, part, reference.span

        return _locations(places())

    def _manifest(self, name: Name, ctx: Context) -> types.Location | None:
        """The place of a room in the rooms manifest."""
        if name.kind != "room-name" or ctx.settings.rooms_manifest is None:
            return None
        try:
            manifest = rooms.manifest(ctx)
        except RuleInputError:
            return None  # the findings say what is wrong with it
        entry = None if manifest is None else manifest.find(name.text)
        file = None if entry is None or manifest is None else self.workspace.file(os.path.abspath(manifest.path))
        return None if file is None or entry is None else types.Location(file.uri, file.lines.range(entry.span))


def _cannot_be_written(buffer: Buffer) -> str:
    file = os.path.basename(buffer.path)
    return f"this cannot be written in {file}, or the name there is not written as one text"


def _names_otherwise(buffer: Buffer, edits: Iterable[Edit], name: Name, new: str) -> bool:
    """Whether a file with the edits gives the new name where it gave the old one, and all others as before."""
    expected = [(each.kind, new if (each.kind, each.text) == name[:2] else each.text) for each in _all_names(buffer)]
    return [(each.kind, each.text) for each in _all_names(buffer.edited(edits))] == expected


def _all_names(buffer: Buffer) -> Iterator[Name]:
    for part in buffer.parts:
        yield from names(part.document)


def _reference_at(here: _Here) -> Reference | None:
    candidates = references(here.part.document)
    return next((each for each in candidates if each.span.start <= here.offset <= each.span.end), None)


def _locations(places: Iterator[tuple[Buffer, Part, Span]]) -> list[types.Location]:
    ranges = [(buffer.uri, part.range(span)) for buffer, part, span in places]
    return [types.Location(uri, range_) for uri, range_ in ranges if range_ is not None]

"""Rooms that files besides documents name: the rooms manifest, and ``[rooms]`` of a configuration."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from typing import NamedTuple

from twimllint.config.toml_places import keys_of
from twimllint.engine.context import RuleInputError
from twimllint.server.documents import Buffer
from twimllint.server.project import Project
from twimllint.server.workspace import Workspace
from twimllint.source.span import Span
from twimllint.twiml.manifest import load_manifest

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(r'"(?:[^"\\]|\\.)*+"')


class Mention(NamedTuple):
    """A name in such a file; ``written`` is how another name is written at ``span``."""

    buffer: Buffer
    span: Span
    written: Callable[[str], str]


def mentions(workspace: Workspace, name: str) -> Iterator[Mention]:
    """The places that name a room, in the files as the editor has them."""
    projects = workspace.projects.all()
    for path in sorted({path for each in projects for path in _manifests(each)}):
        buffer = workspace.file(path)
        yield from () if buffer is None else _in_manifest(buffer, path, name)
    tables = {table for each in projects for table in _tables(each, name)}
    for path, prefix in sorted(tables):
        buffer = workspace.file(path)
        for span in [] if buffer is None else keys_of(buffer.text, (*prefix, "rooms", name)):
            assert buffer is not None
            yield Mention(buffer, span, _quoted if buffer.text[span.start] in "\"'" else _as_key)


def _manifests(project: Project) -> list[str]:
    return [path for config in project.configs if (path := config.lint.rooms_manifest) is not None]


def _in_manifest(buffer: Buffer, path: str, name: str) -> Iterator[Mention]:
    try:
        manifest = load_manifest(path)
    except RuleInputError:
        return  # the findings say what is wrong with it
    for span in dict.fromkeys(entry.span for entry in manifest.entries if entry.name == name):
        strings = list(_STRING.finditer(buffer.text, span.start, span.end))
        # the editor may have another text than lies on disk, where the entries were read
        if strings and _decoded(strings[-1][0]) == name:
            yield Mention(buffer, Span(*strings[-1].span()), _quoted)


def _tables(project: Project, name: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The configuration files whose ``[rooms]`` has the name, and where their settings lie in them."""
    for config in project.configs:
        rooms = config.values.given.get("rooms")
        config_rooms = None if rooms is None else rooms.value.get(name)
        for source in () if config_rooms is None else config_rooms.sources:
            if source.file is not None:
                yield source.file.path, source.file.prefix


def _decoded(text: str) -> str:
    try:
        return str(json.loads(text))
    except ValueError:
        return ""


def _quoted(name: str) -> str:
    return json.dumps(name, ensure_ascii=False)


def _as_key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _quoted(name)

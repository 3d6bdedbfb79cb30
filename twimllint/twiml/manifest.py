"""The rooms manifest: a saved answer of Twilio's Rooms resource, which says what the account's Video Rooms are.

Taken are the answer of ``GET /v1/Rooms`` (an object with ``rooms``), the bare array that the Twilio CLI writes, one
room, several of these after one another (JSON lines, saved pages), with keys in snake case or camel case.
"""

from __future__ import annotations

import os
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from twimllint.engine.context import RuleInputError
from twimllint.engine.diagnostic import Span
from twimllint.source.reading import MAX_BYTES, FileHead, UnreadableFileError, read_bytes, reason

_ENDED = ("completed", "failed")
#: Twilio's samples show RMXXXX... and RMaaaa..., and call nearly every room peer-to-peer: these are no rooms.
_PLACEHOLDER = re.compile(r"RM(?:x*|([a-z])\1*|.*(?:xxxx|\.\.\.|…|[<{\[]).*)", re.IGNORECASE)
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"|\{', re.DOTALL)
_NAME_KEY = re.compile(r'"unique_?name"\s*:\s*', re.IGNORECASE)
_WHITE_SPACE = re.compile(r"[ \t\r\n]*+,?[ \t\r\n]*+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One room of the manifest.

    ``type`` and ``status`` are in lower letters with hyphens, empty where the manifest does not say; ``created`` counts
    seconds since 1970, 0 where unknown. ``span`` is the entry's name in the manifest's text, on ``line`` (1-based).
    """

    name: str
    sid: str
    type: str
    status: str
    created: float
    span: Span
    line: int | None

    @property
    def ended(self) -> bool:
        """Whether the room is completed or failed, so that nobody can join it any more."""
        return self.status in _ENDED


class Manifest:
    """The rooms of a manifest, by name."""

    def __init__(self, path: str, entries: tuple[Entry, ...]) -> None:
        self.path = path
        self.entries = entries
        self._best: dict[str, Entry] = {}
        for entry in sorted(entries, key=_rank):
            if entry.sid:
                self._best[entry.sid] = entry
        for entry in sorted(entries, key=_rank):
            if entry.name:
                self._best[entry.name] = entry

    def find(self, name: str) -> Entry | None:
        """The room of that name (or SID): the one in progress, else the newest of those that had the name."""
        return self._best.get(name)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all rooms, in the order of the manifest."""
        return tuple(dict.fromkeys(entry.name for entry in self.entries if entry.name))

    @property
    def display_path(self) -> str:
        """The path for messages: relative to the working folder where it lies below it, with forward slashes."""
        try:
            relative = os.path.relpath(self.path)
        except ValueError:  # another drive
            return self.path
        return (self.path if relative.startswith("..") else relative).replace(os.sep, "/")


def _rank(entry: Entry) -> tuple[int, float]:
    return 0 if entry.ended else 2 if entry.status else 1, entry.created


def load_manifest(path: str) -> Manifest:
    """The manifest at ``path``, read again only when the file has changed.

    Raises ``RuleInputError`` where there is no such file, or it cannot be read, is no JSON, or holds no rooms.
    """
    try:
        stat = os.stat(path)
        return _load(path, stat.st_mtime_ns, stat.st_size)
    except (OSError, ValueError) as error:
        raise RuleInputError(path, f"rooms manifest cannot be read: {reason(error)}") from error
    except UnreadableFileError as error:
        raise RuleInputError(path, f"rooms manifest cannot be read: {error}") from error
    except RecursionError as error:
        raise RuleInputError(path, "rooms manifest is nested too deeply to be read") from error


@lru_cache(maxsize=8)
def _load(path: str, _changed: int, _size: int) -> Manifest:
    raw = read_bytes(path)
    if isinstance(raw, FileHead):
        raise RuleInputError(path, f"rooms manifest has over {MAX_BYTES:,} bytes, too many to be read")
    text = _decode(path, raw)
    values = _values(path, text)
    objects = [item for value in values for item in _objects(value)]
    starts = [match.start() for match in _TOKEN.finditer(text) if match[0] == "{"]
    # a repeated key swallows an object, and then the places would be another object's
    places = dict(zip(map(id, objects), starts, strict=True)) if len(starts) == len(objects) else {}
    spans = _Places(text)
    entries = []
    for value in values:
        for room in _rooms(path, value):
            entry = _entry(room, spans, places.get(id(room)))
            if not _PLACEHOLDER.fullmatch(entry.sid or "-"):
                entries.append(entry)
    return Manifest(path, tuple(entries))


class _Places:
    """Where names and lines are in the text, found once for all rooms."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._names = [match.start() for match in _NAME_KEY.finditer(text)]
        self._line_ends = [match.start() for match in re.finditer("\n", text)]

    def name_of(self, start: int) -> tuple[Span, int]:
        """The name of the room whose object opens at an offset, or else the object's beginning; and its line."""
        index = bisect_left(self._names, start)
        if index < len(self._names):
            start = self._names[index]
        end = min([where for where in (self._text.find(c, start) for c in ",}") if where >= 0], default=start)
        line = bisect_left(self._line_ends, start)
        if line < len(self._line_ends):
            end = min(end, self._line_ends[line])
        return Span(start, end), line + 1


def _decode(path: str, raw: bytes) -> str:
    from json import detect_encoding

    try:
        return raw.decode(detect_encoding(raw))
    except UnicodeDecodeError as error:
        raise RuleInputError(
            path, f"rooms manifest cannot be read: byte {error.start} is not {error.encoding}"
        ) from error


def _values(path: str, text: str) -> list[Any]:
    """The JSON values that follow one another in the text."""
    from json import JSONDecodeError, JSONDecoder

    decoder, values, position = JSONDecoder(), [], _skip(text, 0)
    try:
        while position < len(text):
            value, position = decoder.raw_decode(text, position)
            values.append(value)
            position = _skip(text, position)
    except JSONDecodeError as error:
        place = f"line {error.lineno}, column {error.colno}"
        raise RuleInputError(path, f"rooms manifest is not JSON at {place}: {error.msg}") from error
    except ValueError as error:  # Python reads no number of thousands of digits
        line = text.count("\n", 0, position) + 1
        raise RuleInputError(path, f"rooms manifest cannot be read: a number after line {line} is too long") from error
    if not values:
        raise RuleInputError(path, "rooms manifest is empty")
    return values


def _skip(text: str, offset: int) -> int:
    match = _WHITE_SPACE.match(text, offset)
    return match.end() if match else offset


def _objects(value: Any) -> Iterator[Any]:
    """Every object in a value, in the order in which they open in the text."""
    stack = [value]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            yield item
            stack.extend(reversed(item.values()))
        elif isinstance(item, list):
            stack.extend(reversed(item))


def _rooms(path: str, value: Any) -> Iterator[Mapping[str, Any]]:
    """The rooms in an answer, an array or a single object."""
    if isinstance(value, list):
        for item in value:
            yield from _rooms(path, item)
        return
    if isinstance(value, dict):
        rooms = value.get("rooms", value.get("Rooms"))
        if isinstance(rooms, list):
            yield from _rooms(path, rooms)
            return
        folded = _folded(value)
        if folded.get("uniquename") or str(folded.get("sid", "")).startswith("RM"):
            yield value
            return
        message = folded.get("message")
        if isinstance(message, str):
            raise RuleInputError(path, f'rooms manifest holds no rooms but the message "{message}"')
    raise RuleInputError(path, "rooms manifest holds something that is no room: expected the JSON of GET /v1/Rooms")


def _folded(room: Mapping[str, Any]) -> dict[str, Any]:
    return {key.replace("_", "").replace("-", "").lower(): value for key, value in room.items()}


def _entry(room: Mapping[str, Any], places: _Places, offset: int | None) -> Entry:
    folded = _folded(room)
    span, line = (Span(0, 0), None) if offset is None else places.name_of(offset)
    kind, status = (_word(folded.get(key)).lower().replace("_", "-").replace(" ", "-") for key in ("type", "status"))
    created = _seconds(folded.get("datecreated"))
    return Entry(_word(folded.get("uniquename")), _word(folded.get("sid")), kind, status, created, span, line)


def _word(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""


def _seconds(value: Any) -> float:
    """Seconds since 1970 of a date as the REST API (ISO 8601) or the libraries (RFC 2822) write it; 0 for others."""
    from datetime import UTC, datetime

    if not isinstance(value, str):
        return 0.0
    try:
        try:
            date = datetime.fromisoformat(value.strip())
        except ValueError:
            from email.utils import parsedate_to_datetime

            date = parsedate_to_datetime(value)
        return (date if date.tzinfo else date.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):  # no date, or one of a year that no computer counts to
        return 0.0

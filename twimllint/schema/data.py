"""Facts that change with Twilio and not with the program: the JSON files of ``schemas/``.

Each file says under ``about`` what its sections hold and how to bring them up to date; each entry carries
its ``source`` and ``date``. What is read is shared by everyone in the process: look, do not change.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from typing import Any, NamedTuple, TypedDict, cast

CHANNELS = ("voice", "messaging", "fax")


class Voice(TypedDict):
    """What is known of one voice name of ``<Say>``; ``gender`` is None where Twilio does not say."""

    provider: str
    tier: str
    gender: str | None
    languages: list[str]
    status: str
    ssml: bool
    source: list[str]
    date: str


class Found(NamedTuple):
    """A pattern that matched: its id, what it stands for, and the offsets of the match in the value."""

    id: str
    what: str
    start: int
    end: int


def schema_path(file: str) -> str:
    """The path of a file of ``schemas/``, such as ``twiml-voice.xsd``, wherever the package is installed."""
    # The folder of the package is schemas/ at the top of a checkout and twimllint/schemas in a wheel.
    return os.path.join(import_module("twimllint.schemas").__path__[0], file)


@cache
def data(name: str) -> Any:
    """The content of ``schemas/NAME.json``, read once per process.

    Raises FileNotFoundError where there is no such file.
    """
    import json  # not on the clean path of documents that need no data

    with open(schema_path(f"{name}.json"), encoding="utf-8") as file:
        return json.load(file)


def voices() -> Mapping[str, Voice]:
    """The voices of ``<Say>`` by the name the attribute holds."""
    return cast("Mapping[str, Voice]", data("voices")["voices"])


def languages(place: str) -> Mapping[str, Mapping[str, Any]]:
    """The language tags one place takes: ``say``, ``gather``, ``pay`` or ``ssml_lang``."""
    return cast("Mapping[str, Mapping[str, Any]]", data("languages")[place])


def host_entry(section: str, host: str) -> Mapping[str, Any] | None:
    """The entry of a section of hosts.json for a host in lower letters or the nearest domain above it."""
    table: Mapping[str, Mapping[str, Any]] = data("hosts")[section]
    while host:
        entry = table.get(host) or table.get("." + host)
        if entry is not None:
            return entry
        host = host.partition(".")[2]
    return None


def find(section: str, kind: str, value: str) -> Found | None:
    """The first pattern of a section of placeholders.json that fits a value.

    ``kind`` says what the value is (url, number, name, sid, attribute, value, text); patterns for other kinds are
    not tried. Patterns of mode ``full`` have to fit the whole value apart from the white space around it.
    """
    return next(find_all(section, kind, value), None)


def find_all(section: str, kind: str, value: str) -> Iterator[Found]:
    """Each pattern of a section that fits a value, at its first place, in the order of the file."""
    lowered = value.lower()
    for index, pattern in _patterns_for(section, kind):
        if pattern["needs"] and not _holds_any(lowered, pattern["needs"]):
            continue
        start = len(value) - len(value.lstrip())
        regex = _compiled(section, index)
        full = pattern["mode"] == "full"
        match = regex.fullmatch(value, start, len(value.rstrip())) if full else regex.search(value)
        if match is not None:
            yield Found(pattern["id"], pattern["what"], *match.span())


def _holds_any(text: str, needs: list[str]) -> bool:
    for need in needs:  # noqa: SIM110 - any() with a generator takes three times as long
        if need in text:
            return True
    return False


@cache
def _patterns_for(section: str, kind: str) -> tuple[tuple[int, Mapping[str, Any]], ...]:
    """The patterns of a section for a kind of value, each with its index."""
    patterns = enumerate(data("placeholders")[section])
    return tuple([(index, pattern) for index, pattern in patterns if kind in pattern["on"] or "any" in pattern["on"]])


@cache
def _compiled(section: str, index: int) -> re.Pattern[str]:
    """A pattern of placeholders.json; compiled when a value might fit it, since all together cost some 10 ms."""
    pattern = data("placeholders")[section][index]
    return re.compile(pattern["regex"], re.IGNORECASE if "i" in pattern["flags"] else 0)

"""JSON in pure ASCII, written piece by piece; lone surrogates become escapes that strict readers accept."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from twimllint.report.plain import encodable

#: A hash before another one: "##[" and the like are commands of CI systems, and would be changed when printed.
_HASH = re.compile("#(?=#)")


def dumps(value: Any, indent: int | None = None) -> str:
    """A value as JSON, on one line where no ``indent`` is given."""
    return _HASH.sub(r"\\u0023", json.dumps(_clean(value), indent=indent))


def stream(head: dict[str, Any], key: str, items: Iterable[Any]) -> Iterator[str]:
    """An object with the keys of ``head`` and, last, a list of ``items``, each of them on a line of its own."""
    opening = dumps({**head, key: []})
    yield opening[: -len("]}")]
    yield from _lines(items)
    yield "]}\n"


def array(items: Iterable[Any]) -> Iterator[str]:
    """A list, each item on a line of its own."""
    yield "["
    yield from _lines(items)
    yield "]\n"


def _lines(items: Iterable[Any]) -> Iterator[str]:
    before, after = "\n", ""
    for item in items:
        yield before + dumps(item)
        before, after = ",\n", "\n"
    yield after


def _clean(value: Any) -> Any:
    if isinstance(value, str):
        return encodable(value)
    if isinstance(value, dict):
        return {encodable(key): _clean(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_clean(item) for item in value]
    return value

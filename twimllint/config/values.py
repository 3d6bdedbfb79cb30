"""Values of a configuration, each with where it comes from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from twimllint.files.patterns import below

if TYPE_CHECKING:
    from twimllint.config.layers import Layer


class Origin(NamedTuple):
    """Where a value comes from: a key of a file, or else ``name`` (an option, a variable)."""

    name: str
    layer: Layer | None = None
    at: tuple[str | int, ...] = ()

    def __str__(self) -> str:
        line = self.layer.line(self.at) if self.layer else None
        return self.name if line is None else f"{self.name}:{line}"


class Given(NamedTuple):
    """A value that somebody set; tables hold a ``Given`` for each of their keys, merged lists several origins."""

    value: Any
    origins: tuple[Origin, ...]


class Matcher(NamedTuple):
    """A glob of ``[per-file-ignores]``, ``[per-file-settings]`` or a declared rule, and what follows from it."""

    kind: str
    pattern: re.Pattern[str]
    folder: str
    negated: bool
    payload: Any
    layer: Layer | None

    def matches(self, path: str) -> bool:
        """Whether what follows holds for the file at an absolute path."""
        return (self.pattern.match(below(path, self.folder)) is not None) is not self.negated


def plain(value: Any) -> Any:
    """A table without its origins."""
    if isinstance(value, Given):
        return plain(value.value)
    return {key: plain(item) for key, item in value.items()} if isinstance(value, dict) else value

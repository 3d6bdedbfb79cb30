"""Values of a configuration, each with where it comes from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from twimllint.config.load import ConfigFile, KeyPath


class ConfigSource(NamedTuple):
    """Where a value comes from: a key of a file, or else ``name``, an option (``--region``) or a variable."""

    name: str
    file: ConfigFile | None = None
    key_path: KeyPath = ()

    def __str__(self) -> str:
        line = self.file.line(self.key_path) if self.file else None
        return self.name if line is None else f"{self.name}:{line}"


class ConfigValue(NamedTuple):
    """A value that somebody set; a table holds one for each of its keys, a merged list has several sources."""

    value: Any
    sources: tuple[ConfigSource, ...]


class ConfigValues(Mapping[str, Any]):
    """Every setting by its key, as it holds: what was set, else the default. Tables are plain dicts."""

    __slots__ = ("given",)

    def __init__(self, given: Mapping[str, ConfigValue]) -> None:
        self.given = given

    def __getitem__(self, key: str) -> Any:
        config_value = self.given.get(key)
        if config_value is not None:
            return plain(config_value)
        from twimllint.config.settings import BY_KEY

        return BY_KEY[key].default_value

    def __iter__(self) -> Iterator[str]:
        from twimllint.config.settings import BY_KEY

        return iter(BY_KEY)

    def __len__(self) -> int:
        from twimllint.config.settings import BY_KEY

        return len(BY_KEY)

    def source(self, key: str) -> str:
        """Where the value of a key comes from: ``default``, ``twimllint.toml:3``, an option, a variable."""
        config_value = self.given.get(key)
        return ", ".join(map(str, config_value.sources)) if config_value else "default"


def plain(value: Any) -> Any:
    """A value, or a table of values, without the sources."""
    if isinstance(value, ConfigValue):
        return plain(value.value)
    return {key: plain(item) for key, item in value.items()} if isinstance(value, dict) else value

"""The place of a value in the configuration, and how messages name both."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from twimllint.config.errors import ConfigError
from twimllint.config.load import ConfigFile, KeyPath

#: Integers of TOML have 64 bits.
MAX_INTEGER = 1 << 63


class ConfigLocation(NamedTuple):
    """The place of a value: in a file, or on the command line (``option`` is ``--region`` or a variable).

    ``must_exist`` says whether files that the value names must exist.
    """

    file: ConfigFile | None
    key_path: KeyPath = ()
    option: str = ""
    cwd: str = ""
    must_exist: bool = True

    def child(self, key: str | int) -> ConfigLocation:
        """The place of a key or of an entry in this table or list."""
        return self._replace(key_path=(*self.key_path, key))

    @property
    def folder(self) -> str:
        """The folder that paths count from."""
        return self.file.folder if self.file else self.cwd

    @property
    def title(self) -> str:
        """What messages call it: ``severity.TW301``, or the option's name."""
        return self.option or ".".join([str(step) for step in self.key_path if isinstance(step, str)])

    def error(self, message: str) -> ConfigError:
        """An error at this place."""
        return self.file.error(self.key_path, message) if self.file else ConfigError.of(message)

    def invalid_value(self, value: Any, expected: str) -> ConfigError:
        """An error about a value: what it is, and what is expected."""
        return self.error(f"{self.title} is {quoted(value)}; {expected}")


def quoted(value: Any) -> str:
    """A value as a message shows it: strings in double quotes, the rest as TOML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value) if abs(value) < MAX_INTEGER else "a number of more than 64 bits"
    if isinstance(value, str):
        return f'"{value}"' if len(value) <= 100 else f'"{value[:97]}..."'
    if isinstance(value, (list, tuple)):
        items = ["[...]" if isinstance(item, list) else quoted(item) for item in value[:4]]
        return "[" + ", ".join(items[:3] + ["..."] * (len(items) > 3)) + "]"
    return "a table" if isinstance(value, dict) else str(value)


def closest_name(name: str, candidates: Iterable[str]) -> str | None:
    """The candidate that ``name`` probably means, which may be that name itself."""
    from twimllint.schema.names import nearest

    names = list(candidates)
    return name if name in names else nearest(name, names)

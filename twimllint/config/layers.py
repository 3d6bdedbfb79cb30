"""Configuration files: found, read, and followed along ``extend``."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, NamedTuple

from twimllint.config.defaults import NAMES
from twimllint.config.errors import ConfigError
from twimllint.files.reading import shown

_TABLE = ("tool", "twimllint")


class Layer(NamedTuple):
    """One configuration file.

    ``path`` is absolute, ``shown`` the same as messages print it; ``table`` holds its keys, which stand below
    ``prefix`` in ``text``; paths and globs count from ``folder``.
    """

    path: str
    shown: str
    text: str
    prefix: tuple[str, ...]
    table: Mapping[str, Any]

    @property
    def folder(self) -> str:
        """The absolute folder that the file lies in."""
        return os.path.dirname(self.path)

    def line(self, at: tuple[str | int, ...]) -> int | None:
        """The line of a key, given by its path below the table."""
        from twimllint.config.toml_places import line_of

        return line_of(self.text, (*self.prefix, *at))

    def error(self, at: tuple[str | int, ...], message: str) -> ConfigError:
        """An error at that key."""
        return ConfigError(message, self.shown, self.line(at))


def find_in(folder: str, cwd: str) -> Layer | None:
    """The configuration that lies in ``folder``, or ``None``. Raises ``ConfigError`` for one that cannot be read."""
    for name in NAMES:
        path = os.path.join(folder, name)
        try:
            with open(path, "rb") as file:
                raw = file.read()
        except (FileNotFoundError, NotADirectoryError):
            continue
        except OSError as error:
            if os.path.isdir(path) or not os.access(folder, os.X_OK):
                continue
            raise ConfigError(f"it cannot be read: {error.strerror}", shown(path, cwd)) from None
        # cheaper than parsing every project's file only to find no table in it
        if name == "pyproject.toml" and b"twimllint" not in raw:
            continue
        layer = _layer(path, raw, cwd)
        if layer is not None:
            return layer
    return None


def load(path: str, cwd: str) -> Layer:
    """The configuration in the file at ``path``. Raises ``ConfigError`` where there is none."""
    try:
        with open(path, "rb") as file:
            raw = file.read()
    except OSError as error:
        raise ConfigError(f"the configuration file cannot be read: {error.strerror}", shown(path, cwd)) from None
    layer = _layer(path, raw, cwd)
    if layer is None:
        raise ConfigError("it has no table [tool.twimllint]", shown(path, cwd))
    return layer


def chain(layer: Layer, cwd: str) -> list[Layer]:
    """A layer and those it inherits from, the farthest first. Raises ``ConfigError`` for a loop or a missing file."""
    found = [layer]
    seen = {os.path.realpath(layer.path)}
    while "extend" in found[-1].table:
        last = found[-1]
        target = last.table["extend"]
        if not isinstance(target, str) or not target:
            raise last.error(("extend",), f"extend is {quoted(target)}; the path of a configuration file is asked for")
        path = os.path.normpath(os.path.join(last.folder, os.path.expanduser(target)))
        if not os.path.isfile(path):
            raise last.error(("extend",), f'extend = "{target}": there is no file {shown(path, cwd)}')
        if os.path.realpath(path) in seen:
            names = " -> ".join([each.shown for each in found] + [shown(path, cwd)])
            raise last.error(("extend",), f'extend = "{target}" goes in a circle: {names}')
        seen.add(os.path.realpath(path))
        found.append(load(path, cwd))
    return found[::-1]


def parse(text: str, path: str, cwd: str) -> Layer | None:
    """The layer in a TOML text, or ``None`` for a ``pyproject.toml`` without the table. Raises ``ConfigError``."""
    import tomllib

    name = shown(path, cwd)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _broken(error, name, text) from None
    except RecursionError:
        raise ConfigError("it is no TOML that can be read: values are nested too deep", name) from None
    tool = data.get("tool")
    inner = tool.get("twimllint") if isinstance(tool, dict) else None
    if os.path.basename(path) != "pyproject.toml":
        layer = Layer(path, name, text, (), data)
        if inner is not None:
            raise layer.error(_TABLE, 'keys stand at the top of this file; "[tool.twimllint]" is for pyproject.toml')
        return layer
    if inner is None:
        return None
    layer = Layer(path, name, text, _TABLE, inner if isinstance(inner, dict) else {})
    if not isinstance(inner, dict):
        raise layer.error((), "tool.twimllint is no table; write [tool.twimllint]")
    return layer


def quoted(value: Any) -> str:
    """A value as a message shows it: strings in double quotes, the rest as TOML writes it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f'"{value}"'
    if isinstance(value, (list, tuple)):
        items = ["[...]" if isinstance(item, list) else quoted(item) for item in value[:4]]
        return "[" + ", ".join(items[:3] + ["..."] * (len(items) > 3)) + "]"
    return "a table" if isinstance(value, dict) else str(value)


def _layer(path: str, raw: bytes, cwd: str) -> Layer | None:
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = f"byte 0x{raw[error.start]:02x} is not UTF-8, which TOML asks for"
        raise ConfigError(message, shown(path, cwd), line) from None
    return parse(text.replace("\r\n", "\n"), path, cwd)


def _broken(error: Exception, name: str, text: str) -> ConfigError:
    """``tomllib`` names the place only in its message."""
    import re

    reason = str(error)
    place = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)", reason)
    line = None
    if place:
        reason = reason[: place.start()]
        line = int(place[1]) if place[1] else text.rstrip("\n").count("\n") + 1
    return ConfigError(f"it is no TOML that can be read: {reason[:1].lower()}{reason[1:]}", name, line)

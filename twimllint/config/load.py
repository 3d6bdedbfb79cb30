"""Configuration files: found, read as TOML, and followed along ``extend``.

A project without a configuration is the usual one, so looking for files imports no TOML parser.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

from twimllint.config.defaults import NAMES
from twimllint.config.errors import ConfigError
from twimllint.engine.result import Failure
from twimllint.files.reading import FileHead, display_path, read

if TYPE_CHECKING:
    from collections.abc import Mapping

KeyPath = tuple[str | int, ...]

#: Far more than anybody writes by hand, and little enough that no file takes long.
MAX_BYTES = 1 << 20
_TABLE = ("tool", "twimllint")
#: A key of more parts than this (``a.b.c``) is no setting of anything, and takes long to read.
_MAX_PARTS = 200
_PART = r"""(?:[^\s.=#"'\[\]{},]+|"[^"\n]*"|'[^'\n]*')"""
_DEEP_KEY = rf"(?m)(?:^[ \t]*\[{{0,2}}|[{{,])[ \t]*(?:{_PART}[ \t]*\.[ \t]*){{{_MAX_PARTS}}}"


class ConfigFile(NamedTuple):
    """One configuration file.

    ``path`` is absolute, ``display_path`` the same as messages print it; ``table`` holds its keys, which lie below
    ``prefix`` in ``text``; paths and globs count from ``folder``.
    """

    path: str
    display_path: str
    text: str
    prefix: tuple[str, ...]
    table: Mapping[str, Any]

    @property
    def folder(self) -> str:
        """The absolute folder that the file lies in."""
        return os.path.dirname(self.path)

    def line(self, key_path: KeyPath) -> int | None:
        """The line of a key, given by its path below the table."""
        from twimllint.config.toml_places import line_of

        return line_of(self.text, (*self.prefix, *key_path))

    def error(self, key_path: KeyPath, message: str) -> ConfigError:
        """An error at that key."""
        return ConfigError.of(message, self.display_path, self.line(key_path))


class Found(NamedTuple):
    """The configuration of a folder, and what to say of files that are, or look like, one besides it."""

    file: ConfigFile | None
    remarks: tuple[str, ...]


def find(folder: str, cwd: str) -> Found:
    """The configuration that lies in ``folder``, if any. Raises ``ConfigError`` for one that cannot be read."""
    used: ConfigFile | None = None
    remarks: list[str] = []
    for name in NAMES:
        path = os.path.join(folder, name)
        if used is not None:
            if _is_configuration(path, name):
                remarks.append(f"{display_path(path, cwd)} is not used: {used.display_path} comes before it")
            continue
        if not os.path.lexists(path) or os.path.isdir(path):
            continue
        raw = _read(path, cwd)
        # cheaper than parsing the file of every project only to find no table in it
        if name != "pyproject.toml" or b"twimllint" in raw:
            used = parse(_decode(raw, display_path(path, cwd)), path, cwd)
        misspelt = _misspelt_table(raw) if used is None else None
        if misspelt is not None:
            shown = display_path(path, cwd)
            remarks.append(f"{shown}: [tool.{misspelt}] is not read; did you mean [tool.twimllint]?")
    return Found(used, tuple(remarks))


def _is_configuration(path: str, name: str) -> bool:
    """Whether a file holds a configuration, as far as a glance says; one that cannot be read does not."""
    if not os.path.isfile(path):
        return False
    raw = read(path, MAX_BYTES)
    return isinstance(raw, bytes) and (name != "pyproject.toml" or b"[tool.twimllint" in raw)


def _misspelt_table(raw: bytes) -> str | None:
    """The name of a table of a tool that is probably meant for this one."""
    if b"[tool.tw" not in raw or b"[tool.twimllint" in raw:
        return None
    from twimllint.schema.names import nearest

    for line in raw.decode("utf-8", "replace").splitlines():
        if line.startswith("[tool.tw"):
            name = line.removeprefix("[tool.").partition("]")[0].partition(".")[0]
            if nearest(name, ["twimllint"]) is not None:
                return name
    return None


def load(path: str, cwd: str) -> ConfigFile:
    """The configuration in the file at ``path``. Raises ``ConfigError`` where there is none."""
    file = parse(_decode(_read(path, cwd), display_path(path, cwd)), path, cwd)
    if file is None:
        raise ConfigError.of("it has no table [tool.twimllint]", display_path(path, cwd))
    return file


def extends_chain(file: ConfigFile, cwd: str) -> tuple[ConfigFile, ...]:
    """A file and those that it inherits from, the farthest first. Raises ``ConfigError`` for a circle or a bad path."""
    chain = [file]
    seen = {os.path.realpath(file.path)}
    while "extend" in chain[-1].table:
        last = chain[-1]
        target = last.table["extend"]
        if not isinstance(target, str) or not target or "\0" in target:
            raise last.error(("extend",), "extend must be the path of a configuration file")
        path = os.path.normpath(os.path.join(last.folder, os.path.expanduser(target)))
        if not os.path.lexists(path):
            raise last.error(("extend",), f'extend = "{target}": there is no file {display_path(path, cwd)}')
        if os.path.realpath(path) in seen:
            names = " -> ".join([each.display_path for each in chain] + [display_path(path, cwd)])
            raise last.error(("extend",), f'extend = "{target}" is circular: {names}')
        seen.add(os.path.realpath(path))
        try:
            chain.append(load(path, cwd))
        except ConfigError as error:
            if any(failure.line is not None for failure in error.failures):
                raise
            # it is the key that leads to what cannot be read
            reasons = "; ".join([failure.message for failure in error.failures])
            raise last.error(("extend",), f'extend = "{target}": {reasons}') from error
    return tuple(reversed(chain))


def parse(text: str, path: str, cwd: str) -> ConfigFile | None:
    """The configuration in a TOML text, or ``None`` for a ``pyproject.toml`` without one. Raises ``ConfigError``."""
    name = display_path(path, cwd)
    data = _toml(text, name)
    tool = data.get("tool")
    inner = tool.get("twimllint") if isinstance(tool, dict) else None
    if os.path.basename(path) != "pyproject.toml":
        file = ConfigFile(path, name, text, (), data)
        if inner is not None:
            message = "in this file the keys belong at the top; [tool.twimllint] is only for pyproject.toml"
            raise file.error(_TABLE, message)
        return file
    if inner is None:
        return None
    file = ConfigFile(path, name, text, _TABLE, inner if isinstance(inner, dict) else {})
    if not isinstance(inner, dict):
        raise file.error((), "tool.twimllint must be a table: [tool.twimllint]")
    return file


def _read(path: str, cwd: str) -> bytes:
    content = read(path, MAX_BYTES, display_path(path, cwd))
    if isinstance(content, Failure):
        raise ConfigError(content)
    if isinstance(content, FileHead):
        raise ConfigError.of(f"it has over {MAX_BYTES:,} bytes, too many for a configuration", display_path(path, cwd))
    return content


def _decode(raw: bytes, name: str) -> str:
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ConfigError.of(f"byte 0x{raw[error.start]:02x} is not UTF-8, as TOML must be", name, line) from None


def _toml(text: str, name: str) -> dict[str, Any]:
    import re
    import tomllib

    deep = re.search(_DEEP_KEY, text) if text.count(".") > _MAX_PARTS else None
    if deep is not None:
        # reading one takes time that grows with the square of its parts
        line = text.count("\n", 0, deep.end()) + 1
        raise ConfigError.of(f"invalid TOML: a key has over {_MAX_PARTS} parts", name, line)
    try:
        return tomllib.loads(text)
    except RecursionError:
        raise ConfigError.of("invalid TOML: values are nested too deeply", name) from None
    except (ValueError, OverflowError) as error:
        raise _invalid(error, name, text) from None


def _invalid(error: Exception, name: str, text: str) -> ConfigError:
    """``tomllib`` gives the place only in its message, and none for a number that Python refuses to read."""
    import re

    reason = str(error)
    line = None
    if place := re.search(r" \(at (?:line (\d+), column \d+|end of document)\)", reason):
        reason = reason[: place.start()]
        line = int(place[1]) if place[1] else text.rstrip("\n").count("\n") + 1
    elif long := next((run for run in re.finditer(r"[0-9_]+", text) if len(run[0]) > 1000), None):
        reason = "a number has too many digits"
        line = text.count("\n", 0, long.start()) + 1
    return ConfigError.of(f"invalid TOML: {reason[:1].lower()}{reason[1:]}", name, line)

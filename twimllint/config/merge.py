"""Files laid over each other: what the nearer file says wins, lists that add up and tables grow."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from twimllint.config.errors import Mistakes
from twimllint.config.load import ConfigFile
from twimllint.config.location import ConfigLocation
from twimllint.config.settings import BY_KEY
from twimllint.config.tables import known_setting
from twimllint.config.values import ConfigSource, ConfigValue
from twimllint.files.patterns import Glob


class Merged(NamedTuple):
    """What files say together, by key, and the files themselves without the keys that cannot be used."""

    files: tuple[ConfigFile, ...]
    values: Mapping[str, ConfigValue]


def merge(files: Iterable[ConfigFile], mistakes: Mistakes, *, must_exist: bool = True) -> Merged:
    """Check the files and merge them, the farthest first in ``files``; what is wrong goes to ``mistakes``.

    ``must_exist`` says whether files that they name must exist.
    """
    merged: dict[str, ConfigValue] = {}
    usable = []
    for file in files:
        where = ConfigLocation(file, must_exist=must_exist)
        table = {}
        for key, raw in file.table.items():
            with mistakes:
                value = known_setting(key, BY_KEY, where).check(raw, where.child(key))
                _add(merged, key, value, file)
                table[key] = raw
        usable.append(file._replace(table=table))
    return Merged(tuple(usable), merged)


def _add(merged: dict[str, ConfigValue], key: str, value: Any, file: ConfigFile) -> None:
    setting, source = BY_KEY[key], ConfigSource(file.display_path, file, (key,))
    before = merged.get(key)
    if setting.is_table:
        rows = dict(before.value) if before else {}
        _add_rows(rows, key, value, file)
        merged[key] = ConfigValue(rows, (*(before.sources if before else ()), source))
    elif setting.adds and before:
        merged[key] = ConfigValue((*before.value, *value), (*before.sources, source))
    elif key != "extend":
        merged[key] = ConfigValue(value, (source,))


def _add_rows(rows: dict[Any, ConfigValue], key: str, table: Mapping[str, Any], file: ConfigFile) -> None:
    for name, value in table.items():
        row: Any = name
        if key.startswith("per-file"):
            row = Glob(name, file.folder)
        elif key == "url-map":
            row = os.path.normpath(os.path.join(file.folder, name))
        before = rows.pop(row, None)
        if before is not None and isinstance(value, dict):
            value = {**before.value, **value}
        rows[row] = ConfigValue(value, (ConfigSource(file.display_path, file, (key, name)),))

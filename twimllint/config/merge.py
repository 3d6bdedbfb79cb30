"""Layers laid over each other: what the nearer file says wins, lists of ``extend-`` keys and tables grow."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

from twimllint.config.checking import check_table
from twimllint.config.layers import Layer
from twimllint.config.settings import BY_KEY
from twimllint.config.values import Given, Origin
from twimllint.files.globs import Glob


def merge(layers: Iterable[Layer], files: bool = True) -> dict[str, Given]:
    """What the files say together, the farthest first in ``layers``. Raises ``ConfigError``."""
    merged: dict[str, Given] = {}
    for layer in layers:
        for key, value in check_table(layer, files).items():
            setting, origin = BY_KEY[key], Origin(layer.shown, layer, (key,))
            before = merged.get(key)
            if setting.kind == "table":
                rows = dict(before.value) if before else {}
                _add_rows(rows, key, value, layer)
                merged[key] = Given(rows, (*(before.origins if before else ()), origin))
            elif setting.adds and before:
                merged[key] = Given((*before.value, *value), (*before.origins, origin))
            elif key != "extend":
                merged[key] = Given(value, (origin,))
    return merged


def _add_rows(rows: dict[Any, Given], key: str, table: dict[str, Any], layer: Layer) -> None:
    for name, value in table.items():
        row: Any = name
        if key.startswith("per-file"):
            row = Glob(name, layer.folder)
        elif key == "url-map":
            row = os.path.normpath(os.path.join(layer.folder, name))
        origin = Origin(layer.shown, layer, (key, name))
        before = rows.pop(row, None)
        if before is not None and isinstance(value, dict):
            value = {**before.value, **value}
        rows[row] = Given(value, (origin,))

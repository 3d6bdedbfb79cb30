"""``--show-settings``: what holds for one path, and where each value comes from."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

from twimllint.config.config import Config, FileSettings
from twimllint.config.finder import ConfigFinder
from twimllint.config.settings import SETTINGS, Setting
from twimllint.config.values import Given
from twimllint.files.globs import Glob
from twimllint.files.reading import shown


def show_settings(finder: ConfigFinder, path: str) -> str:
    """The settings of a document as TOML, each with its origin in a comment. Raises ``ConfigError``."""
    absolute = os.path.normpath(os.path.join(finder.cwd, path))
    # of a folder, those of the documents in it are meant
    absolute = os.path.join(absolute, "-") if os.path.isdir(absolute) else absolute
    settings = finder.settings_for(absolute)
    config = settings.config
    lines = [f"# settings for {shown(os.path.normpath(os.path.join(finder.cwd, path)), finder.cwd)}"]
    files = [layer.shown for layer in reversed(config.layers)]
    lines.append(f"# configuration: {', which extends '.join(files) if files else 'none found, defaults hold'}")
    for setting in SETTINGS:
        if setting.kind not in ("table", "records", "extend"):
            lines.append(_line(setting, settings))
    for setting in SETTINGS:
        if setting.kind == "table" and setting.key in config.given:
            lines += ["", f"[{setting.key}]", *_rows(config.given[setting.key].value, finder.cwd)]
    if "rule" in config.given:
        lines += ["", *_declared(config)]
    known = config.registry.rules
    lines += ["", f"# {len(settings.rules)} of {len(known)} rules run here:"]
    lines += [f"#   {known[name].code} {name}" for name in sorted(settings.rules, key=lambda name: known[name].code)]
    return "\n".join(lines) + "\n"


def _line(setting: Setting, settings: FileSettings) -> str:
    config = settings.config
    value, origin = config.value(setting.key), config.origin(setting.key)
    if setting.key in ("region", "channel", "room-type"):
        value = getattr(settings.lint, setting.key.replace("-", "_"))
        if value != config.value(setting.key):
            origin = "per-file-settings"
        if setting.key == "region" and settings.lint.region_from == "TWILIO_REGION":
            origin = "TWILIO_REGION"
    if value is None or (setting.kind in ("selectors", "globs", "strings") and not value and origin == "default"):
        return f"# {setting.key} is not set"
    return f"{setting.key} = {toml(value)}  # {origin}"


def _rows(rows: dict[Any, Given], cwd: str) -> Iterator[str]:
    for key, given in rows.items():
        name = key.pattern if isinstance(key, Glob) else shown(key, cwd) if os.path.isabs(key) else key
        yield f"{toml(name)} = {toml(given.value)}  # {given.origins[-1]}"


def _declared(config: Config) -> Iterator[str]:
    for row in config.given["rule"].value:
        yield f"[[rule]]  # {config.origin('rule')}"
        yield from [f"{key} = {toml(value)}" for key, value in row.items()]


def toml(value: Any) -> str:
    """A value as TOML writes it."""
    if isinstance(value, Glob):
        return toml(value.pattern)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return '"' + "".join([_escaped(char) for char in value]) + '"'
    if isinstance(value, dict):
        return "{ " + ", ".join([f"{_key(key)} = {toml(item)}" for key, item in value.items()]) + " }"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join([toml(item) for item in value]) + "]"
    return str(value)


def _key(key: str) -> str:
    return key if key.replace("-", "").replace("_", "").isalnum() and key.isascii() else toml(key)


def _escaped(char: str) -> str:
    if char in '"\\':
        return "\\" + char
    if char == "\n":
        return "\\n"
    if "\ud800" <= char <= "\udfff":
        return "\\ufffd"
    return char if char.isprintable() else f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"

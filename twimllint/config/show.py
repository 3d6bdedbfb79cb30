"""``--show-settings``: what holds for one path, and where each value comes from."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

from twimllint.config.checks import Strings
from twimllint.config.config import Config, FileSettings
from twimllint.config.finder import ConfigFinder
from twimllint.config.settings import SETTINGS
from twimllint.config.tables import Records, Setting
from twimllint.config.values import ConfigValue
from twimllint.files.patterns import Glob
from twimllint.files.reading import display_path


def show_settings(finder: ConfigFinder, path: str) -> str:
    """The settings of a document as TOML, each with its source in a comment. Raises ``ConfigError``."""
    absolute = os.path.normpath(os.path.join(finder.cwd, path))
    # of a folder, those of the documents in it are meant
    absolute = os.path.join(absolute, "-") if os.path.isdir(absolute) else absolute
    settings = finder.settings_for(absolute)
    config = settings.config
    given = config.values.given
    lines = [f"# settings for {display_path(os.path.normpath(os.path.join(finder.cwd, path)), finder.cwd)}"]
    files = [file.display_path for file in reversed(config.files)]
    lines.append(f"# configuration: {', which extends '.join(files) if files else 'none found, the defaults apply'}")
    for setting in SETTINGS:
        if setting.key != "extend" and not setting.is_table and not isinstance(setting.check, Records):
            lines.append(_line(setting, settings))
    for setting in SETTINGS:
        if setting.is_table and setting.key in given:
            lines += ["", f"[{setting.key}]", *_rows(given[setting.key].value, finder.cwd)]
    if "rule" in given:
        lines += ["", *_declared(config)]
    all_rules = config.registry.rules
    lines += ["", f"# {len(settings.rules)} of {len(all_rules)} rules run here:"]
    lines += [
        f"#   {all_rules[name].code} {name}" for name in sorted(settings.rules, key=lambda name: all_rules[name].code)
    ]
    return "\n".join(lines) + "\n"


def _line(setting: Setting, settings: FileSettings) -> str:
    values = settings.config.values
    value, source = values[setting.key], values.source(setting.key)
    if setting.key in ("region", "channel", "room-type"):
        value = getattr(settings.lint, setting.key.replace("-", "_"))
        if value != values[setting.key]:
            source = "per-file-settings"
    if value is None or (isinstance(setting.check, Strings) and not value and source == "default"):
        return f"# {setting.key} is not set"
    return f"{setting.key} = {toml(value)}  # {source}"


def _rows(rows: dict[Any, ConfigValue], cwd: str) -> Iterator[str]:
    for key, config_value in rows.items():
        name = key.pattern if isinstance(key, Glob) else display_path(key, cwd) if os.path.isabs(key) else key
        yield f"{toml(name)} = {toml(config_value.value)}  # {config_value.sources[-1]}"


def _declared(config: Config) -> Iterator[str]:
    for row in config.values.given["rule"].value:
        yield f"[[rule]]  # {config.values.source('rule')}"
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
    # Python writes no number of thousands of digits in decimal
    return hex(value) if isinstance(value, int) and abs(value) >= 1 << 63 else str(value)


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

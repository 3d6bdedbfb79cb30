"""What a client sets under ``twimllint``: how the server works, and settings that override the project's files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from twimllint.config.values import ConfigSource, ConfigValue
from twimllint.schema.names import nearest

#: The settings that take the place of those in the project's files, by the client's name for them.
OVERRIDES = {
    "preset": "preset",
    "select": "select",
    "extendSelect": "extend-select",
    "ignore": "ignore",
    "region": "region",
    "roomType": "room-type",
    "roomsManifest": "rooms-manifest",
    "defaultCountry": "default-country",
    "channel": "channel",
}
#: What else is set under ``twimllint``: how the server works, and what is for the extension of VS Code only.
_OTHERS = ("enable", "run", "delay", "diagnosticMode", "configuration", "plugins")
_OF_THE_CLIENT = ("path", "detectXml", "programText", "trace")
_LISTS = frozenset({"select", "extendSelect", "ignore"})


class ClientSettings(NamedTuple):
    """The settings of one workspace folder.

    ``enable`` turns all findings on or off; ``run`` is ``onType`` or ``onSave``; ``delay`` is the time in seconds
    without a further change after which a changed document is linted; ``mode`` is ``open`` or ``workspace``: which
    documents have findings. ``configuration`` is the file to use in place of the project's, ``plugins`` is off where
    no plugin is to be loaded. ``overrides`` maps the keys of the configuration to values that take its place.
    ``problems`` says in words what was wrong with the settings; a wrong one counts as not set. ``unknown`` says which
    settings there are not.
    """

    enable: bool = True
    run: str = "onType"
    delay: float = 0.15
    mode: str = "open"
    configuration: str | None = None
    plugins: bool = True
    overrides: Mapping[str, ConfigValue] = {}
    problems: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


def read(value: Any) -> ClientSettings:
    """The settings that a client sent, as it sent them. Never raises."""
    if value is None:
        return ClientSettings()
    if not isinstance(value, dict):
        return ClientSettings(problems=("the settings under twimllint must be an object",))
    return _Reader(value).read()


class _Reader:
    def __init__(self, table: Mapping[str, Any]) -> None:
        self.table = table
        self.problems: list[str] = []

    def read(self) -> ClientSettings:
        default = ClientSettings()
        milliseconds = self._get("delay", default.delay * 1000, _is_number, "a number of milliseconds from 0 to 10000")
        return ClientSettings(
            enable=self._get("enable", default.enable, _is_bool, "true or false"),
            run=self._choice("run", ("onType", "onSave")),
            delay=milliseconds / 1000,
            mode=self._choice("diagnosticMode", ("open", "workspace")),
            configuration=self._get("configuration", None, _is_text, "the path of a file"),
            plugins=self._get("plugins", default.plugins, _is_bool, "true or false"),
            overrides=self._overrides(),
            problems=tuple(self.problems),
            unknown=tuple(self._unknown()),
        )

    def _unknown(self) -> Iterator[str]:
        names = (*_OTHERS, *OVERRIDES)
        for name in self.table:
            if name not in names and name not in _OF_THE_CLIENT:
                suggestion = nearest(name, names)
                hint = f'; did you mean "twimllint.{suggestion}"?' if suggestion else ""
                yield f'unknown setting "twimllint.{name}"{hint}'

    def _get(self, name: str, default: Any, check: Callable[[Any], bool], wanted: str) -> Any:
        value = self.table.get(name)
        if value is None or value == "":
            return default
        if not check(value):
            self.problems.append(f"twimllint.{name} must be {wanted}")
            return default
        return value

    def _choice(self, name: str, choices: tuple[str, ...]) -> str:
        expected = " or ".join(f'"{choice}"' for choice in choices)
        return str(self._get(name, choices[0], lambda value: value in choices, expected))

    def _overrides(self) -> dict[str, ConfigValue]:
        overrides = {}
        for name, key in OVERRIDES.items():
            check, wanted = (_is_list, "a list of strings") if name in _LISTS else (_is_text, "a string")
            value = self._get(name, None, check, wanted)
            if value:
                overrides[key] = ConfigValue(value, (ConfigSource(f"twimllint.{name}"),))
        return overrides


def _is_bool(value: Any) -> bool:
    return isinstance(value, bool)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 10_000


def _is_list(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(item, str) for item in value)

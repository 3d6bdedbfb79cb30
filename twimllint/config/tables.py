"""Settings and tables of them: keys that are fixed, and keys that are free."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from twimllint.config.checks import MAX_ENTRIES, MAX_GLOBS, Check, check_glob
from twimllint.config.errors import Mistakes
from twimllint.config.location import ConfigLocation, closest_name, quoted


class Setting:
    """One key of the configuration.

    ``check`` is what it accepts. ``adds`` marks lists that grow along ``extend`` rather than being replaced.
    ``option`` is the command line's name for it; the variable's name follows from that. (A plain class, since a
    dataclass would be made anew at every start.)
    """

    __slots__ = ("adds", "check", "default", "doc", "example", "key", "option", "required")

    def __init__(
        self,
        key: str,
        doc: str,
        check: Check,
        *,
        default: Any = None,
        example: Any = None,
        option: str | None = None,
        required: bool = False,
        adds: bool = False,
    ) -> None:
        self.key = key
        self.doc = doc
        self.check = check
        self.default = default
        self.example = example
        self.option = option
        self.required = required
        self.adds = adds

    @property
    def is_table(self) -> bool:
        """Whether its keys are free, so that tables of several files are merged key by key."""
        return isinstance(self.check, Table)

    @property
    def fields(self) -> tuple[Setting, ...]:
        """The keys of a table, or of each table of a list, whose keys are fixed."""
        check = self.check.value if isinstance(self.check, Table) else self.check
        return check.fields if isinstance(check, (Record, Records)) else ()

    @property
    def default_value(self) -> Any:
        """What holds where nobody has set it; tables are empty."""
        return {} if self.is_table else () if isinstance(self.check, Records) else self.default

    @property
    def variable(self) -> str | None:
        """The environment variable that stands for the option, ``TWIMLLINT_FAIL_ON``."""
        return "TWIMLLINT_" + self.option.strip("-").replace("-", "_").upper() if self.option else None

    def schema(self) -> dict[str, Any]:
        """What it accepts, as JSON Schema."""
        schema: dict[str, Any] = {"description": self.doc.replace("`", ""), **self.check.schema()}
        if self.default is not None:
            schema["default"] = list(self.default) if isinstance(self.default, tuple) else self.default
        if self.example is not None:
            schema["examples"] = [self.example]
        return schema


def known_setting(key: str, settings: Mapping[str, Setting], where: ConfigLocation) -> Setting:
    """The setting of that key. Raises ``ConfigError`` with the nearest one where there is none."""
    setting = settings.get(key)
    if setting is None:
        hint = closest_name(key, settings) or closest_name(key.replace("_", "-"), settings)
        owner = f" in {where.title}" if where.title else ""
        help_ = f'; did you mean "{hint}"?' if hint else f"; expected one of {', '.join(settings)}"
        raise where.child(key).error(f"unknown setting {quoted(key)}{owner}{help_}")
    return setting


KeyCheck = Callable[[str, ConfigLocation], None]


class Table(Check):
    """A table whose keys are free: ``keys`` says what they are, ``check_key`` checks them, ``value`` its values."""

    def __init__(self, keys: str, value: Check, check_key: KeyCheck | None = None, names: Any = None) -> None:
        self.keys = keys
        self.value = value
        self.check_key = check_key or check_not_blank
        self.names = names
        self.type_name = f"table: {keys} to {value.type_name}"

    def __call__(self, value: Any, where: ConfigLocation) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise where.invalid_value(value, f"expected a table: [{where.title}]")
        if len(value) > MAX_ENTRIES:
            raise where.error(f"{where.title} has {len(value):,} entries; at most {MAX_ENTRIES:,} are allowed")
        mistakes = Mistakes()
        checked = {}
        for key, item in value.items():
            with mistakes:
                self.check_key(key, where.child(key))
                checked[key] = self.value(item, where.child(key))
        mistakes.check()
        return checked

    def schema(self) -> dict[str, Any]:
        schema: dict[str, Any] = {"type": "object", "additionalProperties": self.value.schema()}
        return schema if self.names is None else {**schema, "propertyNames": self.names}


def check_not_blank(key: str, where: ConfigLocation) -> None:
    """Any key but an empty one."""
    if not key.strip():
        raise where.error(f"{where.title}: a name is empty")


def check_glob_key(key: str, where: ConfigLocation) -> None:
    """A glob, which a ``!`` may turn round."""
    check_glob(key.removeprefix("!"), where)


def check_region_key(key: str, where: ConfigLocation) -> None:
    """The form of a Region; which Regions there are may be newer than our data."""
    if not re.fullmatch(r"[a-z]{2,3}\d?", key):
        raise where.error(f"{quoted(key)} is not a Region; they are written like us1 and ie1")


def check_element_key(key: str, where: ConfigLocation) -> None:
    """An element of the table of Regions, or one that is not merely misspelt."""
    from twimllint.schema.data import data

    table = data("regions")
    elements = [*table.get("elements", ()), *table.get("attributes", ())]
    hint = None if key in elements else closest_name(key, elements)
    if hint:
        raise where.error(f'{quoted(key)} is not in the table of Regions; did you mean "{hint}"?')


class Record(Check):
    """A table with fixed keys."""

    def __init__(self, *fields: Setting) -> None:
        self.fields = fields
        self.type_name = "a table with " + ", ".join([f"`{field.key}`" for field in fields])

    def __call__(self, value: Any, where: ConfigLocation) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise where.invalid_value(value, "expected a table")
        fields = {field.key: field for field in self.fields}
        mistakes = Mistakes()
        checked = {}
        for key, item in value.items():
            with mistakes:
                checked[key] = known_setting(key, fields, where).check(item, where.child(key))
        for field in self.fields:
            if field.required and field.key not in value:
                with mistakes:
                    raise where.error(f'{where.title} has no "{field.key}", which is required')
        mistakes.check()
        return checked

    def schema(self) -> dict[str, Any]:
        return object_schema(self.fields)


class Records(Check):
    """A list of tables with fixed keys, ``[[rule]]``."""

    type_name = "list of tables"

    def __init__(self, *fields: Setting) -> None:
        self.record = Record(*fields)

    @property
    def fields(self) -> tuple[Setting, ...]:
        """The keys of each table."""
        return self.record.fields

    def __call__(self, value: Any, where: ConfigLocation) -> tuple[dict[str, Any], ...]:
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            prefix = where.file.prefix if where.file else ()
            raise where.invalid_value(value, f"expected tables: [[{'.'.join((*prefix, where.title))}]]")
        if len(value) > MAX_GLOBS:
            raise where.error(f"{where.title} has {len(value):,} tables; at most {MAX_GLOBS:,} are allowed")
        mistakes = Mistakes()
        records = []
        for index, item in enumerate(value):
            with mistakes:
                records.append(self.record(item, where.child(index)))
        mistakes.check()
        return tuple(records)

    def schema(self) -> dict[str, Any]:
        return {"type": "array", "items": self.record.schema()}


def object_schema(settings: Iterable[Setting]) -> dict[str, Any]:
    """A table with these keys, as JSON Schema."""
    settings = tuple(settings)
    schema: dict[str, Any] = {
        "type": "object",
        "additionalProperties": False,
        "properties": {setting.key: setting.schema() for setting in settings},
    }
    required = [setting.key for setting in settings if setting.required]
    return {**schema, "required": required} if required else schema

"""Two documents made from the settings table: the JSON schema for editors, and the configuration reference."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from twimllint.config.settings import SETTINGS, Setting
from twimllint.config.show import toml

if TYPE_CHECKING:
    from twimllint.engine.rule import RuleInfo

_ID = "https://twimllint.github.io/twimllint/twimllint.schema.json"
_SELECTOR = {"$ref": "#/definitions/selector"}


def config_schema(rules: Iterable[RuleInfo] | None = None) -> dict[str, Any]:
    """The JSON schema (draft 7) of the configuration, as editors and SchemaStore use it.

    Codes and names of ``rules``, the built-in ones where nothing is given, are offered for completion; others are let
    pass, since they may be a plugin's.
    """
    if rules is None:
        from twimllint.engine.registry import Registry

        rules = Registry.builtin()
    infos = sorted(rules, key=lambda info: info.code)
    known = ["ALL", *[info.code for info in infos], *[info.name for info in infos]]
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": _ID,
        "title": "twimllint",
        "description": "The configuration of twimllint, in twimllint.toml or below [tool.twimllint] in pyproject.toml.",
        **_object(SETTINGS),
        "definitions": {
            "selector": {
                "description": "The code of a rule, a prefix of codes, a name, or ALL.",
                "anyOf": [{"type": "string", "enum": known}, {"type": "string", "minLength": 1}],
            }
        },
    }


def schema_text() -> str:
    """``schemas/twimllint.schema.json`` as it is written."""
    import json

    return json.dumps(config_schema(), indent=2, ensure_ascii=False) + "\n"


def _object(settings: Iterable[Setting]) -> dict[str, Any]:
    settings = tuple(settings)
    found: dict[str, Any] = {
        "type": "object",
        "additionalProperties": False,
        "properties": {setting.key: _schema(setting) for setting in settings},
    }
    required = [setting.key for setting in settings if setting.required]
    return {**found, "required": required} if required else found


def _schema(setting: Setting) -> dict[str, Any]:
    found: dict[str, Any] = {"description": setting.doc.replace("`", "")}
    found.update(_TYPES[setting.kind](setting))
    if setting.default is not None:
        found["default"] = list(setting.default) if isinstance(setting.default, tuple) else setting.default
    if setting.example is not None:
        found["examples"] = [setting.example]
    return found


def _string(**more: Any) -> Callable[[Setting], dict[str, Any]]:
    return lambda _setting: {"type": "string", "minLength": 1, **more}


def _list(**more: Any) -> Callable[[Setting], dict[str, Any]]:
    return lambda _setting: {"type": "array", "items": {"type": "string", "minLength": 1}, **more}


def _selectors(setting: Setting) -> dict[str, Any]:
    found: dict[str, Any] = {"type": "array", "items": _SELECTOR}
    return {**found, "minItems": 1} if setting.key == "select" else found


def _region(_setting: Setting) -> dict[str, Any]:
    """A Region may be newer than the schema, so the known ones are offered and not demanded."""
    from twimllint.schema.data import data

    return {"anyOf": [{"type": "string", "enum": sorted(data("regions")["regions"])}, {"type": "string"}]}


def _table(setting: Setting) -> dict[str, Any]:
    assert setting.value is not None
    found: dict[str, Any] = {"type": "object", "additionalProperties": _schema(setting.value)}
    if setting.keys == "selector":
        found["propertyNames"] = _SELECTOR
    if setting.keys == "region id":
        found["propertyNames"] = {"pattern": r"^[a-z]{2,3}\d?$"}
    return found


_TYPES: Mapping[str, Callable[[Setting], dict[str, Any]]] = {
    "extend": _string(), "text": _string(), "xpath": _string(), "path": _string(), "file": _string(),
    "http-url": _string(format="uri", pattern="^https?://"), "url-path": _string(pattern="^(/|https?://)"),
    "rule-name": _string(pattern="^[a-z][a-z0-9]*(-[a-z0-9]+)*$"), "rule-code": _string(pattern=r"^[A-Z]{2,8}\d{1,4}$"),
    "country": _string(pattern="^[A-Za-z]{2}$"),
    "region": _region,
    "strings": _list(), "globs": _list(), "selectors": _selectors,
    "flag": lambda _setting: {"type": "boolean"},
    "count": lambda _setting: {"type": "integer", "minimum": 0},
    "choice": lambda setting: {"type": "string", "enum": list(setting.choices)},
    "table": _table,
    "options": lambda _setting: {"type": "object"},
    "record": lambda setting: _object(setting.fields),
    "records": lambda setting: {"type": "array", "items": _object(setting.fields)},
}  # fmt: skip


def reference() -> str:
    """The configuration reference of the documentation, in Markdown."""
    return "\n".join(_reference()) + "\n"


def _reference() -> Iterator[str]:
    yield "# Configuration reference"
    yield ""
    yield "Made from the settings' definition by `python -m twimllint.generate`; edits belong there."
    yield ""
    yield "The keys stand at the top of `twimllint.toml` or `.twimllint.toml`, or below `[tool.twimllint]` in"
    yield "`pyproject.toml`. The file nearest to a document holds for it, whole; `extend` inherits from another one."
    yield "Paths and globs count from the folder of the file that they stand in."
    for title, kinds in (("Keys", False), ("Tables", True)):
        yield ""
        yield f"## {title}"
        for setting in SETTINGS:
            if (setting.kind in ("table", "records")) is kinds:
                yield from _section(setting)


def _section(setting: Setting) -> Iterator[str]:
    name = {"table": f"[{setting.key}]", "records": f"[[{setting.key}]]"}.get(setting.kind, setting.key)
    yield ""
    yield f"### `{name}`"
    yield ""
    yield setting.doc
    yield ""
    yield from _facts(setting)
    if setting.fields:
        yield ""
        yield from [f"- `{field.key}`{' (required)' * field.required}: {field.doc}" for field in setting.fields]
    yield from _example(setting)


def _facts(setting: Setting) -> Iterator[str]:
    yield f"- Type: {_type_name(setting)}"
    if setting.kind not in ("table", "records"):
        default = setting.default
        yield f"- Default: {'not set' if default is None else f'`{toml(default)}`'}"
    if setting.adds:
        yield "- Along `extend`, the entries add up"
    if setting.option:
        yield f"- Option: `{setting.option}`; variable: `{setting.variable}`"


def _type_name(setting: Setting) -> str:
    if setting.kind == "choice":
        return "one of " + ", ".join([f"`{choice}`" for choice in setting.choices])
    if setting.kind == "table" and setting.value is not None:
        if setting.value.fields:
            inner = "a table with " + ", ".join([f"`{field.key}`" for field in setting.value.fields])
        else:
            inner = _type_name(setting.value)
        return f"table: {setting.keys} to {inner}"
    return _TYPE_NAMES.get(setting.kind, "string")


_TYPE_NAMES = {
    "strings": "list of strings", "globs": "list of globs", "selectors": "list of selectors", "flag": "true or false",
    "count": "whole number from 0", "path": "path", "file": "path of a file", "extend": "path of a file",
    "country": "two letters", "region": "id of a Region, such as `us1`", "http-url": "URL",
    "url-path": "URL path or URL", "options": "a table of options", "records": "list of tables",
}  # fmt: skip


def _example(setting: Setting) -> Iterator[str]:
    yield ""
    yield "```toml"
    if setting.kind == "records":
        yield f"[[{setting.key}]]"
        yield from [f"{field.key} = {toml(field.example)}" for field in setting.fields if field.example is not None]
    elif setting.kind == "table":
        yield f"[{setting.key}]"
        yield from [f"{_name(key)} = {toml(value)}" for key, value in setting.example.items()]
    else:
        yield f"{setting.key} = {toml(setting.example)}"
    yield "```"


def _name(key: str) -> str:
    return key if key.replace("-", "").isalnum() else toml(key)

"""Two documents made from the settings table: the JSON schema for editors, and the configuration reference."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from twimllint.config.settings import SETTINGS
from twimllint.config.show import toml
from twimllint.config.tables import Records, Setting, Table, object_schema

if TYPE_CHECKING:
    from twimllint.engine.rule import RuleInfo

#: Where the documentation is served, and the schemas with it.
SITE = "https://twimllint.github.io/twimllint/"
_ID = SITE + "twimllint.schema.json"


def config_schema(rules: Iterable[RuleInfo] | None = None) -> dict[str, Any]:
    """The JSON schema (draft 7) of the configuration, as editors and SchemaStore use it.

    Codes and names of ``rules``, the built-in ones where nothing is given, are offered for completion; others are let
    pass, since they may be a plugin's.
    """
    if rules is None:
        from twimllint.engine.registry import Registry

        rules = Registry.builtin()
    infos = sorted(rules, key=lambda info: info.code)
    selectors = ["ALL", *[info.code for info in infos], *[info.name for info in infos]]
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": _ID,
        "title": "twimllint",
        "description": "The configuration of twimllint, in twimllint.toml or below [tool.twimllint] in pyproject.toml.",
        **object_schema(SETTINGS),
        "definitions": {
            "selector": {
                "description": "The code of a rule, a prefix of codes, a name, or ALL.",
                "anyOf": [{"type": "string", "enum": selectors}, {"type": "string", "minLength": 1}],
            }
        },
    }


def schema_text() -> str:
    """``schemas/twimllint.schema.json`` as it is written."""
    import json

    return json.dumps(config_schema(), indent=2, ensure_ascii=False) + "\n"


def reference() -> str:
    """The configuration reference of the documentation, in Markdown."""
    return "\n".join(_reference()) + "\n"


def _reference() -> Iterator[str]:
    yield "# Configuration reference"
    yield ""
    yield "Made from the settings' definition by `python -m twimllint.generate`; edits belong there."
    yield ""
    yield "The keys are at the top of `twimllint.toml` or `.twimllint.toml`, or below `[tool.twimllint]` in"
    yield "`pyproject.toml`. The file nearest to a document holds for it, whole; `extend` inherits from another one."
    yield "Of several in one folder, `.twimllint.toml` comes first, then `twimllint.toml`."
    yield "Paths and globs count from the folder of the file that they are in."
    for title, tables in (("Keys", False), ("Tables", True)):
        yield ""
        yield f"## {title}"
        for setting in SETTINGS:
            if isinstance(setting.check, (Table, Records)) is tables:
                yield from _section(setting)


def _section(setting: Setting) -> Iterator[str]:
    yield ""
    yield f"### `{_title(setting)}`"
    yield ""
    yield setting.doc
    yield ""
    yield from _facts(setting)
    if isinstance(setting.check, Records):
        yield ""
        yield from [f"- `{field.key}`{' (required)' * field.required}: {field.doc}" for field in setting.fields]
    yield from _example(setting)


def _title(setting: Setting) -> str:
    if setting.is_table:
        return f"[{setting.key}]"
    return f"[[{setting.key}]]" if isinstance(setting.check, Records) else setting.key


def _facts(setting: Setting) -> Iterator[str]:
    yield f"- Type: {setting.check.type_name}"
    if not isinstance(setting.check, (Table, Records)):
        default = setting.default
        yield f"- Default: {'not set' if default is None else f'`{toml(default)}`'}"
    if setting.adds:
        yield "- Along `extend`, the entries add up"
    if setting.option:
        yield f"- Option: `{setting.option}`; variable: `{setting.variable}`"


def _example(setting: Setting) -> Iterator[str]:
    yield ""
    yield "```toml"
    if isinstance(setting.check, Records):
        yield _title(setting)
        yield from [f"{field.key} = {toml(field.example)}" for field in setting.fields if field.example is not None]
    elif setting.is_table:
        yield _title(setting)
        yield from [f"{_name(key)} = {toml(value)}" for key, value in setting.example.items()]
    else:
        yield f"{setting.key} = {toml(setting.example)}"
    yield "```"


def _name(key: str) -> str:
    return key if key.replace("-", "").isalnum() else toml(key)

"""Options of rules: from the configuration's table to the rule's own frozen dataclass."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from types import NoneType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from twimllint.engine.rule import Rule
from twimllint.engine.settings import OptionsError


def build(cls: type[Rule], table: Mapping[str, Any]) -> Any:
    """An instance of ``cls.Options`` from a table whose keys are written with hyphens.

    Raises ``OptionsError`` for an unknown option, a value of the wrong type, or one that the options refuse
    (their ``__post_init__`` raises ``ValueError``).
    """
    if cls.Options is None:
        raise OptionsError(cls.name, next(iter(table)), f'rule "{cls.name}" takes no options')
    hints = get_type_hints(cls.Options)
    field_names = {field.name.replace("_", "-"): field.name for field in fields(cls.Options)}
    values: dict[str, Any] = {}
    for key, value in table.items():
        if key not in field_names:
            raise OptionsError(cls.name, key, _unknown(cls.name, key, list(field_names)))
        wanted = hints[field_names[key]]
        if not _has_type(value, wanted):
            raise OptionsError(cls.name, key, f'option "{key}" of "{cls.name}" is {value!r}; {_describe_type(wanted)}')
        values[field_names[key]] = tuple(value) if isinstance(value, list) else value
    try:
        return cls.Options(**values)
    except ValueError as error:
        raise OptionsError(cls.name, next(iter(table), ""), f'options of "{cls.name}": {error}') from error


def _unknown(rule: str, key: str, options: list[str]) -> str:
    from twimllint.schema.names import nearest

    suggestion = nearest(key, options)
    hint = f'; did you mean "{suggestion}"?' if suggestion else f"; it has {', '.join(options)}"
    return f'"{rule}" has no option "{key}"{hint}'


def _has_type(value: Any, wanted: Any) -> bool:
    if get_origin(wanted) is Literal:
        return value in get_args(wanted)
    if get_origin(wanted) is tuple:
        return isinstance(value, list) and all(isinstance(item, get_args(wanted)[0]) for item in value)
    if get_origin(wanted) is not None:
        return any(_has_type(value, part) for part in get_args(wanted))
    if wanted is int:
        return isinstance(value, int) and not isinstance(value, bool)
    return isinstance(value, wanted)


def _describe_type(wanted: Any) -> str:
    if get_origin(wanted) is Literal:
        return "expected one of " + ", ".join(f'"{choice}"' for choice in get_args(wanted))
    if get_origin(wanted) is tuple:
        return "expected a list of strings"
    names = {int: "a whole number", str: "a string", bool: "true or false", float: "a number"}
    parts = [part for part in get_args(wanted) or (wanted,) if part is not NoneType]  # no setting is None
    return "expected " + " or ".join([names.get(part, part.__name__) for part in parts])

"""Values of the configuration checked against the settings table, each by its kind."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from twimllint.config.errors import ConfigError
from twimllint.config.layers import Layer, quoted
from twimllint.config.settings import BY_KEY, Setting
from twimllint.files.globs import Glob, GlobError, compile_glob

At = tuple[str | int, ...]


class Where:
    """The place of a value: in a file, or on the command line (``name`` then is ``--region`` or a variable)."""

    __slots__ = ("at", "cwd", "files", "layer", "name")

    def __init__(self, layer: Layer | None, at: At, name: str = "", cwd: str = "", files: bool = True) -> None:
        self.layer = layer
        self.at = at
        self.name = name
        self.cwd = cwd
        self.files = files

    def __truediv__(self, step: str | int) -> Where:
        return Where(self.layer, (*self.at, step), self.name, self.cwd, self.files)

    @property
    def folder(self) -> str:
        """The folder that paths count from."""
        return self.layer.folder if self.layer else self.cwd

    @property
    def title(self) -> str:
        """What the message calls it: ``severity.TW301``, or the option's name."""
        return self.name or ".".join([str(step) for step in self.at if isinstance(step, str)])

    def error(self, message: str) -> ConfigError:
        """An error at this place."""
        return self.layer.error(self.at, message) if self.layer else ConfigError(message)

    def wrong(self, value: Any, wanted: str) -> ConfigError:
        """An error about a value: what it is, and what is asked for."""
        return self.error(f"{self.title} is {quoted(value)}; {wanted}")


def check_table(layer: Layer, files: bool = True) -> dict[str, Any]:
    """All values of a configuration file, checked and made ready. Raises ``ConfigError`` at the first mistake.

    ``files`` says whether files that it names must exist.
    """
    where = Where(layer, (), files=files)
    return {key: check(_known(key, BY_KEY, where), value, where / key) for key, value in layer.table.items()}


def check(setting: Setting, value: Any, where: Where) -> Any:
    """One value, made ready: lists as tuples, paths absolute, names of Regions in lower case."""
    return _CHECKS[setting.kind](setting, value, where)


def _known(key: str, settings: Mapping[str, Setting], where: Where) -> Setting:
    setting = settings.get(key)
    if setting is None:
        hint = _near(key, settings) or _near(key.replace("_", "-"), settings)
        owner = f" of {where.title}" if where.title else ""
        told = f'; did you mean "{hint}"?' if hint else f"; there are {', '.join(settings)}"
        raise (where / key).error(f'"{key}" is no setting{owner}{told}')
    return setting


def _near(name: str, candidates: Iterable[str]) -> str | None:
    from twimllint.schema.names import nearest

    names = list(candidates)
    return name if name in names else nearest(name, names)


def _text(_setting: Setting, value: Any, where: Where) -> str:
    if not isinstance(value, str) or not value.strip():
        raise where.wrong(value, "a string is asked for")
    return value


def _strings(setting: Setting, value: Any, where: Where) -> tuple[str, ...]:
    if not isinstance(value, (list, tuple)):
        wanted = "a list is asked for"
        raise where.wrong(value, f"{wanted}: [{quoted(value)}]" if isinstance(value, str) else wanted)
    return tuple([_text(setting, item, where / index) for index, item in enumerate(value)])


def _selectors(setting: Setting, value: Any, where: Where) -> tuple[str, ...]:
    found = _strings(setting, value, where)
    if setting.key == "select" and not found:
        raise where.wrong(value, "no rule would run; name at least one, or leave the key out")
    return found


def _globs(setting: Setting, value: Any, where: Where) -> tuple[Glob, ...]:
    found = _strings(setting, value, where)
    for index, glob in enumerate(found):
        check_glob(glob, where / index)
    return tuple([Glob(glob, where.folder) for glob in found])


def check_glob(glob: str, where: Where) -> None:
    """Raises ``ConfigError`` for a glob that cannot be read."""
    try:
        compile_glob(glob)
    except GlobError as error:
        raise where.error(f"{where.title}: {error}") from None


def _flag(_setting: Setting, value: Any, where: Where) -> bool:
    if not isinstance(value, bool):
        raise where.wrong(value, "true or false is asked for")
    return value


def _count(_setting: Setting, value: Any, where: Where) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise where.wrong(value, "a whole number from 0 is asked for")
    return value


def _choice(setting: Setting, value: Any, where: Where) -> str:
    if value not in setting.choices:
        near = _near(value, setting.choices) if isinstance(value, str) else None
        hint = f'did you mean "{near}"? It is ' if near else "it is "
        raise where.wrong(value, f"{hint}one of {', '.join(setting.choices)}")
    return str(value)


def _country(_setting: Setting, value: Any, where: Where) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"[A-Za-z]{2}", value):
        raise where.wrong(value, 'a country is two letters, such as "US" or "GB"')
    return value.upper()


def _region(setting: Setting, value: Any, where: Where) -> str:
    text = _text(setting, value, where).strip().lower()
    reason = region_trouble(text, _own_regions(where))
    if reason:
        raise where.wrong(value, reason)
    return text


def region_trouble(region: str, more: Iterable[str] = ()) -> str | None:
    """Why ``region`` is no Twilio Region (an edge, unknown), or ``None``; ``more`` lists further Regions."""
    from twimllint.schema.data import data

    table = data("regions")
    known = [*sorted(table["regions"], key=lambda name: not table["regions"][name].get("default")), *more]
    if region in known:
        return None
    listed = ", ".join(known)
    edge = table.get("edges_only", {}).get(region)
    if edge is not None:
        processed = edge.get("processed_in", "us1") if isinstance(edge, dict) else "us1"
        return f"{region} is only an edge, whose traffic is processed in {processed}; the Regions are {listed}"
    if region in table.get("edges", {}):
        return f"that is an edge, where traffic enters, not a Region; the Regions are {listed}"
    near = _near(region, known)
    return f"did you mean {near}? The Regions are {listed}" if near else f"the Regions are {listed}"


def _own_regions(where: Where) -> list[str]:
    """Regions that the same file's ``[regions]`` table speaks of: they may be newer than our data."""
    rows = where.layer.table.get("regions") if where.layer else None
    if not isinstance(rows, dict):
        return []
    return [str(name).lower() for row in rows.values() if isinstance(row, dict) for name in row]


def _path(setting: Setting, value: Any, where: Where) -> str:
    text = os.path.expanduser(_text(setting, value, where))
    return os.path.normpath(os.path.join(where.folder, text))


def _file(setting: Setting, value: Any, where: Where) -> str:
    path = _path(setting, value, where)
    if where.files and not os.path.isfile(path):
        raise where.wrong(value, f"there is no file {path}")
    return path


def _http_url(setting: Setting, value: Any, where: Where) -> str:
    text = _text(setting, value, where)
    if not re.fullmatch(r"https?://[^/\s]+(/\S*)?", text, re.IGNORECASE):
        raise where.wrong(value, 'a whole URL is asked for, such as "https://example.com/"')
    return text


def _url_path(setting: Setting, value: Any, where: Where) -> str:
    text = _text(setting, value, where)
    if text.startswith("/"):
        return text
    if "://" not in text:
        raise where.wrong(value, 'a URL path begins with "/"')
    return _http_url(setting, value, where)


def _table(setting: Setting, value: Any, where: Where) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise where.wrong(value, f"a table is asked for: [{where.title}]")
    assert setting.value is not None
    found = {}
    for key, item in value.items():
        _KEYS.get(setting.keys, _any_key)(key, where / key)
        found[key] = check(setting.value, item, where / key)
    return found


def _any_key(key: str, where: Where) -> None:
    if not key.strip():
        raise where.error(f"{where.title}: a name is empty")


def _glob_key(key: str, where: Where) -> None:
    check_glob(key.removeprefix("!"), where)


def _region_key(key: str, where: Where) -> None:
    if not re.fullmatch(r"[a-z]{2,3}\d?", key):
        raise where.error(f'"{key}" is no Region; they are written like us1 and ie1')


def _element_key(key: str, where: Where) -> None:
    from twimllint.schema.data import data

    table = data("regions")
    known = [*table.get("elements", ()), *table.get("attributes", ())]
    near = None if key in known else _near(key, known)
    if near:
        raise where.error(f'"{key}" is no element of the table of Regions; did you mean "{near}"?')


def _record(setting: Setting, value: Any, where: Where) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise where.wrong(value, "a table is asked for")
    fields = {field.key: field for field in setting.fields}
    found = {key: check(_known(key, fields, where), item, where / key) for key, item in value.items()}
    for field in setting.fields:
        if field.required and field.key not in found:
            raise where.error(f'{where.title} has no "{field.key}", which every one needs')
    return found


def _records(setting: Setting, value: Any, where: Where) -> tuple[dict[str, Any], ...]:
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        prefix = ".".join((*(where.layer.prefix if where.layer else ()), setting.key))
        raise where.wrong(value, f"tables are asked for: [[{prefix}]]")
    return tuple([_record(setting, item, where / index) for index, item in enumerate(value)])


def _options(_setting: Setting, value: Any, where: Where) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise where.wrong(value, "a table of the rule's options is asked for")
    return value


def _matching(pattern: str, wanted: str) -> Callable[[Setting, Any, Where], str]:
    def checked(_setting: Setting, value: Any, where: Where) -> str:
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            raise where.wrong(value, wanted)
        return value

    return checked


_KEYS: Mapping[str, Callable[[str, Where], None]] = {
    "glob": _glob_key, "region id": _region_key, "element": _element_key,
}  # fmt: skip

_CHECKS: Mapping[str, Callable[[Setting, Any, Where], Any]] = {
    "extend": _text, "text": _text, "xpath": _text, "strings": _strings, "selectors": _selectors, "globs": _globs,
    "flag": _flag, "count": _count, "choice": _choice, "country": _country, "region": _region, "path": _path,
    "file": _file, "http-url": _http_url, "url-path": _url_path, "table": _table, "record": _record,
    "records": _records, "options": _options,
    "rule-name": _matching(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", "lower-case words joined by hyphens are asked for"),
    "rule-code": _matching(r"[A-Z]{2,8}\d{1,4}", "capital letters and a number are asked for, such as ACME001"),
}  # fmt: skip

"""What a setting accepts: each check turns a value of the configuration into what the program works with.

A check is called with the value and its location, and raises ``ConfigError`` for one that is not accepted. It also says
what it accepts, for the JSON schema (``schema``) and for the reference (``type_name``).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from typing import Any

from twimllint.config.errors import Mistakes
from twimllint.config.location import MAX_INTEGER, ConfigLocation, closest_name, quoted
from twimllint.files.globs import GlobError, compile_glob
from twimllint.files.patterns import Glob, is_name

#: More entries than anybody writes; each costs time for every file.
MAX_ENTRIES = 10_000
MAX_GLOBS = 1000
#: The schema of a selector, and of a table whose keys are selectors or Regions.
SELECTOR = {"$ref": "#/definitions/selector"}
REGION_NAMES = {"pattern": r"^[a-z]{2,3}\d?$"}


class Check:
    """Base of the checks."""

    #: how the type is called in the reference
    type_name = "string"

    def __call__(self, value: Any, where: ConfigLocation) -> Any:
        """The value, ready for use. Raises ``ConfigError``."""
        raise NotImplementedError

    def schema(self) -> dict[str, Any]:
        """What it accepts, as JSON Schema."""
        return {"type": "string", "minLength": 1}


class Text(Check):
    """A string that is not blank."""

    def __init__(self, type_name: str = "string") -> None:
        self.type_name = type_name

    def __call__(self, value: Any, where: ConfigLocation) -> str:
        if not isinstance(value, str) or not value.strip():
            raise where.invalid_value(value, "expected a string")
        return value


class Matching(Text):
    """A string of a certain form; ``expected`` describes the form."""

    def __init__(self, pattern: str, expected: str) -> None:
        super().__init__()
        self.pattern = pattern
        self.expected = expected

    def __call__(self, value: Any, where: ConfigLocation) -> str:
        if not isinstance(value, str) or not re.fullmatch(self.pattern, value):
            raise where.invalid_value(value, f"expected {self.expected}")
        return value

    def schema(self) -> dict[str, Any]:
        return {**super().schema(), "pattern": f"^{self.pattern}$"}


class Strings(Check):
    """A list of strings."""

    type_name = "list of strings"

    def __call__(self, value: Any, where: ConfigLocation) -> tuple[Any, ...]:
        if not isinstance(value, (list, tuple)):
            raise where.invalid_value(
                value, f"expected a list{f': [{quoted(value)}]' if isinstance(value, str) else ''}"
            )
        if len(value) > MAX_ENTRIES:
            raise where.error(f"{where.title} has {len(value):,} entries; at most {MAX_ENTRIES:,} are allowed")
        mistakes = Mistakes()
        entries = []
        for index, item in enumerate(value):
            with mistakes:
                entries.append(self.entry(item, where.child(index)))
        mistakes.check()
        return tuple(entries)

    def entry(self, value: Any, where: ConfigLocation) -> Any:
        """One entry of the list, ready for use."""
        return Text()(value, where)

    def schema(self) -> dict[str, Any]:
        return {"type": "array", "items": {"type": "string", "minLength": 1}}


class Selectors(Strings):
    """A list of selectors of rules; ``required`` asks for at least one."""

    type_name = "list of selectors"

    def __init__(self, *, required: bool = False) -> None:
        self.required = required

    def __call__(self, value: Any, where: ConfigLocation) -> tuple[str, ...]:
        selectors = super().__call__(value, where)
        if self.required and not selectors:
            raise where.invalid_value(value, "no rule would run; name at least one, or remove the key")
        return selectors

    def schema(self) -> dict[str, Any]:
        return {"type": "array", "items": SELECTOR, **({"minItems": 1} if self.required else {})}


class Globs(Strings):
    """A list of globs that count from the folder of the file."""

    type_name = "list of globs"

    def __call__(self, value: Any, where: ConfigLocation) -> tuple[Glob, ...]:
        globs: tuple[Glob, ...] = super().__call__(value, where)
        count = sum(not is_name(glob.pattern) for glob in globs)
        if count > MAX_GLOBS:
            raise where.error(f"{where.title} has {count:,} globs; at most {MAX_GLOBS:,} are allowed")
        return globs

    def entry(self, value: Any, where: ConfigLocation) -> Glob:
        text = Text()(value, where)
        if not is_name(text):
            check_glob(text, where)
        return Glob(text, where.folder)


def check_glob(glob: str, where: ConfigLocation) -> None:
    """Raises ``ConfigError`` for a glob that cannot be read."""
    try:
        compile_glob(glob)
    except GlobError as error:
        raise where.error(f"{where.title}: {error}") from None


class Flag(Check):
    """True or false."""

    type_name = "true or false"

    def __call__(self, value: Any, where: ConfigLocation) -> bool:
        if not isinstance(value, bool):
            raise where.invalid_value(value, "expected true or false")
        return value

    def schema(self) -> dict[str, Any]:
        return {"type": "boolean"}


class Count(Check):
    """A whole number from 0."""

    type_name = "whole number from 0"

    def __call__(self, value: Any, where: ConfigLocation) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < MAX_INTEGER:
            raise where.invalid_value(value, "expected a whole number from 0")
        return value

    def schema(self) -> dict[str, Any]:
        return {"type": "integer", "minimum": 0}


class Choice(Check):
    """One of a few words."""

    def __init__(self, *choices: str) -> None:
        self.choices = choices
        self.type_name = "one of " + ", ".join([f"`{choice}`" for choice in choices])

    def __call__(self, value: Any, where: ConfigLocation) -> str:
        if value not in self.choices:
            hint = closest_name(value, self.choices) if isinstance(value, str) else None
            name_meant = f'did you mean "{hint}"? Expected' if hint else "expected"
            raise where.invalid_value(value, f"{name_meant} one of {', '.join(self.choices)}")
        return str(value)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "enum": list(self.choices)}


class Country(Matching):
    """Two letters, in either case."""

    type_name = "two letters"

    def __init__(self) -> None:
        super().__init__("[A-Za-z]{2}", 'a country of two letters, such as "US" or "GB"')
        self.type_name = "two letters"

    def __call__(self, value: Any, where: ConfigLocation) -> str:
        return super().__call__(value, where).upper()


class Region(Text):
    """A Twilio Region. It may be newer than our data where the same file's ``[regions]`` names it."""

    def __init__(self) -> None:
        super().__init__("id of a Region, such as `us1`")

    def __call__(self, value: Any, where: ConfigLocation) -> str:
        text = super().__call__(value, where).strip().lower()
        reason = region_error(text, _own_regions(where))
        if reason:
            raise where.invalid_value(value, reason)
        return text

    def schema(self) -> dict[str, Any]:
        from twimllint.schema.data import data

        return {"anyOf": [{"type": "string", "enum": sorted(data("regions")["regions"])}, {"type": "string"}]}


def region_error(region: str, more: Iterable[str] = ()) -> str | None:
    """Why ``region`` is not a Twilio Region (an edge, unknown), or ``None``; ``more`` lists further Regions."""
    from twimllint.schema.data import data

    table = data("regions")
    regions = [*sorted(table["regions"], key=lambda name: not table["regions"][name].get("default")), *more]
    if region in regions:
        return None
    listed = ", ".join(regions)
    edge = table.get("edges_only", {}).get(region)
    if edge is not None:
        processed = edge.get("processed_in", "us1") if isinstance(edge, dict) else "us1"
        return f"{region} is only an edge, whose traffic is processed in {processed}; the Regions are {listed}"
    if region in table.get("edges", {}):
        return f"that is an edge, where traffic enters, not a Region; the Regions are {listed}"
    hint = closest_name(region, regions)
    return f"did you mean {hint}? The Regions are {listed}" if hint else f"the Regions are {listed}"


def _own_regions(where: ConfigLocation) -> list[str]:
    rows = where.file.table.get("regions") if where.file else None
    if not isinstance(rows, dict):
        return []
    return [str(name).lower() for row in rows.values() if isinstance(row, dict) for name in row]


class FilePath(Text):
    """A path that counts from the folder of the file; ``exists`` asks for a file there."""

    def __init__(self, *, exists: bool = False) -> None:
        super().__init__("path of a file" if exists else "path")
        self.exists = exists

    def __call__(self, value: Any, where: ConfigLocation) -> str:
        text = super().__call__(value, where)
        if "\0" in text:
            raise where.error(f"{where.title} holds a NUL character, which no path can")
        path = os.path.normpath(os.path.join(where.folder, os.path.expanduser(text)))
        if self.exists and where.must_exist and not os.path.isfile(path):
            raise where.invalid_value(value, f"there is no file {path}")
        return path


class HttpUrl(Text):
    """A whole URL of http or https."""

    def __init__(self) -> None:
        super().__init__("URL")

    def __call__(self, value: Any, where: ConfigLocation) -> str:
        text = super().__call__(value, where)
        if not re.fullmatch(r"https?://[^/\s]+(/\S*)?", text, re.IGNORECASE) or not _has_host(text):
            raise where.invalid_value(value, 'expected a whole URL, such as "https://example.com/"')
        return text

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": 1, "format": "uri", "pattern": "^https?://"}


def _has_host(url: str) -> bool:
    """Whether the part of a URL that names the server can be read."""
    from urllib.parse import urlsplit

    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


class UrlPath(HttpUrl):
    """The path of a URL, or a whole URL."""

    def __init__(self) -> None:
        super().__init__()
        self.type_name = "URL path or URL"

    def __call__(self, value: Any, where: ConfigLocation) -> str:
        text = Text()(value, where)
        if text.startswith("/"):
            return text
        if "://" not in text:
            raise where.invalid_value(value, 'expected a URL path, which begins with "/"')
        return super().__call__(value, where)

    def schema(self) -> dict[str, Any]:
        return {"type": "string", "minLength": 1, "pattern": "^(/|https?://)"}


class Options(Check):
    """Options of a rule, which the rule itself checks."""

    type_name = "a table of options"

    def __call__(self, value: Any, where: ConfigLocation) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise where.invalid_value(value, "expected a table of the rule's options")
        return value

    def schema(self) -> dict[str, Any]:
        return {"type": "object"}

"""The configuration as it holds: files merged along ``extend``, the command line on top, ready for each document."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from twimllint.lint.settings import LintSettings
from twimllint.project.compose import base, names_of
from twimllint.project.globs import Glob
from twimllint.project.patterns import Patterns, below
from twimllint.project.settings_table import BY_KEY

if TYPE_CHECKING:
    from twimllint.lint.registry import Registry
    from twimllint.project.layers import Layer


#: Lists that the command line's option adds to; all other options replace what the files say.
_ADDED_TO = ("ignore", "extend-select")


class Origin(NamedTuple):
    """Where a value comes from: a key of a file, or else ``name`` (an option, a variable)."""

    name: str
    layer: Layer | None = None
    at: tuple[str | int, ...] = ()

    def __str__(self) -> str:
        line = self.layer.line(self.at) if self.layer else None
        return self.name if line is None else f"{self.name}:{line}"


class Given(NamedTuple):
    """A value that somebody set; tables hold a ``Given`` for each of their keys, merged lists several origins."""

    value: Any
    origins: tuple[Origin, ...]


class Override(NamedTuple):
    """A value from the command line. ``origin`` is what messages call it: ``--region``, ``TWIMLLINT_REGION``."""

    value: Any
    origin: str


class FileSettings:
    """What holds for one document. Documents with the same settings share the object, so identity groups them.

    ``rules`` are the names of the rules that run. ``fail_on`` and ``max_warnings`` are the configuration's, and
    ``config`` is that configuration (``config.registry`` knows the rules).
    """

    __slots__ = ("config", "fail_on", "lint", "max_warnings", "rules")

    def __init__(self, lint: LintSettings, rules: frozenset[str], config: Config) -> None:
        self.lint = lint
        self.rules = rules
        self.config = config
        self.fail_on = config.fail_on
        self.max_warnings = config.max_warnings


class _Matcher(NamedTuple):
    """A glob of ``[per-file-ignores]``, ``[per-file-settings]`` or a declared rule, and what follows from it."""

    kind: str
    pattern: re.Pattern[str]
    folder: str
    negated: bool
    payload: Any
    layer: Layer | None

    def matches(self, path: str) -> bool:
        return (self.pattern.match(below(path, self.folder)) is not None) is not self.negated


class Config:
    """One configuration: that of a file and those it extends, or the defaults, under the command line's options.

    ``path`` is the absolute path of the file, ``None`` for the defaults; ``root`` the folder that its globs count from.
    """

    def __init__(
        self,
        path: str | None,
        root: str,
        given: Mapping[str, Given],
        overrides: Mapping[str, Override],
        make_registry: Callable[[Config], Registry],
        layers: tuple[Layer, ...] = (),
        twilio_region: str | None = None,
    ) -> None:
        self.path = path
        self.root = root
        self.layers = layers
        self.given = given
        self.overrides = overrides
        self.twilio_region = twilio_region
        #: globs of the declared rules that look at some files only, by the rule's name
        self.rule_files: dict[str, tuple[Glob, ...]] = {}
        self._make_registry = make_registry
        self._registry: Registry | None = None
        self._base: tuple[LintSettings, frozenset[str]] | None = None
        self._matchers: list[_Matcher] | None = None
        self._cache: dict[tuple[bool, ...], FileSettings] = {}
        self._exclude: Patterns | None = None
        self._include: Patterns | None = None

    def value(self, key: str) -> Any:
        """The value of a top-level key as it holds: option, else file, else default. Tables come as plain dicts."""
        override, given = self.overrides.get(key), self.given.get(key)
        if override is not None:
            return (*given.value, *override.value) if given and key in _ADDED_TO else override.value
        if given is None:
            return {} if BY_KEY[key].kind == "table" else BY_KEY[key].default
        return plain(given.value) if BY_KEY[key].kind == "table" else given.value

    def origin(self, key: str) -> str:
        """Where the value of a key comes from: ``default``, ``twimllint.toml:3``, an option, a variable."""
        override, given = self.overrides.get(key), self.given.get(key)
        origins = [str(origin) for origin in given.origins] if given else []
        if override is not None:
            origins = [*origins, override.origin] if key in _ADDED_TO else [override.origin]
        return ", ".join(origins) or "default"

    def place(self, at: tuple[str | int, ...]) -> tuple[str | None, int | None]:
        """File (as shown) and line of a key, in the nearest of the files that have it; for a ``ConfigError``."""
        for layer in reversed(self.layers):
            if at and at[0] in layer.table:
                return layer.shown, layer.line(at)
        return (self.layers[-1].shown if self.layers else None), None

    @property
    def fail_on(self) -> str:
        """The lowest severity that makes the exit status 1, or ``never``."""
        return str(self.value("fail-on"))

    @property
    def max_warnings(self) -> int | None:
        """How many warnings may stand."""
        found: int | None = self.value("max-warnings")
        return found

    @property
    def baseline(self) -> str | None:
        """The absolute path of the baseline file."""
        found: str | None = self.value("baseline")
        return found

    @property
    def registry(self) -> Registry:
        """The rules there are under this configuration, plugins and declared rules included."""
        if self._registry is None:
            self._registry = self._make_registry(self)
        return self._registry

    @property
    def exclude(self) -> Patterns:
        """What is left out of the walk."""
        if self._exclude is None:
            base = self.value("exclude")
            globs = [glob if isinstance(glob, Glob) else Glob(glob, self.root) for glob in base]
            self._exclude = Patterns([*globs, *self.value("extend-exclude")])
        return self._exclude

    @property
    def include(self) -> Patterns:
        """What is looked at besides the known suffixes."""
        if self._include is None:
            self._include = Patterns(self.value("include"))
        return self._include

    def settings_for(self, path: str) -> FileSettings:
        """The settings of the document at an absolute path. Raises ``ConfigError`` for a rule that does not exist."""
        if self._matchers is None:
            self._matchers = self._make_matchers()
        matched = tuple([matcher.matches(path) for matcher in self._matchers])
        found = self._cache.get(matched)
        if found is None:
            found = self._cache[matched] = self._build(matched)
        return found

    def _make_matchers(self) -> list[_Matcher]:
        from twimllint.project.globs import compile_glob

        # makes the registry too, which knows the files of declared rules
        self._base = self._base or base(self)
        found = []
        for kind in ("per-file-ignores", "per-file-settings"):
            given = self.given.get(kind)
            for glob, entry in (given.value if given else {}).items():
                pattern = compile_glob(glob.pattern.removeprefix("!"))
                negated = glob.pattern.startswith("!")
                payload = entry.value
                if kind == "per-file-ignores":
                    payload = names_of(self.registry, payload)
                found.append(_Matcher(kind, pattern, glob.folder, negated, payload, entry.origins[0].layer))
        for name, globs in self.rule_files.items():
            for glob in globs:
                found.append(_Matcher("rule", compile_glob(glob.pattern), glob.folder, False, name, None))
        return found

    def _build(self, matched: tuple[bool, ...]) -> FileSettings:
        assert self._matchers is not None
        assert self._base is not None
        lint, rules = self._base
        changes: dict[str, Any] = {}
        wanted: set[str] = set()
        for matches, matcher in zip(matched, self._matchers, strict=True):
            if matcher.kind == "rule":
                wanted.update((matcher.payload,) if matches else ())
            elif matches and matcher.kind == "per-file-ignores":
                rules -= matcher.payload
            elif matches:
                changes.update(_changes(matcher, lint.fixed))
        rules -= frozenset(self.rule_files) - wanted
        if changes:
            lint = lint._replace(**changes)
        return FileSettings(lint, rules, self)


def _changes(matcher: _Matcher, fixed: frozenset[str]) -> dict[str, Any]:
    changes = {key.replace("-", "_"): value for key, value in matcher.payload.items() if key not in fixed}
    if "region" in changes:
        changes["region_from"] = matcher.layer.shown if matcher.layer else ""
    return changes


def plain(value: Any) -> Any:
    """A table without its origins."""
    if isinstance(value, Given):
        return plain(value.value)
    return {key: plain(item) for key, item in value.items()} if isinstance(value, dict) else value

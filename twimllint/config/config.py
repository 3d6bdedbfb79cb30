"""The configuration as it holds: files merged along ``extend``, the command line on top, ready for each document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from twimllint.config.defaults import EXCLUDE, FAIL_ON, Names
from twimllint.engine.settings import LintSettings

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from twimllint.config.layers import Layer
    from twimllint.config.values import Given, Matcher
    from twimllint.engine.registry import Registry
    from twimllint.files.globs import Glob
    from twimllint.files.patterns import Patterns


#: Lists that the command line's option adds to; all other options replace what the files say.
_ADDED_TO = ("ignore", "extend-select")


class Override:
    """A value from the command line. ``origin`` is what messages call it: ``--region``, ``TWIMLLINT_REGION``."""

    __slots__ = ("origin", "value")

    def __init__(self, value: Any, origin: str) -> None:
        self.value = value
        self.origin = origin


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
        self._matchers: list[Matcher] | None = None
        self._cache: dict[tuple[bool, ...], FileSettings] = {}
        self._exclude: Patterns | Names | None = None
        self._include: Patterns | Names | None = None
        #: whether nobody has set anything, so that the settings table need not be asked
        self.bare = not given and not overrides

    def value(self, key: str) -> Any:
        """The value of a top-level key as it holds: option, else file, else default. Tables come as plain dicts."""
        from twimllint.config.settings import BY_KEY

        override, given = self.overrides.get(key), self.given.get(key)
        if override is not None:
            return (*given.value, *override.value) if given and key in _ADDED_TO else override.value
        if given is None:
            return {} if BY_KEY[key].kind == "table" else BY_KEY[key].default
        from twimllint.config.values import plain

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
        return FAIL_ON if self.bare else str(self.value("fail-on"))

    @property
    def max_warnings(self) -> int | None:
        """How many warnings may stand."""
        found: int | None = None if self.bare else self.value("max-warnings")
        return found

    @property
    def baseline(self) -> str | None:
        """The absolute path of the baseline file."""
        found: str | None = None if self.bare else self.value("baseline")
        return found

    @property
    def code(self) -> bool:
        """Whether programs and documentation are looked at."""
        return True if self.bare else bool(self.value("code"))

    @property
    def registry(self) -> Registry:
        """The rules there are under this configuration, plugins and declared rules included."""
        if self._registry is None:
            self._registry = self._make_registry(self)
        return self._registry

    @property
    def exclude(self) -> Patterns | Names:
        """What is left out of the walk."""
        if self._exclude is None and self.bare:
            self._exclude = Names(EXCLUDE, self.root)
        elif self._exclude is None:
            from twimllint.files.globs import Glob
            from twimllint.files.patterns import Patterns

            base = self.value("exclude")
            globs = [glob if isinstance(glob, Glob) else Glob(glob, self.root) for glob in base]
            self._exclude = Patterns([*globs, *self.value("extend-exclude")])
        return self._exclude

    @property
    def include(self) -> Patterns | Names:
        """What is looked at besides the known suffixes."""
        if self._include is None and self.bare:
            self._include = Names((), self.root)
        elif self._include is None:
            from twimllint.files.patterns import Patterns

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

    def _make_matchers(self) -> list[Matcher]:
        if self.bare:
            self._base = self._bare_base()
            return []
        from twimllint.config.resolve import base, names_of
        from twimllint.config.values import Matcher
        from twimllint.files.globs import compile_glob

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
                found.append(Matcher(kind, pattern, glob.folder, negated, payload, entry.origins[0].layer))
        for name, globs in self.rule_files.items():
            for glob in globs:
                found.append(Matcher("rule", compile_glob(glob.pattern), glob.folder, False, name, None))
        return found

    def _bare_base(self) -> tuple[LintSettings, frozenset[str]]:
        """What ``compose.base`` comes to where nothing is set."""
        region = self.twilio_region
        rules = frozenset([name for name, info in self.registry.rules.items() if info.default])
        return LintSettings(region=region, region_from="TWILIO_REGION" if region is not None else ""), rules

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


def _changes(matcher: Matcher, fixed: frozenset[str]) -> dict[str, Any]:
    changes = {key.replace("-", "_"): value for key, value in matcher.payload.items() if key not in fixed}
    if "region" in changes:
        changes["region_from"] = matcher.layer.shown if matcher.layer else ""
    return changes

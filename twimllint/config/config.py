"""The configuration that applies to a folder, complete and frozen: nothing is read or imported when it is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from twimllint.config.defaults import EXCLUDE, FAIL_ON
from twimllint.config.values import ConfigValue, ConfigValues
from twimllint.engine.basics import Severity
from twimllint.engine.settings import LintSettings
from twimllint.files.patterns import Glob, Patterns, is_below

if TYPE_CHECKING:
    import re
    from collections.abc import Mapping

    from twimllint.config.load import ConfigFile
    from twimllint.engine.dispatcher import Dispatcher
    from twimllint.engine.registry import Registry
    from twimllint.engine.result import Failure, Renamed


class FileOverride(NamedTuple):
    """A glob of ``[per-file-ignores]``, ``[per-file-settings]`` or a declared rule, and what follows from it.

    ``ignores`` are rules that do not run on the files that match, ``settings`` replace the configuration's, and
    ``enables`` is the declared rule that runs only on files that one of its globs matches.
    """

    pattern: re.Pattern[str]
    folder: str
    negated: bool = False
    ignores: frozenset[str] = frozenset()
    settings: Mapping[str, Any] = {}
    enables: str | None = None

    def matches(self, path: str) -> bool:
        """Whether the file at an absolute path is meant."""
        return (self.pattern.match(is_below(path, self.folder)) is not None) is not self.negated


class FileSettings(NamedTuple):
    """What applies to one document. Documents with the same settings share the object.

    ``rules`` are the names of the rules that run, ``dispatcher`` the same made ready for the engine.
    """

    lint: LintSettings
    rules: frozenset[str]
    dispatcher: Dispatcher
    config: Config


class Config(NamedTuple):
    """One configuration: that of a file and those it extends, or the defaults, under the command line's options.

    ``files`` are the configuration files, the farthest first; ``root`` the folder that the globs of ``exclude`` count
    from. ``lint`` and ``rules`` apply to every document before ``overrides``. ``failures`` names plugins that could
    not be used: their rules do not run, and the exit code is 2. ``notes`` names plugins that are not trusted,
    ``renamed`` of rules that are named as they were called in earlier releases.
    """

    root: str
    values: ConfigValues
    registry: Registry
    rules: frozenset[str]
    lint: LintSettings
    exclude: Patterns
    include: Patterns
    files: tuple[ConfigFile, ...] = ()
    fail_on: str = FAIL_ON
    max_warnings: int | None = None
    baseline: str | None = None
    overrides: tuple[FileOverride, ...] = ()
    failures: tuple[Failure, ...] = ()
    notes: tuple[Failure, ...] = ()
    renamed: tuple[Renamed, ...] = ()

    @property
    def path(self) -> str | None:
        """The absolute path of the configuration file, ``None`` for the defaults."""
        return self.files[-1].path if self.files else None

    def place(self, key_path: tuple[str | int, ...]) -> tuple[str, int | None]:
        """File (as shown) and line of a key, in the nearest of the files that have it."""
        for file in reversed(self.files):
            if key_path and key_path[0] in file.table:
                return file.display_path, file.line(key_path)
        return (self.files[-1].display_path if self.files else ""), None

    def matching(self, path: str) -> tuple[bool, ...]:
        """For each override, whether it applies to the document at an absolute path."""
        return tuple([override.matches(path) for override in self.overrides]) if self.overrides else ()

    def settings(self, matching: tuple[bool, ...]) -> tuple[LintSettings, frozenset[str]]:
        """The settings and the rules of documents for which ``matching`` gives this answer."""
        changes: dict[str, Any] = {}
        rules = self.rules - frozenset([each.enables for each in self.overrides if each.enables is not None])
        ignores: frozenset[str] = frozenset()
        for matches, override in zip(matching, self.overrides, strict=True):
            if matches:
                if override.enables is not None:
                    rules |= self.rules & {override.enables}
                changes.update(override.settings)
                ignores |= override.ignores
        return (self.lint._replace(**changes) if changes else self.lint), rules - ignores

    def fails(self, counts: Mapping[Severity, int]) -> bool:
        """Whether so many findings of each severity make the exit code 1."""
        errors, warnings, infos = (counts.get(severity, 0) for severity in Severity)
        if self.fail_on == "never":
            return False
        # the limit says how many warnings are accepted, so warnings fail only above it
        too_many = warnings > (self.max_warnings or 0)
        if self.fail_on == "error":
            return bool(errors) or (self.max_warnings is not None and too_many)
        return bool(errors) or too_many or (self.fail_on == "info" and bool(infos or warnings))


def default_config(
    cwd: str, environment: Mapping[str, ConfigValue], registry: Registry, failures: tuple[Failure, ...]
) -> Config:
    """What ``resolve`` comes to where neither a file nor an option sets anything, at a fraction of the cost."""
    region = environment.get("region")
    return Config(
        cwd,
        ConfigValues(environment),
        registry,
        frozenset([name for name, info in registry.rules.items() if info.default and not info.preview]),
        LintSettings(region=region.value, region_from=region.sources[0].name) if region else LintSettings(),
        Patterns([Glob(name, cwd) for name in EXCLUDE]),
        Patterns(()),
        failures=failures,
    )
